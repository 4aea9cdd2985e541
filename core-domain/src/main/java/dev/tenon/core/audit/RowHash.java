package dev.tenon.core.audit;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.ChainText;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.spi.Secrets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an audit row: SHA-256 over its {@link ChainText}. The account's id is left out: it goes when a person is
 * erased, and the chain must hold nevertheless.
 */
record RowHash(Secrets secrets) {

    String of(AuditRow row) {
        String content =
                content(row.id(), row.createdAt(), row.actorLabel(), row.ipAddress(), row.requestId(), row.entry());
        return secrets.sha256(ChainText.of(row.chain(), row.sequence(), row.previousHash(), content));
    }

    /** What of a new row the hash covers. */
    static String content(AuditId id, Instant createdAt, Actor actor, AuditEntry entry) {
        return content(
                id,
                createdAt,
                actor.label(),
                actor.origin().ipAddress(),
                actor.origin().requestId(),
                entry);
    }

    private static String content(
            AuditId id,
            Instant createdAt,
            String actorLabel,
            @Nullable String ipAddress,
            String requestId,
            AuditEntry entry) {
        StringBuilder text = new StringBuilder();
        ChainText.add(text, id.toString());
        ChainText.add(text, createdAt.toString());
        ChainText.add(text, actorLabel);
        ChainText.add(text, ipAddress);
        ChainText.add(text, requestId);
        ChainText.add(text, entry.action());
        ChainText.add(text, entry.table());
        ChainText.add(text, entry.recordId());
        entry.details().forEach((name, value) -> {
            ChainText.add(text, name);
            ChainText.add(text, value);
        });
        if (!entry.changes().isEmpty()) {
            // No detail is null, so that a field can never be taken for one.
            ChainText.add(text, null);
            entry.changes().forEach((name, change) -> {
                ChainText.add(text, name);
                ChainText.add(text, change.before());
                ChainText.add(text, change.after());
            });
        }
        return text.toString();
    }
}
