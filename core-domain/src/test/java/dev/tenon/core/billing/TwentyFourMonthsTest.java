package dev.tenon.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One subscription through two years, with a leap day in them and everything that can happen, every amount told. */
class TwentyFourMonthsTest {

    private static final Expected ANY = Expected.any();

    private final BillingHouse billing = new BillingHouse();
    private final TenonInMemory house = billing.house;
    private final Account account = house.anAccount("ana@example.org");
    private final Actor ana = house.signIn("ana@example.org");
    private final Plan standard = billing.plan("Standard");
    private final Plan premium = billing.plan("Premium");
    private final Plan team = billing.offer("Team", 9_900, BillingInterval.MONTH, EndAction.CANCEL);

    @Test
    void M1_every_amount_of_two_years_is_as_told() {
        at("2027-01-01T00:00:00Z");
        // A trial without a card ends in the Free plan, with nothing charged.
        Subscription tried = billing.subscriptions.start(
                ana, NewSubscription.to(premium.id()).tried());
        at("2027-01-15T00:00:00Z");
        assertThat(live().isFree()).isTrue();
        assertThat(billing.charged(tried)).isEmpty();

        // From the last of a month on: short months shorten no other.
        at("2027-01-31T09:00:00Z");
        Subscription paid = billing.subscriptions.start(ana, NewSubscription.to(standard.id()));
        billing.pay(paid);
        at("2027-02-28T09:00:00Z");
        billing.pay(paid);
        at("2027-03-31T09:00:00Z");
        billing.pay(paid);
        at("2027-04-30T09:00:00Z");
        billing.pay(paid);
        assertThat(live().currentPeriodEnd()).isEqualTo("2027-05-31T09:00:00Z");

        // Two upgrades in one period of 31 days: the second credits what the first one charged.
        at("2027-05-10T09:00:00Z");
        change(premium);
        at("2027-05-21T09:00:00Z");
        change(team);
        billing.pay(paid);

        // Down again with the period.
        billing.subscriptions.changePlan(ana, paid.id(), standard.id(), ChangeTime.PERIOD_END, null, ANY);
        at("2027-05-31T09:00:00Z");
        billing.pay(paid);
        assertThat(live().planId()).isEqualTo(standard.id());

        // A pause in the middle of a period of 30 days, and going on in the middle of one of 31.
        at("2027-06-15T09:00:00Z");
        billing.subscriptions.pause(house.operator, paid.id(), ANY);
        at("2027-09-15T09:00:00Z");
        billing.subscriptions.resume(house.operator, paid.id(), ANY);
        billing.pay(paid);
        assertThat(live().currentPeriodStart()).isEqualTo("2027-08-31T09:00:00Z");
        assertThat(live().currentPeriodEnd()).isEqualTo("2027-09-30T09:00:00Z");

        // Past due, and paid after all.
        at("2027-09-30T09:00:00Z");
        billing.decline(paid, Instant.parse("2027-10-03T09:00:00Z"));
        assertThat(live().status()).isEqualTo(SubscriptionStatus.PAST_DUE);
        at("2027-10-03T09:00:00Z");
        billing.pay(paid);
        assertThat(live().status()).isEqualTo(SubscriptionStatus.ACTIVE);

        // The servers stand still over the turn of the year and the leap day; everything is made up for in order.
        at("2028-02-29T09:00:00Z");
        billing.pay(paid);
        assertThat(periods(paid).subList(9, 14))
                .containsExactly(
                        "2027-09-30T09:00:00Z",
                        "2027-10-31T09:00:00Z",
                        "2027-11-30T09:00:00Z",
                        "2027-12-31T09:00:00Z",
                        "2028-01-31T09:00:00Z");
        assertThat(live().currentPeriodStart()).isEqualTo("2028-02-29T09:00:00Z");
        assertThat(live().currentPeriodEnd()).isEqualTo("2028-03-31T09:00:00Z");

        // Canceled with the period, which is undone, and again.
        billing.subscriptions.cancelAtPeriodEnd(ana, paid.id(), ANY);
        billing.subscriptions.undoCancellation(ana, paid.id(), ANY);
        at("2028-12-31T09:00:00Z");
        billing.pay(paid);
        billing.subscriptions.cancelAtPeriodEnd(ana, paid.id(), ANY);
        at("2029-01-31T09:00:00Z");
        assertThat(live().isFree()).isTrue();

        List<List<Long>> expected = new ArrayList<>();
        for (int month = 0; month < 4; month++) {
            expected.add(List.of(1_200L));
        }
        // 21 of 31 days, 10 of 31 days.
        expected.add(List.of(-813L, 3_319L));
        expected.add(List.of(-1_581L, 3_194L));
        // Downgraded.
        expected.add(List.of(1_200L));
        // 15 of 30 days rest; 15 of 30 days go on.
        expected.add(List.of(-600L));
        expected.add(List.of(600L));
        // September 2027 to December 2028.
        for (int month = 0; month < 16; month++) {
            expected.add(List.of(1_200L));
        }
        assertThat(billing.charged(paid)).isEqualTo(expected);
        long total =
                expected.stream().flatMap(List::stream).mapToLong(each -> each).sum();
        assertThat(billing.invoicesOf(paid).stream()
                        .mapToLong(invoice -> invoice.total().minor())
                        .sum())
                .as("lines add up")
                .isEqualTo(total);
        assertThat(billing.invoicesOf(paid).stream()
                        .mapToLong(invoice -> invoice.amountPaid().minor())
                        .sum())
                .as("what was paid: the credit of the pause paid for going on")
                .isEqualTo(total);
        assertThat(billing.invoicesOf(paid)).extracting(Invoice::status).containsOnly(InvoiceStatus.PAID);
        assertThat(billing.invoicesOf(paid))
                .extracting(Invoice::number)
                .as("without gaps")
                .isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
    }

    private void at(String instant) {
        billing.moveTo(instant);
    }

    private void change(Plan plan) {
        billing.subscriptions.changePlan(ana, live().id(), plan.id(), ChangeTime.NOW, null, ANY);
    }

    private Subscription live() {
        return billing.live(account.id());
    }

    private List<String> periods(Subscription subscription) {
        return billing.invoicesOf(subscription).stream()
                .map(invoice -> Objects.requireNonNull(invoice.periodStart()).toString())
                .toList();
    }
}
