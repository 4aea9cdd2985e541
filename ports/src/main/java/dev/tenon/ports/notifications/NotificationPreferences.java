package dev.tenon.ports.notifications;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications a person wants, and which way: the user setting {@value #KEY}. Whatever is blocked, by the channel, by the
 * type or by the topic, is blocked; what is about security comes nevertheless.
 *
 * @param blocked by channel ({@link NotificationChannel#IN_APP} and {@link NotificationChannel#EMAIL}) what does not come that way
 * @param digestMinutes for how long mails are collected into one, from the first of them on; 0 sends each at once
 */
public record NotificationPreferences(Map<NotificationChannel, Blocked> blocked, int digestMinutes) {

    /** The setting's key. */
    public static final String KEY = "notifications";

    /** The longest time for which mails are collected: a week. */
    public static final int LONGEST_DIGEST = 7 * 24 * 60;

    /** What somebody has who said nothing: everything, and each mail at once. */
    public static final NotificationPreferences STANDARD = new NotificationPreferences(Map.of(), 0);

    /**
     * What does not come one way.
     *
     * @param everything whether nothing comes
     * @param types of these types nothing
     * @param topics about these topics nothing
     */
    public record Blocked(boolean everything, Set<NotificationType> types, Set<NotificationTopic> topics) {

        /** Nothing is blocked. */
        public static final Blocked NOTHING = new Blocked(false, Set.of(), Set.of());

        public Blocked {
            types = Set.copyOf(types);
            topics = Set.copyOf(topics);
        }

        /** Whether a notification of this type and topic does not come. */
        public boolean holds(NotificationType type, NotificationTopic topic) {
            return !topic.equals(NotificationTopic.SECURITY)
                    && (everything || types.contains(type) || topics.contains(topic));
        }
    }

    public NotificationPreferences {
        Map<NotificationChannel, Blocked> copy = new EnumMap<>(NotificationChannel.class);
        copy.putAll(blocked);
        blocked = Map.copyOf(copy);
    }

    /** What does not come this way. */
    public Blocked blockedBy(NotificationChannel channel) {
        @Nullable Blocked found = blocked.get(channel);
        return found == null ? Blocked.NOTHING : found;
    }

    /** Whether a notification comes by mail, if it is sent so. */
    public boolean wantsByMail(NotificationType type, NotificationTopic topic) {
        return !blockedBy(NotificationChannel.EMAIL).holds(type, topic);
    }
}
