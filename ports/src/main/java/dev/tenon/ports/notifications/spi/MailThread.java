package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.EmailAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation, as mail programs show one (RFC 5322 section 3.6.4).
 *
 * @param messageId of the mail itself, with its angle brackets
 * @param replyTo where answers go; {@code null} for the sender
 * @param references the Message-IDs of mails before it, the last one that it answers; none for the first
 */
public record MailThread(String messageId, @Nullable EmailAddress replyTo, List<String> references) {

    public MailThread {
        references = List.copyOf(references);
    }
}
