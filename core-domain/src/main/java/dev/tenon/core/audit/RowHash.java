package dev.tenon.core.audit;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.spi.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an audit row: SHA-256 over its fields and the hash before it, each with its length, so that no two rows have
 * the same text. The account's id is left out: it goes when a person is erased, and the chain must hold nevertheless.
 */
record RowHash(Secrets secrets) {

    String of(AuditRow row) {
        StringBuilder text = new StringBuilder("tenon-audit-1");
        add(text, row.chain());
        add(text, Long.toString(row.sequence()));
        add(text, row.previousHash());
        add(text, row.id().toString());
        add(text, row.createdAt().toString());
        add(text, row.actorLabel());
        add(text, row.ipAddress());
        add(text, row.requestId());
        AuditEntry entry = row.entry();
        add(text, entry.action());
        add(text, entry.table());
        add(text, entry.recordId());
        entry.details().forEach((name, value) -> {
            add(text, name);
            add(text, value);
        });
        return secrets.sha256(text.toString());
    }

    private static void add(StringBuilder text, @Nullable String field) {
        text.append('\n');
        if (field == null) {
            text.append('-');
        } else {
            text.append(field.length()).append(':').append(field);
        }
    }
}
