package dev.tenon.core.billing;

import dev.tenon.ports.billing.BillingReport;
import dev.tenon.ports.billing.spi.BillingReportStore.Months;
import dev.tenon.ports.kernel.Violations;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The months of a report: whole ones, but for the first and the last, which may be cut off.
 *
 * @param days the first day of each, and behind them the day after the last one
 * @param asOf the end of what is counted
 */
record ReportSpan(List<LocalDate> days, ZoneId zone, Instant asOf) {

    private static final int USUAL_MONTHS = 12;

    ReportSpan {
        days = List.copyOf(days);
    }

    static ReportSpan of(@Nullable LocalDate first, @Nullable LocalDate end, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate endOfMonth = today.withDayOfMonth(1).plusMonths(1);
        LocalDate to = end == null || end.isAfter(endOfMonth) ? endOfMonth : end;
        LocalDate from = first == null ? to.minusDays(1).withDayOfMonth(1).minusMonths(USUAL_MONTHS - 1) : first;
        new Violations()
                .require(!from.isAfter(today), "/from", "out-of-range", "That day lies ahead: nothing is known of it.")
                .require(
                        from.isBefore(end == null ? to : end),
                        "/to",
                        "out-of-range",
                        "The end has to lie after the beginning.")
                .refuseIfAny();
        LocalDate firstMonth = from.withDayOfMonth(1);
        long months = ChronoUnit.MONTHS.between(firstMonth, to.minusDays(1).withDayOfMonth(1)) + 1;
        new Violations()
                .require(
                        months <= BillingReport.MOST_MONTHS,
                        "/from",
                        "out-of-range",
                        "At most " + BillingReport.MOST_MONTHS + " months are told of at once; ask for less.")
                .refuseIfAny();
        List<LocalDate> days = new ArrayList<>();
        for (int index = 0; index < months; index++) {
            days.add(index == 0 ? from : firstMonth.plusMonths(index));
        }
        days.add(to);
        Instant over = to.atStartOfDay(zone).toInstant();
        return new ReportSpan(days, zone, over.isAfter(now) ? now : over);
    }

    /** How many there are. */
    int count() {
        return days.size() - 1;
    }

    LocalDate start(int month) {
        return days.get(month);
    }

    LocalDate end(int month) {
        return days.get(month + 1);
    }

    Months months() {
        return new Months(
                days.subList(0, count()).stream().map(this::beginning).toList(), beginning(days.get(count())));
    }

    /** The end of what is counted, exclusive: what happens at this very instant has happened. */
    Instant countedUntil() {
        Instant over = beginning(days.get(count()));
        return asOf.isBefore(over) ? asOf.plus(1, ChronoUnit.MICROS) : over;
    }

    /** The instants that part the ages of what is unpaid: 90, 60 and 30 days before the end, and the end. */
    List<Instant> dueBounds() {
        return List.of(before(90), before(60), before(30), asOf);
    }

    private Instant before(int daysAgo) {
        return asOf.atZone(zone).minusDays(daysAgo).toInstant();
    }

    private Instant beginning(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
