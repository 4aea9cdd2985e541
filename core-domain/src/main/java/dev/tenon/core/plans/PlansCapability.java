package dev.tenon.core.plans;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.plans.EntitlementOverrides;
import dev.tenon.ports.plans.Entitlements;
import dev.tenon.ports.plans.Features;
import dev.tenon.ports.plans.Plans;
import dev.tenon.ports.plans.spi.EntitlementParticipant;
import java.time.Duration;
import java.util.List;

/** Plans: the way into this package. */
public record PlansCapability(
        Plans plans,
        Features features,
        Entitlements entitlements,
        EntitlementOverrides overrides,
        List<BackgroundJob> jobs) {

    /** Builds the capability; the participants hear of whatever somebody is entitled to anew. */
    public static PlansCapability of(
            Kernel kernel, OrganizationPolicy policy, List<EntitlementParticipant> participants) {
        OverrideService overrides = new OverrideService(kernel, participants);
        PlanLimits limits = new PlanLimits(kernel, participants);
        return new PlansCapability(
                new PlanService(kernel),
                new FeatureService(kernel),
                new EntitlementService(kernel.storage(), policy),
                overrides,
                List.of(
                        Job.of("turn-entitlement-overrides", Duration.ofSeconds(1), overrides::turnDue),
                        Job.of("apply-plan-limits", Duration.ofSeconds(5), limits::applyDue)));
    }

    /** What this package holds about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, PersonalTable.erased("entitlement_overrides"));
    }
}
