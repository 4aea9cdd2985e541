package dev.tenon.core.notifications;

import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.notifications.NotificationTopic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The setting {@code notifications} after mails were switched off; what else it says stays. */
final class SwitchedOff {

    /** With so many topics, the channel is switched off as a whole: the setting takes no more. */
    private static final int MOST_TOPICS = 100;

    private static final String CHANNELS = "channels";
    private static final String TOPICS = "topics";
    private static final String EMAIL = "email";

    private SwitchedOff() {}

    /**
     * The new value; empty if these mails are off already.
     *
     * @param present {@code null} for no such setting; one that is not valid says nothing, as everywhere
     * @param topic {@code null} for all of them
     */
    static Optional<JsonText> of(@Nullable JsonText present, @Nullable NotificationTopic topic) {
        Map<String, @Nullable Object> setting =
                members(present != null && PreferenceRule.isValid(present) ? present.value() : null);
        Map<String, @Nullable Object> channels = members(setting.get(CHANNELS));
        Map<String, @Nullable Object> topics = members(setting.get(TOPICS));
        if (isOff(channels.get(EMAIL)) || (topic != null && isByMailOff(topics.get(topic.value())))) {
            return Optional.empty();
        }
        if (topic == null || (topics.size() >= MOST_TOPICS && !topics.containsKey(topic.value()))) {
            channels.put(EMAIL, false);
            setting.put(CHANNELS, channels);
        } else {
            Map<String, @Nullable Object> ways = members(topics.get(topic.value()));
            ways.put(EMAIL, false);
            topics.put(topic.value(), ways);
            setting.put(TOPICS, topics);
        }
        return Optional.of(JsonText.ofTree(setting));
    }

    private static boolean isByMailOff(@Nullable Object ways) {
        return isOff(ways) || isOff(members(ways).get(EMAIL));
    }

    private static boolean isOff(@Nullable Object said) {
        return Boolean.FALSE.equals(said);
    }

    private static Map<String, @Nullable Object> members(@Nullable Object value) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        return members;
    }
}
