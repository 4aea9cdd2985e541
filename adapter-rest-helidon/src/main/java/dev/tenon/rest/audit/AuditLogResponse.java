package dev.tenon.rest.audit;

import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the audit trail as clients see it. */
record AuditLogResponse(
        AuditId id,
        @Nullable UserId userId,
        @Nullable UserId impersonatorId,
        String actor,
        String action,
        String tableName,
        @Nullable String recordId,
        @Nullable OrganizationId organizationId,
        Map<String, String> details,
        List<FieldChangeResponse> changes,
        @Nullable String ipAddress,
        String requestId,
        String chain,
        long sequence,
        String previousHash,
        String hash,
        Instant createdAt) {

    /** What became of a field; twice {@code null} where the trail does not tell the values. */
    record FieldChangeResponse(
            String field, @Nullable String before, @Nullable String after) {}

    private static List<FieldChangeResponse> changes(AuditRow row) {
        return row.entry().changes().entrySet().stream()
                .map(each -> new FieldChangeResponse(
                        each.getKey(), each.getValue().before(), each.getValue().after()))
                .toList();
    }

    static AuditLogResponse from(AuditRow row) {
        return new AuditLogResponse(
                row.id(),
                row.userId(),
                row.impersonatorId(),
                row.actorLabel(),
                row.entry().action(),
                row.entry().table(),
                row.entry().recordId(),
                row.entry().organizationId(),
                row.entry().details(),
                changes(row),
                row.ipAddress(),
                row.requestId(),
                row.chain(),
                row.sequence(),
                row.previousHash(),
                row.hash(),
                row.createdAt());
    }
}
