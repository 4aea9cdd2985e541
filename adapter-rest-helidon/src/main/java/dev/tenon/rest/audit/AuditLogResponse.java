package dev.tenon.rest.audit;

import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the audit trail as clients see it. */
record AuditLogResponse(
        AuditId id,
        @Nullable UserId userId,
        String actor,
        String action,
        String tableName,
        @Nullable String recordId,
        Map<String, String> details,
        @Nullable String ipAddress,
        String requestId,
        String chain,
        long sequence,
        String previousHash,
        String hash,
        Instant createdAt) {

    static AuditLogResponse from(AuditRow row) {
        return new AuditLogResponse(
                row.id(),
                row.userId(),
                row.actorLabel(),
                row.entry().action(),
                row.entry().table(),
                row.entry().recordId(),
                row.entry().details(),
                row.ipAddress(),
                row.requestId(),
                row.chain(),
                row.sequence(),
                row.previousHash(),
                row.hash(),
                row.createdAt());
    }
}
