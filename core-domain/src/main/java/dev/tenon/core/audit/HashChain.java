package dev.tenon.core.audit;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.spi.AuditChain;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.spi.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class HashChain implements AuditChain {

    private static final String GLOBAL = "global";

    private final AuditStore store;
    private final Ids ids;
    private final RowHash rowHash;

    HashChain(AuditStore store, Ids ids, RowHash rowHash) {
        this.store = store;
        this.ids = ids;
        this.rowHash = rowHash;
    }

    @Override
    public void append(Actor actor, List<AuditEntry> entries, Instant now) {
        if (entries.isEmpty()) {
            return;
        }
        Head head = store.lockHead(GLOBAL);
        long sequence = head.sequence();
        String previousHash = head.hash();
        List<AuditRow> rows = new ArrayList<>(entries.size());
        for (AuditEntry entry : entries) {
            sequence++;
            AuditRow row = row(actor, entry, now, sequence, previousHash);
            rows.add(row);
            previousHash = row.hash();
        }
        store.append(rows);
    }

    private AuditRow row(Actor actor, AuditEntry entry, Instant now, long sequence, String previousHash) {
        AuditRow unhashed = new AuditRow(
                new AuditId(ids.next()),
                actor.userId(),
                actor.label(),
                entry,
                actor.origin().ipAddress(),
                actor.origin().requestId(),
                GLOBAL,
                sequence,
                previousHash,
                "",
                now);
        return unhashed.hashed(rowHash.of(unhashed));
    }
}
