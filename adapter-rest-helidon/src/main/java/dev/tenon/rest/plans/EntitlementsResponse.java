package dev.tenon.rest.plans;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementSheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a person or an organization is entitled to, as clients see it. */
record EntitlementsResponse(
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        @Nullable PlanId planId,
        @Nullable String planName,
        List<EntitlementResponse> entitlements) {

    /** One thing that a person may or may not do, and why. */
    record EntitlementResponse(
            String key,
            String name,
            boolean granted,
            @Nullable Long limit,
            @Nullable Long used,
            String source) {

        static EntitlementResponse from(Entitlement entitlement) {
            return new EntitlementResponse(
                    entitlement.key(),
                    entitlement.name(),
                    entitlement.granted(),
                    entitlement.limit(),
                    entitlement.used(),
                    entitlement.source());
        }
    }

    static EntitlementsResponse from(EntitlementSheet sheet) {
        return new EntitlementsResponse(
                sheet.subject() instanceof UserId person ? person : null,
                sheet.subject() instanceof OrganizationId organization ? organization : null,
                sheet.planId(),
                sheet.planName(),
                sheet.entitlements().stream().map(EntitlementResponse::from).toList());
    }
}
