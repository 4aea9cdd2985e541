package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.billing.spi.SubscriptionParticipant;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Plan;
import org.jspecify.annotations.Nullable;

/** Sets quotas to what counts when another plan does: what the plan allows, or an exception in its place. */
record QuotaOfPlan(Kernel kernel) implements SubscriptionParticipant {

    @Override
    public void planApplies(Change change, SubjectId subject, @Nullable Plan plan) {
        new EffectiveQuota(kernel).entitled(change, subject);
    }
}
