package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaDrift;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.Quotas;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class QuotaService implements Quotas {

    private final Kernel kernel;
    private final QuotaStore store;
    private final Memberships memberships;

    QuotaService(Kernel kernel) {
        this.kernel = kernel;
        this.store = kernel.storage().quotas();
        this.memberships = new Memberships(kernel.storage());
    }

    @Override
    public Quota of(Actor actor) {
        return store.find(Authorizer.own(actor, Permission.PROFILE_READ)).orElseThrow(QuotaRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Quota of(Actor actor, OrganizationId organization) {
        memberships.asReader(actor, organization);
        return store.find(organization).orElseThrow(QuotaRefusal.NOT_FOUND::refusal);
    }

    @Override
    public List<QuotaDrift> drifted(Actor actor) {
        Authorizer.require(actor, Permission.BLOBS_READ);
        return store.drifted(MOST_DRIFTS);
    }

    @Override
    public List<QuotaDrift> repair(Actor actor) {
        Authorizer.require(actor, Permission.BLOBS_WRITE);
        List<QuotaDrift> repaired = new ArrayList<>();
        List<QuotaDrift> found;
        do {
            found = store.drifted(MOST_DRIFTS);
            for (QuotaDrift drift : found) {
                repair(actor, drift.subject()).ifPresent(repaired::add);
            }
        } while (found.size() == MOST_DRIFTS);
        return repaired;
    }

    /** What somebody else has put right meanwhile is no news. */
    private Optional<QuotaDrift> repair(Actor actor, SubjectId subject) {
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Optional<QuotaDrift> before = store.recount(subject, now);
            before.ifPresent(drift -> change.audit(AuditEntry.of("quota.repaired", "storage_quotas", subject)
                    .changed("used", text(drift.quota().used()), text(drift.stored()))
                    .changed("reserved", text(drift.quota().reserved()), text(drift.held()))
                    .changed("documentsUsed", text(drift.quota().documentsUsed()), text(drift.documentsStored()))
                    .changed("documentsReserved", text(drift.quota().documentsReserved()), text(drift.documentsHeld()))
                    .in(subject instanceof OrganizationId organization ? organization : null)));
            return before;
        });
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
