package dev.tenon.core.audit;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditProgress;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditTrail;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.SignedHeads;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class AuditTrailService implements AuditTrail {

    private final Kernel kernel;
    private final AuditStore store;
    private final ExportedHeads lines;

    AuditTrailService(Kernel kernel, ExportedHeads lines) {
        this.kernel = kernel;
        this.store = kernel.storage().audit();
        this.lines = lines;
    }

    @Override
    public Page<AuditRow> list(Actor actor, AuditFilter filter, PageRequest page) {
        Authorizer.require(actor, Permission.AUDIT_LOGS_READ);
        return store.list(filter, page);
    }

    @Override
    public long export(Actor actor, AuditFilter filter, Consumer<AuditRow> sink) {
        Authorizer.require(actor, Permission.AUDIT_LOGS_READ);
        Instant now = kernel.now();
        // The first page is read before: the row about the export is none of the exported.
        Page<AuditRow> page = store.list(filter, PageRequest.first(PageRequest.HIGHEST_LIMIT));
        kernel.changes().commit(actor, now, change -> {
            change.audit(new AuditEntry("audit-trail.exported", "audit_logs", null, conditions(filter)));
            return filter;
        });
        long rows = 0;
        while (true) {
            page.items().forEach(sink);
            rows += page.items().size();
            @Nullable Position next = page.nextPosition();
            if (next == null) {
                return rows;
            }
            page = store.list(filter, new PageRequest(PageRequest.HIGHEST_LIMIT, next));
        }
    }

    @Override
    public AuditVerification verify(Actor actor, Stream<String> exportedHeads, AuditProgress progress) {
        Authorizer.require(actor, Permission.AUDIT_LOGS_READ);
        return new Verification(kernel, lines, progress).of(exportedHeads);
    }

    @Override
    public void signedHeads(Actor actor, Consumer<SignedHeads> each) {
        Authorizer.require(actor, Permission.AUDIT_LOGS_READ);
        HeadExport.sign(lines, HeadExport.ends(store), kernel.now(), null, each);
    }

    @Override
    public String headKey(Actor actor) {
        Authorizer.require(actor, Permission.AUDIT_LOGS_READ);
        return kernel.secrets().publicKey(ExportedHeads.PURPOSE);
    }

    /** What was asked for. All of it names things, none of it tells about a person. */
    private static Map<String, String> conditions(AuditFilter filter) {
        Map<String, String> conditions = new TreeMap<>();
        put(conditions, "user", filter.userId());
        put(conditions, "impersonator", filter.impersonatorId());
        put(conditions, "action", filter.action());
        put(conditions, "table", filter.table());
        put(conditions, "record", filter.recordId());
        put(conditions, "organization", filter.organizationId());
        put(conditions, "from", filter.from());
        put(conditions, "to", filter.to());
        return conditions;
    }

    private static void put(Map<String, String> conditions, String name, @Nullable Object value) {
        if (value != null) {
            conditions.put(name, value.toString());
        }
    }
}
