package dev.tenon.ports.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * How often what was used, by action and by day or month. People are counted once wherever they stand, so their numbers do
 * not add up.
 *
 * @param zone where days and months begin
 * @param from the beginning of what was counted, inclusive
 * @param to its end, exclusive
 * @param count how often anything was used
 * @param people how many people used anything
 * @param actions the most frequent actions, {@value #MOST_ACTIONS} at most, the most frequent first
 * @param otherCount how often anything else was used
 * @param periods every period from the first to the last, also those in which nothing was used
 * @param items the actions among {@code actions} in the periods in which they were used; by period, and then in their order
 */
public record UsageSummary(
        UsagePeriod per,
        ZoneId zone,
        Instant from,
        Instant to,
        long count,
        long people,
        List<ActionCount> actions,
        long otherCount,
        List<PeriodCount> periods,
        List<ActionPeriodCount> items) {

    /** How many actions are told apart. */
    public static final int MOST_ACTIONS = 20;

    public UsageSummary {
        actions = List.copyOf(actions);
        periods = List.copyOf(periods);
        items = List.copyOf(items);
    }

    /** An action over the whole time. */
    public record ActionCount(String action, long count, long people) {}

    /**
     * Everything in a period.
     *
     * @param start its first day
     */
    public record PeriodCount(LocalDate start, long count, long people) {}

    /**
     * An action in a period.
     *
     * @param start the period's first day
     */
    public record ActionPeriodCount(LocalDate start, String action, long count, long people) {}
}
