package dev.tenon.core.billing;

import dev.tenon.core.kernel.Entitled;
import dev.tenon.ports.billing.Excess;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds of what somebody uses more than a plan would allow them: exceptions count for more than the plan, as everywhere. */
record Excesses(Entitled entitled) {

    List<Excess> of(SubjectId subject, Plan plan) {
        List<Excess> found = new ArrayList<>();
        add(found, subject, Entitlement.MAX_DOCUMENTS, plan, plan.maxDocuments());
        add(
                found,
                subject,
                Entitlement.MAX_STORAGE,
                plan,
                plan.maxStorageBytes().orElse(null));
        if (subject instanceof OrganizationId) {
            Integer seats = plan.maxSeats();
            add(found, subject, Entitlement.MAX_SEATS, plan, seats == null ? null : seats.longValue());
        }
        return found;
    }

    private void add(List<Excess> found, SubjectId subject, String key, Plan plan, @Nullable Long planned) {
        entitled.on(plan, planned, subject, key).ifPresent(answer -> {
            Long limit = answer.granted() ? answer.limit() : Long.valueOf(0);
            Long used = answer.used();
            if (limit != null && used != null && used > limit) {
                found.add(new Excess(key, used, limit));
            }
        });
    }
}
