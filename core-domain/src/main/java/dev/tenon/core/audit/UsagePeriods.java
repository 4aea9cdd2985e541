package dev.tenon.core.audit;

import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.RequestRefusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days or months between two instants. They begin where the zone says, summer time and all; the first and the last may be
 * cut off.
 *
 * @param days the first day of each
 * @param starts where each begins
 */
record UsagePeriods(Instant from, Instant to, List<LocalDate> days, List<Instant> starts) {

    private static final int MOST_DAYS = 366;
    private static final int MOST_MONTHS = 120;
    private static final int USUAL_DAYS = 30;
    private static final int USUAL_MONTHS = 12;

    /**
     * @param start {@code null} for as many periods as one usually looks at
     * @param end {@code null} for the end of the present day or month
     */
    static UsagePeriods of(UsagePeriod per, ZoneId zone, @Nullable Instant start, @Nullable Instant end, Instant now) {
        LocalDate current = first(per, LocalDate.ofInstant(now, zone));
        Instant to = end == null ? current.plus(1, unit(per)).atStartOfDay(zone).toInstant() : end;
        LocalDate last = first(per, LocalDate.ofInstant(to.minusNanos(1), zone));
        Instant from = start == null ? usualStart(per, last).atStartOfDay(zone).toInstant() : start;
        if (!from.isBefore(to)) {
            throw invalid("/to", "out-of-range", "The end has to lie after the beginning.");
        }
        LocalDate first = first(per, LocalDate.ofInstant(from, zone));
        long count = unit(per).between(first, last) + 1;
        if (count > most(per)) {
            throw invalid(
                    "/from",
                    "out-of-range",
                    "At most " + MOST_DAYS + " days or " + MOST_MONTHS + " months are counted at once. "
                            + (per == UsagePeriod.DAY ? "Count by month, or ask for less." : "Ask for less."));
        }
        List<LocalDate> days = new ArrayList<>();
        List<Instant> starts = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            LocalDate day = first.plus(index, unit(per));
            days.add(day);
            starts.add(index == 0 ? from : day.atStartOfDay(zone).toInstant());
        }
        return new UsagePeriods(from, to, days, starts);
    }

    private static LocalDate first(UsagePeriod per, LocalDate day) {
        return switch (per) {
            case DAY -> day;
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    private static LocalDate usualStart(UsagePeriod per, LocalDate last) {
        return switch (per) {
            case DAY -> last.minusDays(USUAL_DAYS - 1);
            case MONTH -> last.minusMonths(USUAL_MONTHS - 1);
        };
    }

    private static ChronoUnit unit(UsagePeriod per) {
        return switch (per) {
            case DAY -> ChronoUnit.DAYS;
            case MONTH -> ChronoUnit.MONTHS;
        };
    }

    private static int most(UsagePeriod per) {
        return switch (per) {
            case DAY -> MOST_DAYS;
            case MONTH -> MOST_MONTHS;
        };
    }

    private static RuntimeException invalid(String pointer, String code, String detail) {
        return RequestRefusal.INVALID.because(detail).withErrors(List.of(new FieldError(pointer, code, detail)));
    }
}
