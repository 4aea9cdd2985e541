package dev.tenon.core.billing;

import dev.tenon.ports.plans.BillingInterval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When billing periods begin. Period n starts n intervals after the anchor, counted from the anchor each time and never
 * from the period before: from January 31 on, they start on February 28 and on March 31.
 */
final class Periods {

    private Periods() {}

    /** The start of period {@code number}, the first being 0; also the end, exclusive, of the period before it. */
    static Instant start(Instant anchor, ZoneId zone, BillingInterval interval, int number) {
        ZonedDateTime from = anchor.atZone(zone);
        return switch (interval) {
            case MONTH -> from.plusMonths(number).toInstant();
            case YEAR -> from.plusYears(number).toInstant();
        };
    }
}
