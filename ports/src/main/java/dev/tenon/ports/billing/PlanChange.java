package dev.tenon.ports.billing;

import dev.tenon.ports.invoices.Invoice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change of plan does, or did.
 *
 * @param subscription as it is after the change was made or noted down
 * @param at when it takes effect
 * @param invoice what is charged now; {@code null} if nothing is
 * @param excesses what exceeds the new plan's limits
 */
public record PlanChange(
        Subscription subscription, Instant at, @Nullable Invoice invoice, List<Excess> excesses) {

    public PlanChange {
        excesses = List.copyOf(excesses);
    }
}
