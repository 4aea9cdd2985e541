package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a person is entitled to, each with its source and usage.
 *
 * @param planId the plan of the live subscription; {@code null} without one
 */
public record EntitlementSheet(
        UserId userId, @Nullable PlanId planId, @Nullable String planName, List<Entitlement> entitlements) {

    public EntitlementSheet {
        entitlements = List.copyOf(entitlements);
    }
}
