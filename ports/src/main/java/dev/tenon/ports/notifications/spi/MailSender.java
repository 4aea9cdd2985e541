package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.kernel.EmailAddress;
import java.net.URI;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Hands one mail to the world. May block for as long as its own timeouts say, never longer. */
@API(status = API.Status.STABLE)
public interface MailSender {

    /**
     * A mail ready to go.
     *
     * @param messageId the RFC 5322 Message-ID with its angle brackets, the same for every try
     * @param text plain text, UTF-8, lines separated by {@code \n}
     * @param html the same as a page of HTML, beside the text; {@code null} for the text alone
     * @param unsubscribe where one POST switches mails like this off (RFC 8058); {@code null} for what cannot be switched off
     * @param replyTo where answers go; {@code null} for the sender
     * @param references the Message-IDs of mails before it in a conversation, the last one that it answers
     */
    record OutgoingMail(
            String messageId,
            EmailAddress recipient,
            String subject,
            String text,
            @Nullable String html,
            @Nullable URI unsubscribe,
            @Nullable EmailAddress replyTo,
            List<String> references) {

        public OutgoingMail {
            references = List.copyOf(references);
        }

        /** A mail outside of conversations. */
        public OutgoingMail(
                String messageId,
                EmailAddress recipient,
                String subject,
                String text,
                @Nullable String html,
                @Nullable URI unsubscribe) {
            this(messageId, recipient, subject, text, html, unsubscribe, null, List.of());
        }

        /** A mail of text alone, which cannot be switched off. */
        public OutgoingMail(String messageId, EmailAddress recipient, String subject, String text) {
            this(messageId, recipient, subject, text, null, null);
        }
    }

    /** Why a mail did not go out. Says nothing about the recipient or the text. */
    final class MailFailure extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean permanent;

        public MailFailure(String message, boolean permanent) {
            super(message);
            this.permanent = permanent;
        }

        /** Whether another try is pointless. */
        public boolean isPermanent() {
            return permanent;
        }
    }

    /** Sends, or says why not. */
    void send(OutgoingMail mail) throws MailFailure;
}
