package dev.tenon.core.audit;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.audit.NewUsage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.UsageLog;
import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.audit.UsageSummary;
import dev.tenon.ports.audit.UsageSummary.ActionCount;
import dev.tenon.ports.audit.UsageSummary.ActionPeriodCount;
import dev.tenon.ports.audit.UsageSummary.PeriodCount;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageSummaryTest {

    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final TenonInMemory house = new TenonInMemory();
    private final UsageLog log = house.tenon.usageLog();
    private final Actor ana = house.aPerson("ana@example.org");
    private final UserId anas = ana.person().orElseThrow();

    private UsageSummary summary(String from, String to, UsagePeriod per, ZoneId zone) {
        UsageFilter filter = UsageFilter.of(anas).between(Instant.parse(from), Instant.parse(to));
        return log.summary(ana, filter, per, zone);
    }

    private void record(Actor person, String action, String at) {
        Instant instant = Instant.parse(at);
        if (instant.isAfter(house.clock.instant())) {
            house.clock.advance(Duration.between(house.clock.instant(), instant));
        }
        log.record(person, NewUsage.of(action).at(instant));
    }

    @Test
    void sums_up_by_action_and_day_with_days_of_nothing_between() {
        record(ana, "report.exported", "2026-03-01T00:00:00Z");
        record(ana, "report.exported", "2026-03-01T23:59:59Z");
        record(ana, "report.printed", "2026-03-03T12:00:00Z");
        record(ana, "report.exported", "2026-03-03T12:00:00Z");

        UsageSummary summary = summary("2026-03-01T00:00:00Z", "2026-03-04T00:00:00Z", UsagePeriod.DAY, UTC);

        LocalDate first = LocalDate.parse("2026-03-01");
        assertThat(summary)
                .isEqualTo(new UsageSummary(
                        UsagePeriod.DAY,
                        UTC,
                        Instant.parse("2026-03-01T00:00:00Z"),
                        Instant.parse("2026-03-04T00:00:00Z"),
                        4,
                        1,
                        List.of(new ActionCount("report.exported", 3, 1), new ActionCount("report.printed", 1, 1)),
                        0,
                        List.of(
                                new PeriodCount(first, 2, 1),
                                new PeriodCount(first.plusDays(1), 0, 0),
                                new PeriodCount(first.plusDays(2), 2, 1)),
                        List.of(
                                new ActionPeriodCount(first, "report.exported", 2, 1),
                                new ActionPeriodCount(first.plusDays(2), "report.exported", 1, 1),
                                new ActionPeriodCount(first.plusDays(2), "report.printed", 1, 1))));
    }

    @Test
    void counts_people_once_however_often_they_come() {
        Actor ben = house.aPerson("ben@example.org");
        record(ana, "report.exported", "2026-03-01T10:00:00Z");
        record(ana, "report.exported", "2026-03-02T10:00:00Z");
        record(ben, "report.exported", "2026-03-02T11:00:00Z");
        UsageFilter march =
                UsageFilter.all().between(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));

        UsageSummary summary = log.summary(house.operator, march, UsagePeriod.MONTH, UTC);

        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.people()).isEqualTo(2);
        assertThat(summary.periods()).containsExactly(new PeriodCount(LocalDate.parse("2026-03-01"), 3, 2));
    }

    @Test
    void a_day_begins_where_the_zone_says_summer_time_and_all() {
        record(ana, "report.exported", "2026-03-28T22:59:59Z");
        record(ana, "report.exported", "2026-03-28T23:00:00Z");
        record(ana, "report.exported", "2026-03-29T21:59:59Z");
        record(ana, "report.exported", "2026-03-29T22:00:00Z");

        UsageSummary summary = summary("2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", UsagePeriod.DAY, BERLIN);

        assertThat(summary.periods())
                .containsExactly(
                        new PeriodCount(LocalDate.parse("2026-03-28"), 1, 1),
                        new PeriodCount(LocalDate.parse("2026-03-29"), 2, 1),
                        new PeriodCount(LocalDate.parse("2026-03-30"), 1, 1));
    }

    @Test
    void a_month_that_begins_in_its_middle_counts_from_there() {
        record(ana, "report.exported", "2026-03-10T00:00:00Z");
        record(ana, "report.exported", "2026-03-20T00:00:00Z");
        record(ana, "report.exported", "2026-04-02T00:00:00Z");

        UsageSummary summary = summary("2026-03-15T00:00:00Z", "2026-04-10T00:00:00Z", UsagePeriod.MONTH, UTC);

        assertThat(summary.periods())
                .containsExactly(
                        new PeriodCount(LocalDate.parse("2026-03-01"), 1, 1),
                        new PeriodCount(LocalDate.parse("2026-04-01"), 1, 1));
    }

    @Test
    void without_bounds_the_last_thirty_days_or_twelve_months_are_counted() {
        house.clock.advance(Duration.between(house.clock.instant(), Instant.parse("2027-05-31T15:00:00Z")));

        UsageSummary days = log.summary(ana, UsageFilter.of(anas), UsagePeriod.DAY, UTC);
        UsageSummary months = log.summary(ana, UsageFilter.of(anas), UsagePeriod.MONTH, UTC);

        assertThat(days.from()).isEqualTo("2027-05-02T00:00:00Z");
        assertThat(days.to()).isEqualTo("2027-06-01T00:00:00Z");
        assertThat(days.periods()).hasSize(30);
        assertThat(months.from()).isEqualTo("2026-06-01T00:00:00Z");
        assertThat(months.periods()).hasSize(12);
        assertThat(months.count()).isZero();
        assertThat(months.actions()).isEmpty();
    }

    @Test
    void actions_beyond_the_most_frequent_are_counted_together() {
        for (int number = 0; number < UsageSummary.MOST_ACTIONS + 2; number++) {
            log.record(ana, NewUsage.of("thing.done-" + number));
            log.record(ana, NewUsage.of("thing.done-0"));
        }

        UsageSummary summary = log.summary(
                ana,
                UsageFilter.of(anas)
                        .between(house.clock.instant(), house.clock.instant().plusSeconds(1)),
                UsagePeriod.DAY,
                UTC);

        assertThat(summary.actions())
                .hasSize(UsageSummary.MOST_ACTIONS)
                .startsWith(new ActionCount("thing.done-0", UsageSummary.MOST_ACTIONS + 3, 1));
        assertThat(summary.otherCount()).isEqualTo(3);
        assertThat(summary.count()).isEqualTo(2L * UsageSummary.MOST_ACTIONS + 5);
    }

    @Test
    void H1_refuses_more_periods_than_anybody_looks_at_and_a_time_that_ends_before_it_begins() {
        assertThat(summary("2026-01-01T00:00:00Z", "2027-01-02T00:00:00Z", UsagePeriod.DAY, UTC)
                        .periods())
                .hasSize(366);
        assertThat(summary("2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z", UsagePeriod.MONTH, UTC)
                        .periods())
                .hasSize(120);
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> summary("2026-01-01T00:00:00Z", "2027-01-02T00:00:01Z", UsagePeriod.DAY, UTC)),
                "/from");
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> summary("0000-01-01T00:00:00Z", "9999-12-31T00:00:00Z", UsagePeriod.MONTH, UTC)),
                "/from");
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> summary("2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z", UsagePeriod.DAY, UTC)),
                "/to");
    }

    @Test
    void C1_a_summary_is_for_the_same_eyes_as_the_entries() {
        Actor ben = house.aPerson("ben@example.org");

        assertRefused(AccountRefusal.NOT_FOUND, () -> log.summary(ben, UsageFilter.of(anas), UsagePeriod.DAY, UTC));
        assertRefused(RequestRefusal.FORBIDDEN, () -> log.summary(ben, UsageFilter.all(), UsagePeriod.DAY, UTC));
        assertThat(log.summary(house.anAdmin("admin@example.org"), UsageFilter.all(), UsagePeriod.DAY, UTC)
                        .people())
                .isEqualTo(3);
    }
}
