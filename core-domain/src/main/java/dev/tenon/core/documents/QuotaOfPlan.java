package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.Storage;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.billing.spi.SubscriptionParticipant;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.plans.Plan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sets quotas to what the plan allows that counts, or the installation where none does. What is stored beyond that stays, and can be
 * read; only more is refused.
 */
record QuotaOfPlan(Kernel kernel) implements SubscriptionParticipant {

    @Override
    public void planApplies(Change change, SubjectId subject, @Nullable Plan plan) {
        Storage storage = kernel.storage();
        switch (subject) {
            case UserId person -> {
                Limits limits = plan == null ? new Limits(0L, 0L) : of(plan);
                Quota before = storage.quotas().find(person).orElse(null);
                if (isOther(before, limits)) {
                    storage.quotas()
                            .open(kernel.ids().next(), person, limits.bytes(), limits.documents(), change.now());
                    audit(change, subject, null, limits);
                }
            }
            case OrganizationId organization -> {
                Limits limits = plan == null ? withoutPlan(organization) : of(plan);
                Quota before = storage.quotas().find(organization).orElse(null);
                if (isOther(before, limits)) {
                    storage.quotas()
                            .open(kernel.ids().next(), organization, limits.bytes(), limits.documents(), change.now());
                    audit(change, subject, organization, limits);
                }
            }
        }
    }

    private static boolean isOther(@Nullable Quota before, Limits limits) {
        return before == null
                || !Objects.equals(before.max(), limits.bytes())
                || !Objects.equals(before.documentsMax(), limits.documents());
    }

    private Limits withoutPlan(OrganizationId organization) {
        return new Limits(
                kernel.storage()
                        .organizations()
                        .find(organization)
                        .map(Organization::storageLimit)
                        .orElse(null),
                null);
    }

    private static Limits of(Plan plan) {
        return new Limits(plan.maxStorageBytes().orElse(null), plan.maxDocuments());
    }

    private static void audit(Change change, SubjectId subject, @Nullable OrganizationId organization, Limits limits) {
        change.audit(AuditEntry.of("quota.changed", "storage_quotas", subject)
                .with("maxStorage", text(limits.bytes()))
                .with("maxDocuments", text(limits.documents()))
                .in(organization));
    }

    private static String text(@Nullable Long limit) {
        return limit == null ? "unlimited" : limit.toString();
    }

    private record Limits(@Nullable Long bytes, @Nullable Long documents) {}
}
