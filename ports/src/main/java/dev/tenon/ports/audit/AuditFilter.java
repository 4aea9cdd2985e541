package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to list; {@code null} leaves a condition out.
 *
 * @param userId who did it
 * @param recordId the id of the thing it happened to
 * @param from inclusive
 * @param to exclusive
 */
public record AuditFilter(
        @Nullable UserId userId,
        @Nullable String action,
        @Nullable String table,
        @Nullable String recordId,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Every row. */
    public static AuditFilter all() {
        return new AuditFilter(null, null, null, null, null, null);
    }
}
