package dev.tenon.core.notifications;

import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.NotificationTopic;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links that switch mails off. The token is the person and the topic, sealed: no table knows it, nobody can make one for
 * somebody else, and it opens nothing else.
 *
 * @param baseUrl how links begin; never anything from a request
 */
record UnsubscribeLinks(Secrets secrets, URI baseUrl) {

    private static final String PURPOSE = "unsubscribe";
    private static final String PAGE = "/unsubscribe?token=";
    private static final char BETWEEN = ' ';

    /**
     * Whose mails are switched off, and which.
     *
     * @param topic those about this; {@code null} for all that notifications send
     */
    record Grant(UserId person, @Nullable NotificationTopic topic) {}

    /** The link for a mail about this topic; {@code null} for one that is about several, and switches all of them off. */
    URI link(UserId person, @Nullable NotificationTopic topic) {
        String text = person + String.valueOf(BETWEEN) + (topic == null ? "" : topic.value());
        String base = baseUrl.toString();
        String start = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(start + PAGE + secrets.seal(PURPOSE, text));
    }

    /** What a token is good for; empty if it is none of ours. */
    Optional<Grant> open(String token) {
        return secrets.open(PURPOSE, token).flatMap(text -> {
            int end = text.indexOf(BETWEEN);
            return UserId.parse(text.substring(0, end))
                    .map(person -> new Grant(person, topic(text.substring(end + 1))));
        });
    }

    private static @Nullable NotificationTopic topic(String text) {
        return text.isEmpty() ? null : new NotificationTopic(text);
    }
}
