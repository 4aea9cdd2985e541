package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Which mails to list; {@code null} leaves a condition out.
 *
 * @param userId whose account they are about
 */
public record EmailFilter(
        @Nullable EmailStatus status,
        @Nullable EmailType type,
        @Nullable UserId userId) {

    /** Every mail. */
    public static EmailFilter all() {
        return new EmailFilter(null, null, null);
    }

    /** Those of one status. */
    public static EmailFilter of(EmailStatus status) {
        return new EmailFilter(status, null, null);
    }
}
