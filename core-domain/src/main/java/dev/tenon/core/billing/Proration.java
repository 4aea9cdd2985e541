package dev.tenon.core.billing;

import dev.tenon.ports.billing.BillingPolicy.ProrationUnit;
import dev.tenon.ports.billing.Period;
import dev.tenon.ports.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** What a part of a period costs: the price times the part, by the second or by the day, rounded once, half up. */
record Proration(ProrationUnit unit) {

    /**
     * The price of what lies between two instants of a period. A second or a day that has begun counts as a whole.
     *
     * @param price of the whole period
     */
    Money part(Money price, Period whole, ZoneId zone, Instant from, Instant until) {
        return price.share(count(zone, from, until), count(zone, whole.start(), whole.end()));
    }

    private long count(ZoneId zone, Instant from, Instant until) {
        return switch (unit) {
            case SECOND ->
                Duration.between(from.truncatedTo(ChronoUnit.SECONDS), until.truncatedTo(ChronoUnit.SECONDS))
                        .toSeconds();
            case DAY -> ChronoUnit.DAYS.between(LocalDate.ofInstant(from, zone), LocalDate.ofInstant(until, zone));
        };
    }
}
