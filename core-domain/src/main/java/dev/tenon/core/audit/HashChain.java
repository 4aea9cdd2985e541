package dev.tenon.core.audit;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.spi.AuditChain;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Unchained;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.webhooks.spi.DeliveryStore;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what a row's hash covers; the store chains the rows, so that nobody holds the head while a message travels. Each row is an
 * event that webhooks tell, queued in the same commit.
 */
final class HashChain implements AuditChain {

    static final String GLOBAL = "global";

    private final AuditStore store;
    private final DeliveryStore deliveries;
    private final Ids ids;

    HashChain(AuditStore store, DeliveryStore deliveries, Ids ids) {
        this.store = store;
        this.deliveries = deliveries;
        this.ids = ids;
    }

    @Override
    public void append(Actor actor, List<AuditEntry> entries, Instant now) {
        // Heads are locked in the order of their names by everybody, the busy one of everything else last.
        Map<String, List<Unchained>> byChain = new TreeMap<>();
        for (AuditEntry entry : entries) {
            byChain.computeIfAbsent(chain(entry), any -> new ArrayList<>()).add(unchained(actor, entry, now));
        }
        if (!entries.isEmpty()) {
            // Before the head is locked: whoever appends to the same chain does not wait for it.
            deliveries.enqueue(events(byChain.values()), now);
        }
        byChain.forEach(store::append);
    }

    /** What is recorded is told. */
    private static List<Event> events(Collection<List<Unchained>> rows) {
        return rows.stream()
                .flatMap(List::stream)
                .map(row -> new Event(
                        new EventId(row.id().value()),
                        row.entry().action(),
                        row.entry().organizationId()))
                .toList();
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
