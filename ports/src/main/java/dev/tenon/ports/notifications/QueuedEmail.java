package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the outbox, without its text.
 *
 * @param userId whose account it is about; {@code null} for somebody without one
 * @param subject as the mail was written at its last try; {@code null} before the first
 * @param attempts how often it was tried
 * @param nextAttemptAt when it is due
 * @param expiresAt from when on it is not sent any more; {@code null}: it is never too late
 * @param messageId the RFC 5322 Message-ID, the same for every try
 * @param lastError why the last try failed, without personal data; {@code null} if none did
 */
public record QueuedEmail(
        EmailId id,
        @Nullable UserId userId,
        EmailAddress recipient,
        EmailType type,
        @Nullable String subject,
        EmailStatus status,
        int attempts,
        Instant nextAttemptAt,
        @Nullable Instant expiresAt,
        String messageId,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt) {

    /** Whether it is too late to send it. */
    public boolean hasExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** The mail's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
