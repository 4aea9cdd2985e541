package dev.tenon.core.notifications;

import dev.tenon.ports.accounts.spi.SettingRule;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPreferences;
import dev.tenon.ports.notifications.NotificationPreferences.Blocked;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user setting {@code notifications}: an object that may have {@code channels}, {@code types} and {@code topics}, each an
 * object from names to {@code true} or {@code false}, the latter two also to an object from channels to them, and
 * {@code digestMinutes}.
 */
final class PreferenceRule implements SettingRule {

    private static final List<NotificationChannel> CHANNELS =
            List.of(NotificationChannel.IN_APP, NotificationChannel.EMAIL);

    /** So many topics one person may say something about. */
    private static final int MOST_TOPICS = 100;

    @Override
    public String key() {
        return NotificationPreferences.KEY;
    }

    @Override
    public void check(JsonText value, Violations violations) {
        new Reading(violations).read(value);
    }

    /** The preferences; what everybody has who said nothing if this is no valid value, as one from before the rule may be. */
    static NotificationPreferences preferences(@Nullable JsonText value) {
        if (value == null) {
            return NotificationPreferences.STANDARD;
        }
        Violations violations = new Violations();
        NotificationPreferences read = new Reading(violations).read(value);
        return violations.isEmpty() ? read : NotificationPreferences.STANDARD;
    }

    /** Whether it says what it means; otherwise it counts as if it said nothing. */
    static boolean isValid(JsonText value) {
        Violations violations = new Violations();
        new Reading(violations).read(value);
        return violations.isEmpty();
    }

    /** One reading, which notes what it does not understand. */
    private static final class Reading {

        private final Violations violations;
        private final Set<NotificationChannel> silent = EnumSet.noneOf(NotificationChannel.class);
        private final Map<NotificationChannel, Set<NotificationType>> types = new EnumMap<>(NotificationChannel.class);
        private final Map<NotificationChannel, Set<NotificationTopic>> topics =
                new EnumMap<>(NotificationChannel.class);
        private int digestMinutes;

        Reading(Violations violations) {
            this.violations = violations;
            for (NotificationChannel channel : CHANNELS) {
                types.put(channel, EnumSet.noneOf(NotificationType.class));
                topics.put(channel, new HashSet<>());
            }
        }

        NotificationPreferences read(JsonText value) {
            for (Map.Entry<String, @Nullable Object> member :
                    members(value.value(), "").entrySet()) {
                String pointer = pointer("", member.getKey());
                @Nullable Object said = member.getValue();
                switch (member.getKey()) {
                    case "channels" ->
                        members(said, pointer).forEach((name, yes) -> channel(pointer(pointer, name), name, yes));
                    case "types" ->
                        members(said, pointer).forEach((name, yes) -> type(pointer(pointer, name), name, yes));
                    case "topics" -> topics(said, pointer);
                    case "digestMinutes" -> digest(said, pointer);
                    default -> unknown(pointer, List.of("channels", "types", "topics", "digestMinutes"));
                }
            }
            Map<NotificationChannel, Blocked> blocked = new EnumMap<>(NotificationChannel.class);
            for (NotificationChannel channel : CHANNELS) {
                blocked.put(
                        channel,
                        new Blocked(
                                silent.contains(channel),
                                Objects.requireNonNull(types.get(channel)),
                                Objects.requireNonNull(topics.get(channel))));
            }
            return new NotificationPreferences(blocked, digestMinutes);
        }

        private void channel(String pointer, String name, @Nullable Object yes) {
            for (NotificationChannel channel : CHANNELS) {
                if (channel.channelName().equals(name)) {
                    whereFalse(yes, pointer, () -> silent.add(channel));
                    return;
                }
            }
            unknown(
                    pointer,
                    CHANNELS.stream().map(NotificationChannel::channelName).toList());
        }

