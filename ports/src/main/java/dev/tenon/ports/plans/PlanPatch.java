package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Patched;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a plan. What is {@code null} or absent stays; a limit that is set to {@code null} goes.
 *
 * @param maxStorage in bytes, whole hundredths of a GB
 */
public record PlanPatch(
        @Nullable String name,
        @Nullable Money price,
        @Nullable BillingInterval interval,
        Patched<String> description,
        Patched<Long> maxDocuments,
        Patched<Long> maxStorage,
        Patched<Long> maxSeats,
        @Nullable Integer trialDays,
        @Nullable EndAction trialEndAction,
        @Nullable EndAction unpaidAction) {

    /** Leaves alone what becomes of what nobody pays for. */
    public PlanPatch(
            @Nullable String name,
            @Nullable Money price,
            @Nullable BillingInterval interval,
            Patched<String> description,
            Patched<Long> maxDocuments,
            Patched<Long> maxStorage,
            Patched<Long> maxSeats,
            @Nullable Integer trialDays) {
        this(name, price, interval, description, maxDocuments, maxStorage, maxSeats, trialDays, null, null);
    }

    /** The same patch with another name. */
    public PlanPatch named(String other) {
        return new PlanPatch(
                other,
                price,
                interval,
                description,
                maxDocuments,
                maxStorage,
                maxSeats,
                trialDays,
                trialEndAction,
                unpaidAction);
    }

    /** Changes nothing. */
    public static PlanPatch none() {
        return new PlanPatch(
                null, null, null, Patched.absent(), Patched.absent(), Patched.absent(), Patched.absent(), null);
    }

    /** Another price. */
    public static PlanPatch price(Money price) {
        return new PlanPatch(
                null, price, null, Patched.absent(), Patched.absent(), Patched.absent(), Patched.absent(), null);
    }

    /** Another name. */
    public static PlanPatch name(String name) {
        return new PlanPatch(
                name, null, null, Patched.absent(), Patched.absent(), Patched.absent(), Patched.absent(), null);
    }

    /** Another limit of documents. */
    public static PlanPatch maxDocuments(@Nullable Long max) {
        return new PlanPatch(
                null, null, null, Patched.absent(), Patched.to(max), Patched.absent(), Patched.absent(), null);
    }
}
