package dev.tenon.core.billing;

import dev.tenon.ports.Storage;
import dev.tenon.ports.billing.Excess;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds of what somebody uses more than a plan allows. */
record Excesses(Storage storage) {

    List<Excess> of(SubjectId subject, Plan plan) {
        List<Excess> found = new ArrayList<>();
        quota(subject).ifPresent(quota -> {
            add(found, "max-documents", quota.documentsUsed(), plan.maxDocuments());
            add(found, "max-storage", quota.used(), plan.maxStorageBytes().orElse(null));
        });
        if (subject instanceof OrganizationId organization) {
            Integer seats = plan.maxSeats();
            add(
                    found,
                    "max-seats",
                    storage.members().seats(organization, null).taken(),
                    seats == null ? null : seats.longValue());
        }
        return found;
    }

    private Optional<Quota> quota(SubjectId subject) {
        return switch (subject) {
            case UserId person -> storage.quotas().find(person);
            case OrganizationId organization -> storage.quotas().find(organization);
        };
    }

    private static void add(List<Excess> found, String key, long used, @Nullable Long limit) {
        if (limit != null && used > limit) {
            found.add(new Excess(key, used, limit));
        }
    }
}
