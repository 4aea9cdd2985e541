package dev.tenon.core.plans;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.spi.EntitlementParticipant;
import dev.tenon.ports.plans.spi.PlanStore;
import java.time.Instant;
import java.util.List;

/** Brings those who have a plan up to date when its limits changed: some at a time, whoever they are and however many. */
record PlanLimits(Kernel kernel, List<EntitlementParticipant> participants) {

    private static final int AT_ONCE = 100;

    int applyDue() {
        PlanStore plans = kernel.storage().plans();
        Instant now = kernel.now();
        return kernel.changes().commit(Actor.system("plans"), now, change -> {
            List<SubjectId> subjects = plans.claimLimited(AT_ONCE);
            subjects.forEach(subject -> participants.forEach(participant -> participant.entitled(change, subject)));
            return subjects.size();
        });
    }
}
