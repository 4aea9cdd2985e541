package dev.tenon.core.billing;

import dev.tenon.ports.billing.Period;
import dev.tenon.ports.plans.BillingInterval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * When billing periods begin. Period n starts n intervals after the anchor, counted from the anchor each time and never
 * from the period before: from January 31 on, they start on February 28 and on March 31.
 */
final class Periods {

    private Periods() {}

    /** The start of period {@code number}, the first being 0; also the end, exclusive, of the period before it. */
    static Instant start(Instant anchor, ZoneId zone, BillingInterval interval, long number) {
        ZonedDateTime from = anchor.atZone(zone);
        return switch (interval) {
            case MONTH -> from.plusMonths(number).toInstant();
            case YEAR -> from.plusYears(number).toInstant();
        };
    }

    /** The period that begins with the anchor. */
    static Period first(Instant anchor, ZoneId zone, BillingInterval interval) {
        return new Period(anchor, start(anchor, zone, interval, 1));
    }

    /** The period that an instant lies in, before the anchor too. */
    static Period containing(Instant anchor, ZoneId zone, BillingInterval interval, Instant instant) {
        ChronoUnit unit = interval == BillingInterval.MONTH ? ChronoUnit.MONTHS : ChronoUnit.YEARS;
        // One period off at most: a day of the month that is not there moves a start to an earlier one.
        long number = unit.between(anchor.atZone(zone), instant.atZone(zone));
        while (start(anchor, zone, interval, number).isAfter(instant)) {
            number--;
        }
        while (!start(anchor, zone, interval, number + 1).isAfter(instant)) {
            number++;
        }
        return new Period(start(anchor, zone, interval, number), start(anchor, zone, interval, number + 1));
    }
}
