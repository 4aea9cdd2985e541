package dev.tenon.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.billing.Period;
import dev.tenon.ports.plans.BillingInterval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PeriodsTest {

    @Test
    void months_are_counted_from_the_anchor_so_that_a_short_one_shortens_no_other() {
        Instant anchor = Instant.parse("2026-01-31T10:15:30Z");

        assertThat(Periods.start(anchor, ZoneOffset.UTC, BillingInterval.MONTH, 0))
                .isEqualTo(anchor);
        assertThat(Periods.start(anchor, ZoneOffset.UTC, BillingInterval.MONTH, 1))
                .isEqualTo("2026-02-28T10:15:30Z");
        assertThat(Periods.start(anchor, ZoneOffset.UTC, BillingInterval.MONTH, 2))
                .isEqualTo("2026-03-31T10:15:30Z");
    }

    @Test
    void a_period_is_half_open_and_the_next_one_begins_where_it_ends() {
        Instant anchor = Instant.parse("2024-01-31T10:15:30Z");
        Period present = Periods.containing(anchor, ZoneOffset.UTC, BillingInterval.MONTH, anchor);
        for (int number = 0; number < 48; number++) {
            assertThat(present.start()).isEqualTo(Periods.start(anchor, ZoneOffset.UTC, BillingInterval.MONTH, number));
            assertThat(Periods.containing(
                            anchor,
                            ZoneOffset.UTC,
                            BillingInterval.MONTH,
                            present.end().minusNanos(1)))
                    .isEqualTo(present);
            present = Periods.containing(anchor, ZoneOffset.UTC, BillingInterval.MONTH, present.end());
        }
        assertThat(Periods.containing(
                        anchor, ZoneOffset.UTC, BillingInterval.YEAR, Instant.parse("2023-06-01T00:00:00Z")))
                .isEqualTo(new Period(Instant.parse("2023-01-31T10:15:30Z"), Instant.parse("2024-01-31T10:15:30Z")));
    }

    @Test
    void months_are_those_of_the_customers_zone() {
        ZoneId vienna = ZoneId.of("Europe/Vienna");
        // In Vienna it is the first of March already, and midnight moves with the summer time.
        Instant anchor = Instant.parse("2026-02-28T23:00:00Z");

        assertThat(Periods.start(anchor, vienna, BillingInterval.MONTH, 1)).isEqualTo("2026-03-31T22:00:00Z");
        assertThat(Periods.start(anchor, vienna, BillingInterval.MONTH, 8)).isEqualTo("2026-10-31T23:00:00Z");
    }

    @Test
    void a_leap_day_comes_back_in_leap_years() {
        Instant anchor = Instant.parse("2028-02-29T00:00:00Z");

        assertThat(Periods.start(anchor, ZoneOffset.UTC, BillingInterval.YEAR, 1))
                .isEqualTo("2029-02-28T00:00:00Z");
        assertThat(Periods.start(anchor, ZoneOffset.UTC, BillingInterval.YEAR, 4))
                .isEqualTo("2032-02-29T00:00:00Z");
    }
}
