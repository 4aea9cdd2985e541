package dev.tenon.core.documents;

import dev.tenon.core.kernel.Entitled;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.ShareRefusal;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.spi.EntitlementStore.Fact;

/**
 * Whose documents can be shared: of who has the feature, by plan or by exception. An organization without a plan has no plan that could
 * lack it. What is shared already stays so.
 */
record PlannedSharing(Kernel kernel) {

    void require(SubjectId owner) {
        kernel.storage().entitlements().facts(owner, PlanFeature.DOCUMENT_SHARING).stream()
                .filter(fact -> isLacking(owner, fact))
                .findFirst()
                .ifPresent(fact -> {
                    throw ShareRefusal.NOT_IN_PLAN.because("It lacks the feature " + fact.key() + ".");
                });
    }

    private static boolean isLacking(SubjectId owner, Fact fact) {
        boolean isLeftOpen = owner instanceof OrganizationId
                && fact.plan() == null
                && fact.override() == null
                && fact.suspended() == null;
        return !isLeftOpen && !Entitled.of(owner, fact).granted();
    }
}