        private void type(String pointer, String name, @Nullable Object yes) {
            for (NotificationType type : NotificationType.values()) {
                if (word(type).equals(name)) {
                    ways(
                            yes,
                            pointer,
                            channel ->
                                    Objects.requireNonNull(types.get(channel)).add(type));
                    return;
                }
            }
            List<String> known = new ArrayList<>();
            for (NotificationType type : NotificationType.values()) {
                known.add(word(type));
            }
            unknown(pointer, known);
        }

        private void topics(@Nullable Object said, String pointer) {
            Map<String, @Nullable Object> members = members(said, pointer);
            violations.require(
                    members.size() <= MOST_TOPICS,
                    pointer,
                    "too-many",
                    "Say something about " + MOST_TOPICS + " topics at most.");
            members.forEach((name, yes) -> {
                String inside = pointer(pointer, name);
                if (!NotificationTopic.isTopic(name)) {
                    violations.require(
                            false,
                            inside,
                            "topic-invalid",
                            "A topic is a word of 1 to 50 small letters, digits and hyphens, and begins with a letter.");
                    return;
                }
                NotificationTopic topic = new NotificationTopic(name);
                Set<NotificationChannel> off = EnumSet.noneOf(NotificationChannel.class);
                ways(yes, inside, off::add);
                violations.require(
                        off.isEmpty() || !topic.equals(NotificationTopic.SECURITY),
                        inside,
                        "always-on",
                        "What is about the security of an account cannot be switched off.");
                off.forEach(
                        channel -> Objects.requireNonNull(topics.get(channel)).add(topic));
            });
        }

        private void digest(@Nullable Object said, String pointer) {
            int longest = NotificationPreferences.LONGEST_DIGEST;
            if (said instanceof BigDecimal number && isWholeUpTo(number, longest)) {
                digestMinutes = number.intValueExact();
                return;
            }
            violations.require(
                    false,
                    pointer,
                    "digest-invalid",
                    "Give a whole number of minutes from 0 (each mail at once) to " + longest + " (a week).");
        }

        private static boolean isWholeUpTo(BigDecimal number, int longest) {
            return number.signum() >= 0
                    && number.compareTo(BigDecimal.valueOf(longest)) <= 0
                    && number.stripTrailingZeros().scale() <= 0;
        }

        /** Either one truth value for both ways, or one for each. */
        private void ways(@Nullable Object said, String pointer, Consumer<NotificationChannel> blocked) {
            if (!(said instanceof Map<?, ?>)) {
                whereFalse(said, pointer, () -> CHANNELS.forEach(blocked));
                return;
            }
            members(said, pointer).forEach((name, yes) -> {
                String inside = pointer(pointer, name);
                for (NotificationChannel channel : CHANNELS) {
                    if (channel.channelName().equals(name)) {
                        whereFalse(yes, inside, () -> blocked.accept(channel));
                        return;
                    }
                }
                unknown(
                        inside,
                        CHANNELS.stream().map(NotificationChannel::channelName).toList());
            });
        }

        private void whereFalse(@Nullable Object said, String pointer, Runnable then) {
            violations.require(said instanceof Boolean, pointer, "not-a-boolean", "Say `true` or `false`.");
            if (Boolean.FALSE.equals(said)) {
                then.run();
            }
        }

        private void unknown(String pointer, List<String> known) {
            violations.require(
                    false,
                    pointer,
                    "unknown-field",
                    "Nothing is called so here; there are: " + String.join(", ", known));
        }

        private Map<String, @Nullable Object> members(@Nullable Object said, String pointer) {
            if (said instanceof Map<?, ?> members) {
                Map<String, @Nullable Object> named = new LinkedHashMap<>();
                members.forEach((name, each) -> named.put((String) name, each));
                return named;
            }
            violations.require(false, pointer, "not-an-object", "Give a JSON object here.");
            return Map.of();
        }

        private static String word(NotificationType type) {
            return type.name().toLowerCase(Locale.ROOT);
        }

        /** RFC 6901. */
        private static String pointer(String parent, String name) {
            return parent + "/" + name.replace("~", "~0").replace("/", "~1");
        }
    }
}
