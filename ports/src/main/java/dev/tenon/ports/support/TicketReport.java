package dev.tenon.ports.support;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How support did in some days of UTC.
 *
 * @param from the first day
 * @param to the day after the last
 * @param asOf when what is still open was counted, whatever the days are
 * @param rows one for each priority from low to high, as tickets have it now, and behind them one for all
 */
public record TicketReport(LocalDate from, LocalDate to, Instant asOf, List<Row> rows) {

    /** Of how many days one report tells at most. */
    public static final int MOST_DAYS = 3_660;

    public TicketReport {
        rows = List.copyOf(rows);
    }

    /**
     * The figures of one priority.
     *
     * @param priority {@code null} for all together
     * @param opened how many tickets were asked in these days
     * @param resolved how often one was resolved
     * @param reopened how often one was opened again
     * @param open what is not resolved now, by age
     * @param firstResponse how long whoever got a first answer in these days had waited for it
     * @param resolution how long whatever was resolved in these days had taken since it was asked
     */
    public record Row(
            @Nullable TicketPriority priority,
            long opened,
            long resolved,
            long reopened,
            OpenByAge open,
            Times firstResponse,
            Times resolution) {}

    /** How many tickets are not resolved, by how long ago they were asked. */
    public record OpenByAge(
            long underOneDay, long underThreeDays, long underSevenDays, long underThirtyDays, long older) {

        /** All of them. */
        public long total() {
            return underOneDay + underThreeDays + underSevenDays + underThirtyDays + older;
        }
    }

    /**
     * Durations in whole seconds.
     *
     * @param count how many there are
     * @param median half of them are no longer; {@code null} if there are none
     * @param ninetieth nine of ten are no longer; {@code null} if there are none
     */
    public record Times(
            long count, @Nullable Duration median, @Nullable Duration ninetieth) {}
}
