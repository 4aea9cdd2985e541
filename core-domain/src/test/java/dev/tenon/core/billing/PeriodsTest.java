package dev.tenon.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.plans.BillingInterval;
import java.time.Instant;
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
    void a_leap_day_comes_back_in_leap_years() {
        Instant anchor = Instant.parse("2028-02-29T00:00:00Z");

        assertThat(Periods.start(anchor, ZoneOffset.UTC, BillingInterval.YEAR, 1))
                .isEqualTo("2029-02-28T00:00:00Z");
        assertThat(Periods.start(anchor, ZoneOffset.UTC, BillingInterval.YEAR, 4))
                .isEqualTo("2032-02-29T00:00:00Z");
    }
}
