package dev.tenon.core.billing;

import dev.tenon.ports.billing.BillingReport.Recurring;
import dev.tenon.ports.billing.BillingReport.Subscribers;
import dev.tenon.ports.billing.SubscriptionChangeKind;
import dev.tenon.ports.billing.spi.BillingReportStore.Movement;
import dev.tenon.ports.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recurring revenue of one currency from month to month, counted exactly: in what a year brings. Only what is shown is rounded, half
 * up, once for each running total.
 */
final class RunningRevenue {

    private static final int MONTHS_OF_A_YEAR = 12;
    private static final int RATE_DECIMALS = 4;

    private final Currency currency;
    private final List<Movement> movements;
    private long yearly;
    private long subscribers;

    /** @param movements of this currency */
    RunningRevenue(Currency currency, List<Movement> movements) {
        this.currency = currency;
        this.movements = List.copyOf(movements);
        movements.stream().filter(movement -> movement.month() == 0).forEach(movement -> {
            yearly = Math.addExact(yearly, movement.yearly().minor());
            subscribers += movement.count() * movement.kind().subscribers();
        });
    }

    /**
     * A month.
     *
     * @param subscriberChurnRate {@code null} if nobody was there at the beginning
     * @param revenueChurnRate {@code null} if the opening is nothing
     */
    record Month(
            Recurring mrr,
            Subscribers subscribers,
            @Nullable BigDecimal subscriberChurnRate,
            @Nullable BigDecimal revenueChurnRate) {}

    /** The next month: they are asked for in their order, from 1 on. */
    Month next(int month) {
        Map<SubscriptionChangeKind, Movement> moved = new EnumMap<>(SubscriptionChangeKind.class);
        movements.stream()
                .filter(movement -> movement.month() == month)
                .forEach(movement -> moved.put(movement.kind(), movement));
        long opening = yearly;
        long there = subscribers;
        Recurring mrr = new Recurring(
                monthly(yearly),
                moved(moved, SubscriptionChangeKind.NEW),
                moved(moved, SubscriptionChangeKind.EXPANSION),
                moved(moved, SubscriptionChangeKind.CONTRACTION),
                moved(moved, SubscriptionChangeKind.CHURNED),
                moved(moved, SubscriptionChangeKind.REACTIVATED),
                monthly(yearly));
        long churned = count(moved, SubscriptionChangeKind.CHURNED);
        long added = count(moved, SubscriptionChangeKind.NEW);
        long reactivated = count(moved, SubscriptionChangeKind.REACTIVATED);
        subscribers = there + added + reactivated - churned;
        long lost = -Math.addExact(
                yearly(moved, SubscriptionChangeKind.CHURNED), yearly(moved, SubscriptionChangeKind.CONTRACTION));
        return new Month(
                mrr,
                new Subscribers(there, added, churned, reactivated, subscribers),
                rate(churned, there),
                rate(lost, opening));
    }

    /** Moves on, and tells by how much the running total as it is shown has changed. */
    private Money moved(Map<SubscriptionChangeKind, Movement> moved, SubscriptionChangeKind kind) {
        Money before = monthly(yearly);
        yearly = Math.addExact(yearly, yearly(moved, kind));
        return monthly(yearly).minus(before);
    }

    private static long yearly(Map<SubscriptionChangeKind, Movement> moved, SubscriptionChangeKind kind) {
        Movement movement = moved.get(kind);
        return movement == null ? 0 : movement.yearly().minor();
    }

    private static long count(Map<SubscriptionChangeKind, Movement> moved, SubscriptionChangeKind kind) {
        Movement movement = moved.get(kind);
        return movement == null ? 0 : movement.count();
    }

    private Money monthly(long ofAYear) {
        return new Money(ofAYear, currency).share(1, MONTHS_OF_A_YEAR);
    }

    private static @Nullable BigDecimal rate(long part, long whole) {
        return whole <= 0
                ? null
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), RATE_DECIMALS, RoundingMode.HALF_UP);
    }
}
