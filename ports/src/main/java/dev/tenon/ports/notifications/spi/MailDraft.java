package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail to put into the outbox.
 *
 * @param userId whose account it is about; {@code null} for somebody without one
 * @param values what the text of this type needs, e.g. {@code token}
 * @param dedupeKey of mails with the same key only the first is kept; {@code null} for no such check
 */
public record MailDraft(
        EmailType type,
        EmailAddress recipient,
        @Nullable UserId userId,
        Map<String, String> values,
        @Nullable String dedupeKey) {

    public MailDraft {
        values = Map.copyOf(values);
    }
}
