package dev.tenon.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.billing.Billables.Outcome;
import dev.tenon.ports.billing.BillingPolicy.ProrationUnit;
import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.Period;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The arithmetic of billing: published examples first, then what holds of every history. */
class BillablesTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Billables BY_SECOND = Billables.by(ProrationUnit.SECOND);
    private static final Billables BY_DAY = Billables.by(ProrationUnit.DAY);

    @Test
    void M1_ten_dollars_with_881112_of_2419200_seconds_left_are_credited_with_364() {
        Instant start = Instant.parse("2026-02-01T00:00:00Z");
        Instant at = Instant.parse("2026-03-01T00:00:00Z").minusSeconds(881_112);
        Subscription monthly = running(plan("Monthly", 1_000, BillingInterval.MONTH), start);

        Outcome outcome = BY_SECOND.change(monthly, "Monthly", plan("Yearly", 10_000, BillingInterval.YEAR), at);

        assertThat(outcome.lines()).extracting(line -> line.amount().minor()).containsExactly(-364L, 10_000L);
        assertThat(outcome.sum().minor()).isEqualTo(9_636);
        assertThat(outcome.after().billingAnchor()).isEqualTo(at);
        assertThat(outcome.after().currentPeriodEnd())
                .isEqualTo(at.atZone(UTC).plusYears(1).toInstant());
    }

    @Test
    void M1_by_the_day_29_of_30_days_of_20000_are_19333_and_of_16000_15467() {
        Period june = period("2026-06-01", "2026-07-01");
        Instant second = day("2026-06-02").plusSeconds(3_600);

        assertThat(part(BY_DAY, 20_000, june, second)).isEqualTo(19_333);
        assertThat(part(BY_DAY, 16_000, june, second)).isEqualTo(15_467);
        assertThat(part(BY_DAY, 91_000, period("2026-01-01", "2026-04-02"), day("2026-03-01")))
                .isEqualTo(32_000);
    }

    @Test
    void M1_by_the_day_a_february_of_a_leap_year_has_29_parts() {
        Period february = period("2012-02-01", "2012-03-01");

        Money half =
                new Proration(ProrationUnit.DAY).part(usd(2_900), february, UTC, february.start(), day("2012-02-15"));

        assertThat(half.minor()).isEqualTo(1_400);
    }

    /** One period function: a system that counts the leading part back from its end charges 322.58 here. */
    @Test
    void M1_a_pause_credits_what_is_left_of_the_period_and_resuming_charges_what_is_left_of_the_same() {
        Subscription subscription = running(plan("Team", 50_000, BillingInterval.MONTH), day("2026-08-31"));
        assertThat(subscription.period()).isEqualTo(period("2026-08-31", "2026-09-30"));

        Outcome left = BY_DAY.leave(subscription, "Team", day("2026-09-05"));
        Subscription resting = left.after().paused(PauseReason.BY_HAND, day("2026-09-05"));
        Outcome back = BY_DAY.rejoin(resting, "Team", day("2026-09-10"));

        assertThat(left.sum().minor()).isEqualTo(-41_667);
        assertThat(back.sum().minor()).isEqualTo(33_333);
        assertThat(back.after().period()).isEqualTo(subscription.period());
        assertThat(back.after().billingAnchor()).isEqualTo(subscription.billingAnchor());
    }

    @Test
    void a_change_is_two_lines_and_never_a_net() {
        Subscription standard = running(plan("Standard", 1_200, BillingInterval.MONTH), day("2026-01-01"));

        Outcome outcome = BY_SECOND.change(
                standard, "Standard", plan("Premium", 4_900, BillingInterval.MONTH), day("2026-01-16"));

        assertThat(outcome.lines())
                .extracting(InvoiceLine::description)
                .containsExactly("Unused time on Standard", "Remaining time on Premium");
        assertThat(outcome.lines()).allMatch(InvoiceLine::isProration);
        assertThat(outcome.lines()).extracting(line -> line.amount().minor()).containsExactly(-619L, 2_529L);
        assertThat(outcome.after().period()).isEqualTo(standard.period());
        assertThat(outcome.after().billingAnchor()).isEqualTo(standard.billingAnchor());
        assertThat(outcome.after().periodBilled()).isEqualTo(usd(2_529));
    }

    @Test
    void M1_the_second_change_of_a_period_credits_what_the_first_one_charged_and_no_more() {
        Subscription standard = running(plan("Standard", 1_200, BillingInterval.MONTH), day("2026-01-01"));
        Subscription premium = BY_SECOND
                .change(standard, "Standard", plan("Premium", 4_900, BillingInterval.MONTH), day("2026-01-16"))
                .after();

        Outcome second =
                BY_SECOND.change(premium, "Premium", plan("Team", 9_900, BillingInterval.MONTH), day("2026-01-24"));

        assertThat(second.lines()).extracting(line -> line.amount().minor()).containsExactly(-1_265L, 2_555L);

        Subscription discounted = premium.billed(usd(100));
        Outcome capped =
                BY_SECOND.change(discounted, "Premium", plan("Team", 9_900, BillingInterval.MONTH), day("2026-01-24"));
        assertThat(capped.lines().get(0).amount().minor()).isEqualTo(-100);
    }

    @Test
    void in_a_trial_a_change_sets_nothing_off() {
        Subscription tried = running(plan("Standard", 1_200, BillingInterval.MONTH), day("2026-01-01"))
                .in(SubscriptionStatus.TRIALING)
                .triedUntil(day("2026-01-15"))
                .in(period("2026-01-01", "2026-01-15"), usd(0));

        Outcome outcome =
                BY_SECOND.change(tried, "Standard", plan("Premium", 4_900, BillingInterval.YEAR), day("2026-01-08"));

        assertThat(outcome.lines()).isEmpty();
        assertThat(outcome.after().period()).isEqualTo(tried.period());
        assertThat(outcome.after().price()).isEqualTo(usd(4_900));
    }

    @Test
    void what_lies_behind_the_end_of_a_subscription_is_not_charged() {
        Subscription ending = running(plan("Standard", 3_100, BillingInterval.MONTH), day("2026-01-01"))
                .until(LocalDate.of(2026, 3, 11));
        Subscription february = BY_DAY.renew(ending, "Standard").after();

        Outcome march = BY_DAY.renew(february, "Standard");

        assertThat(february.periodBilled()).isEqualTo(usd(3_100));
        assertThat(march.sum().minor()).isEqualTo(1_000);
        assertThat(march.after().period()).isEqualTo(period("2026-03-01", "2026-03-11"));
        assertThat(BY_DAY.leave(march.after(), "Standard", day("2026-03-06"))
                        .sum()
                        .minor())
                .isEqualTo(-500);
    }

    @Test
    void M1_in_100000_random_histories_lines_add_up_and_no_credit_exceeds_what_was_charged() {
        Random random = new Random(6);
        for (int history = 0; history < 100_000; history++) {
            new History(random).live();
        }
    }

    /** A subscription's life, with a book of its own. */
    private static final class History {

        private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

        private final Random random;
        private final Billables billables;
        private final ProrationUnit unit;
        private Plan plan;
        private Subscription subscription;
        private final List<InvoiceLine> lines = new ArrayList<>();
        private long total;
        private long billed;

        History(Random random) {
            this.random = random;
            this.unit = random.nextBoolean() ? ProrationUnit.SECOND : ProrationUnit.DAY;
            this.billables = Billables.by(unit);
            this.plan = aPlan();
            Instant anchor = EPOCH.plusSeconds(random.nextInt(400 * 86_400));
            this.subscription = Subscription.begun(
                    new SubscriptionId(Fixtures.anId()),
                    Fixtures.aUserId(),
                    null,
                    plan,
                    SubscriptionStatus.ACTIVE,
                    random.nextBoolean() ? UTC : ZoneId.of("Europe/Vienna"),
                    Periods.first(anchor, UTC, plan.interval()),
                    anchor);
            enter(billables.begin(subscription, plan.name(), anchor));
        }

        void live() {
            for (int step = random.nextInt(6); step >= 0; step--) {
                switch (random.nextInt(4)) {
                    case 0 -> enter(billables.renew(subscription, plan.name()));
                    case 1 -> rest();
                    default -> change();
                }
                assertThat(lines.stream()
                                .mapToLong(line -> line.amount().minor())
                                .sum())
                        .isEqualTo(total);
                assertThat(subscription.periodBilled().minor())
                        .isEqualTo(billed)
                        .isNotNegative();
            }
        }

        private void change() {
            Instant at = moment();
            Plan next = aPlan();
            Money credit = expectedCredit(at);
            boolean isCountedAnew = next.interval() != subscription.interval();
            Period whole = isCountedAnew ? Periods.first(at, subscription.zone(), next.interval()) : whole();
            Money debit = isCountedAnew ? next.price() : exact(next.price(), whole, at);

            Outcome outcome = billables.change(subscription, plan.name(), next, at);

            assertThat(outcome.lines().stream()
                            .filter(line -> line.amount().minor() < 0)
                            .toList())
                    .hasSize(credit.minor() == 0 ? 0 : 1)
                    .allMatch(line -> line.amount().equals(credit.negated()));
            assertThat(outcome.lines().stream()
                            .filter(line -> line.amount().minor() > 0)
                            .toList())
                    .hasSize(debit.minor() == 0 ? 0 : 1)
                    .allMatch(line -> line.amount().equals(debit));
            assertThat(credit.minor()).isLessThanOrEqualTo(billed);
            book(outcome);
            billed = debit.minor();
            plan = next;
            subscription = outcome.after();
        }

        private void rest() {
            Instant at = moment();
            Money credit = expectedCredit(at);
            Outcome left = billables.leave(subscription, plan.name(), at);
            assertThat(left.sum()).isEqualTo(credit.negated());
            book(left);
            billed -= credit.minor();
            assertThat(left.after().periodBilled().minor()).isEqualTo(billed);
            Instant later = at.plusSeconds(random.nextInt(90 * 86_400));
            subscription = left.after();
            Outcome back = billables.rejoin(subscription, plan.name(), later);
            assertThat(back.after().period().contains(later)).isTrue();
            enter(back);
        }

        private void enter(Outcome outcome) {
            book(outcome);
            subscription = outcome.after();
            billed = outcome.sum().minor();
        }

        private void book(Outcome outcome) {
            lines.addAll(outcome.lines());
            total += outcome.sum().minor();
        }

        private Money expectedCredit(Instant at) {
            Money rest = exact(subscription.price(), whole(), at);
            return rest.minor() > billed ? usd(billed) : rest;
        }

        /** Once more, in decimals. */
        private Money exact(Money price, Period whole, Instant at) {
            BigDecimal rest = count(at, whole.end());
            return usd(BigDecimal.valueOf(price.minor())
                    .multiply(rest)
                    .divide(count(whole.start(), whole.end()), 0, RoundingMode.HALF_UP)
                    .longValueExact());
        }

        private BigDecimal count(Instant from, Instant until) {
            return BigDecimal.valueOf(
                    unit == ProrationUnit.SECOND
                            ? Duration.between(from, until).toSeconds()
                            : LocalDate.ofInstant(until, subscription.zone()).toEpochDay()
                                    - LocalDate.ofInstant(from, subscription.zone())
                                            .toEpochDay());
        }

        private Period whole() {
            return subscription.period();
        }

        private Instant moment() {
            long span = Duration.between(subscription.currentPeriodStart(), subscription.currentPeriodEnd())
                    .toSeconds();
            return subscription.currentPeriodStart().plusSeconds((long) (random.nextDouble() * span));
        }

        private Plan aPlan() {
            long price = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(3);
                case 1 -> random.nextInt(1_000);
                case 2 -> random.nextInt(100_000);
                default -> random.nextInt(1_000_000_000);
            };
            return plan("Plan", price, random.nextInt(4) == 0 ? BillingInterval.YEAR : BillingInterval.MONTH);
        }
    }

    private static long part(Billables billables, long price, Period whole, Instant at) {
        return billables
                .proration()
                .part(usd(price), whole, UTC, at, whole.end())
                .minor();
    }

    private static Subscription running(Plan plan, Instant start) {
        Subscription begun = Subscription.begun(
                new SubscriptionId(Fixtures.anId()),
                Fixtures.aUserId(),
                null,
                plan,
                SubscriptionStatus.ACTIVE,
                UTC,
                Periods.first(start, UTC, plan.interval()),
                start);
        return begun.in(begun.period(), plan.price());
    }

    private static Plan plan(String name, long price, BillingInterval interval) {
        return new Plan(
                new PlanId(Fixtures.anId()),
                name,
                usd(price),
                interval,
                null,
                null,
                null,
                0,
                null,
                EndAction.CANCEL,
                EndAction.CANCEL,
                true,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                1,
                List.of());
    }

    private static Period period(String from, String until) {
        return new Period(day(from), day(until));
    }

    private static Instant day(String day) {
        return LocalDate.parse(day).atStartOfDay(UTC).toInstant();
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }
}
