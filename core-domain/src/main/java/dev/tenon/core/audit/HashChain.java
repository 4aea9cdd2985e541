package dev.tenon.core.audit;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.spi.AuditChain;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.spi.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says what a row's hash covers; the store chains the rows, so that nobody holds the head while a message travels. */
final class HashChain implements AuditChain {

    static final String GLOBAL = "global";

    private final AuditStore store;
    private final Ids ids;

    HashChain(AuditStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    @Override
    public void append(Actor actor, List<AuditEntry> entries, Instant now) {
        // Heads are locked in the order of their names by everybody, the busy one of everything else last.
        Map<String, List<Unchained>> byChain = new TreeMap<>();
        for (AuditEntry entry : entries) {
            byChain.computeIfAbsent(chain(entry), any -> new ArrayList<>()).add(unchained(actor, entry, now));
        }
        byChain.forEach(store::append);
    }

    private static String chain(AuditEntry entry) {
        OrganizationId organization = entry.organizationId();
        return organization == null ? GLOBAL : organization.toString();
    }

    private Unchained unchained(Actor actor, AuditEntry entry, Instant now) {
        AuditId id = new AuditId(ids.next());
        return new Unchained(
                id,
                actor.userId(),
                actor.impersonatorId(),
                actor.label(),
                entry,
                actor.origin().ipAddress(),
                actor.origin().requestId(),
                now,
                RowHash.content(id, now, actor, entry));
    }
}
