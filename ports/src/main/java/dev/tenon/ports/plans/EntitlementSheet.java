package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a person or an organization is entitled to, each with its source and usage.
 *
 * @param subject whose they are
 * @param planId the plan that counts; {@code null} without one
 * @param entitlements features by name, then limits
 */
public record EntitlementSheet(
        SubjectId subject,
        @Nullable PlanId planId,
        @Nullable String planName,
        List<Entitlement> entitlements) {

    public EntitlementSheet {
        entitlements = List.copyOf(entitlements);
    }
}
