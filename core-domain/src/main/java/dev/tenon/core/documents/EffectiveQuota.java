package dev.tenon.core.documents;

import dev.tenon.core.kernel.Entitled;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.spi.EntitlementParticipant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sets quotas to what their owners are entitled to now. What is stored beyond that stays, and can be read; only more is refused. The
 * quota is locked before anything is asked: whoever changes something else about the same subject has either committed by then, or
 * comes after.
 */
record EffectiveQuota(Kernel kernel) implements EntitlementParticipant {

    @Override
    public void entitled(Change change, SubjectId subject) {
        QuotaStore quotas = kernel.storage().quotas();
        quotas.lock(subject).ifPresent(before -> {
            Entitled entitled = new Entitled(kernel.storage());
            Long bytes = entitled.most(subject, Entitlement.MAX_STORAGE);
            Long documents = entitled.most(subject, Entitlement.MAX_DOCUMENTS);
            if (isOther(before, bytes, documents)) {
                quotas.limit(subject, bytes, documents, change.now());
                change.audit(AuditEntry.of("quota.changed", "storage_quotas", subject)
                        .changed("maxStorage", text(before.max()), text(bytes))
                        .changed("maxDocuments", text(before.documentsMax()), text(documents))
                        .in(subject instanceof OrganizationId organization ? organization : null));
            }
        });
    }

    private static boolean isOther(Quota before, @Nullable Long bytes, @Nullable Long documents) {
        return !Objects.equals(before.max(), bytes) || !Objects.equals(before.documentsMax(), documents);
    }

    private static String text(@Nullable Long limit) {
        return limit == null ? "unlimited" : limit.toString();
    }
}
