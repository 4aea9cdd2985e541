package dev.tenon.rest.notifications;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A mail in the outbox as clients see it, without its text. */
record EmailResponse(
        EmailId id,
        @Nullable UserId userId,
        EmailAddress recipient,
        String emailType,
        @Nullable String subject,
        String status,
        int attempts,
        Instant nextAttemptAt,
        @Nullable Instant expiresAt,
        String messageId,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt) {

    static EmailResponse from(QueuedEmail email) {
        return new EmailResponse(
                email.id(),
                email.userId(),
                email.recipient(),
                email.type().typeName(),
                email.subject(),
                Words.of(email.status()),
                email.attempts(),
                email.nextAttemptAt(),
                email.expiresAt(),
                email.messageId(),
                email.lastError(),
                email.createdAt(),
                email.sentAt());
    }
}
