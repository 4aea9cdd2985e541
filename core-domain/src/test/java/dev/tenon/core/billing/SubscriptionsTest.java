package dev.tenon.core.billing;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.Excess;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.PlanChange;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.billing.TrialRefusal;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of subscriptions; the clock begins at the first of January 2026. */
class SubscriptionsTest {

    private static final PageRequest FIRST = PageRequest.first(50);
    private static final Expected ANY = Expected.any();

    private final BillingHouse billing = new BillingHouse();
    private final TenonInMemory house = billing.house;
    private final Account account = house.anAccount("ana@example.org");
    private final Actor ana = house.signIn("ana@example.org");
    private final Plan standard = billing.plan("Standard");
    private final Plan premium = billing.plan("Premium");
    private final Plan free = billing.plan(Plan.FREE);

    // ---- start

    @Test
    void waits_for_its_first_payment_and_runs_from_then_on() {
        Subscription begun = start(standard);

        assertThat(begun.status()).isEqualTo(SubscriptionStatus.INCOMPLETE);
        assertThat(begun.currentPeriodEnd()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(billing.charged(begun)).containsExactly(List.of(1_200L));
        assertThat(quota().documentsMax())
                .as("of the free plan until it is paid")
                .isEqualTo(100);
        assertThat(statuses()).containsExactly(SubscriptionStatus.INCOMPLETE, SubscriptionStatus.CANCELED);

        billing.pay(begun);

        assertThat(live().status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(quota().documentsMax()).isEqualTo(2_000);
        assertThat(quota().max()).isEqualTo(50L << 30);
        assertThat(house.auditedActions()).contains("subscription.activated", "quota.changed");
    }

    @Test
    void expires_without_a_first_payment_after_23_hours_and_leaves_the_free_plan() {
        Subscription begun = start(standard);

        billing.moveTo("2026-01-01T22:59:59Z");
        assertThat(live().status()).isEqualTo(SubscriptionStatus.INCOMPLETE);
        billing.moveTo("2026-01-01T23:00:00Z");

        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.EXPIRED);
        assertThat(billing.invoicesOf(begun)).extracting(Invoice::status).containsExactly(InvoiceStatus.VOID);
        assertThat(live().planId()).isEqualTo(free.id());
        assertThat(start(premium).status()).as("a return is a new row").isEqualTo(SubscriptionStatus.INCOMPLETE);
    }

    @Test
    void refuses_a_second_one_while_a_live_one_costs_money() {
        start(standard);

        assertRefused(SubscriptionRefusal.ALREADY_LIVE, () -> start(premium));
    }

    @Test
    void refuses_what_is_not_offered() {
        Plan old = billing.offer("Old", 100, BillingInterval.MONTH, EndAction.CANCEL);
        house.storage.offer(archived(old));

        assertRefused(SubscriptionRefusal.PLAN_ARCHIVED, () -> start(old));
        assertRefused(
                TrialRefusal.NOT_OFFERED,
                () -> billing.subscriptions.start(
                        ana, NewSubscription.to(free.id()).tried()));
    }

    @Test
    void keeps_the_price_that_it_was_bought_at() {
        Subscription begun = active(standard);

        house.storage.offer(priced(standard, 9_999));
        billing.moveTo("2026-02-01T00:00:00Z");

        assertThat(live().price()).isEqualTo(begun.price());
        assertThat(billing.charged(begun)).containsExactly(List.of(1_200L), List.of(1_200L));
    }

    // ---- periods

    @Test
    void renews_from_the_anchor_each_month_and_in_order_after_a_standstill() {
        house.clock.moveTo(Instant.parse("2026-01-31T12:00:00Z"));
        Subscription begun = active(standard);

        billing.moveTo("2026-05-31T11:59:59Z");

        assertThat(billing.invoicesOf(begun))
                .extracting(
                        invoice -> Objects.requireNonNull(invoice.periodStart()).toString())
                .containsExactly(
                        "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z", "2026-04-30T12:00:00Z");
        assertThat(live().currentPeriodEnd()).isEqualTo("2026-05-31T12:00:00Z");
    }

    @Test
    void counts_months_in_the_zone_that_the_person_chose() {
        house.tenon.settings().put(ana, account.id(), "timezone", JsonText.of("\"Europe/Vienna\""), ANY);
        house.clock.moveTo(Instant.parse("2026-02-28T23:00:00Z"));

        Subscription begun = start(standard);

        assertThat(begun.zone().getId()).isEqualTo("Europe/Vienna");
        assertThat(begun.startDate()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(begun.currentPeriodEnd()).isEqualTo("2026-03-31T22:00:00Z");
        assertRefused(
                RequestRefusal.INVALID,
                () -> house.tenon.settings().put(ana, account.id(), "timezone", JsonText.of("\"Mars/Base\""), ANY));
    }

    @Test
    void a_free_plan_never_bills_and_its_periods_are_counted_when_somebody_looks() {
        billing.moveTo("2026-07-15T00:00:00Z");

        Subscription seen = billing.subscriptions.get(ana, live().id());

        assertThat(seen.currentPeriodStart()).isEqualTo("2026-07-01T00:00:00Z");
        assertThat(billing.invoicesOf(seen)).isEmpty();
    }

    @Test
    void an_end_date_ends_it_and_what_lies_behind_is_not_charged() {
        Subscription begun = billing.subscriptions.start(
                house.operator,
                NewSubscription.to(standard.id()).by(account.id()).until(LocalDate.of(2026, 2, 15)));
        billing.pay(begun);
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> billing.subscriptions.start(
                        house.aPerson("ben@example.org"),
                        NewSubscription.to(standard.id()).until(LocalDate.of(2026, 2, 15))));

        billing.moveTo("2026-02-15T00:00:00Z");

        assertThat(billing.charged(begun)).containsExactly(List.of(1_200L), List.of(600L));
        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.EXPIRED);
        assertThat(live().planId()).isEqualTo(free.id());
    }

    @Test
    void M1_an_end_that_is_set_and_put_off_charges_each_day_once() {
        Subscription begun = active(standard);

        billing.subscriptions.endOn(ana, begun.id(), LocalDate.of(2026, 2, 15), ANY);
        billing.moveTo("2026-02-01T00:00:00Z");
        assertThat(billing.charged(begun)).as("14 of 28 days").containsExactly(List.of(1_200L), List.of(600L));
        billing.pay(begun);
        billing.moveTo("2026-02-10T00:00:00Z");
        assertThat(billing.subscriptions.endOn(ana, begun.id(), null, ANY).endDate())
                .isNull();
        billing.moveTo("2026-02-15T00:00:00Z");
        assertThat(billing.charged(begun))
                .as("the rest of the period that was cut short")
                .containsExactly(List.of(1_200L), List.of(600L), List.of(600L));
        billing.pay(begun);
        billing.moveTo("2026-03-01T00:00:00Z");
        billing.pay(begun);
        billing.subscriptions.endOn(ana, begun.id(), LocalDate.of(2026, 3, 11), ANY);
        billing.moveTo("2026-03-11T00:00:00Z");

        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.EXPIRED);
        assertThat(live().isFree()).isTrue();
        assertThat(billing.charged(begun))
                .as("what is charged already is not given back")
                .containsExactly(List.of(1_200L), List.of(600L), List.of(600L), List.of(1_200L));
    }

    @Test
    void refuses_an_end_that_is_none() {
        Subscription begun = active(standard);
        LocalDate today = LocalDate.of(2026, 1, 1);

        assertRefused(RequestRefusal.INVALID, () -> billing.subscriptions.endOn(ana, begun.id(), today, ANY));
        assertRefused(
                SubscriptionRefusal.NOT_FOUND,
                () -> billing.subscriptions.endOn(
                        house.aPerson("ben@example.org"), begun.id(), today.plusDays(1), ANY));
        billing.subscriptions.cancel(ana, begun.id(), ANY);
        assertRefused(
                SubscriptionRefusal.ENDED, () -> billing.subscriptions.endOn(ana, begun.id(), today.plusDays(1), ANY));
        assertRefused(
                SubscriptionRefusal.IS_FREE,
                () -> billing.subscriptions.endOn(ana, live().id(), today.plusDays(1), ANY));
    }

    // ---- cancel

    @Test
    void cancels_now_for_good_and_falls_back_to_the_free_plan_in_the_same_commit() {
        Subscription begun = active(standard);

        List<Set<String>> commits = house.storage.commitsOf(() -> billing.subscriptions.cancel(ana, begun.id(), ANY));

        assertThat(commits)
                .singleElement()
                .satisfies(changed -> assertThat(changed).contains("subscriptions", "storage_quotas", "audit_logs"));
        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(stored(begun).canceledAt()).isEqualTo(house.clock.instant());
        assertThat(live().planId()).isEqualTo(free.id());
        assertThat(quota().documentsMax()).isEqualTo(100);
        assertRefused(SubscriptionRefusal.ENDED, () -> billing.subscriptions.cancel(ana, begun.id(), ANY));
        assertRefused(SubscriptionRefusal.ENDED, () -> billing.subscriptions.cancelAtPeriodEnd(ana, begun.id(), ANY));
        assertRefused(SubscriptionRefusal.IS_FREE, () -> billing.subscriptions.cancel(ana, live().id(), ANY));
    }

    @Test
    void withdraws_the_invoice_of_one_that_is_canceled_before_it_was_paid() {
        Subscription begun = start(standard);

        billing.subscriptions.cancel(ana, begun.id(), ANY);

        assertThat(billing.invoicesOf(begun)).extracting(Invoice::status).containsExactly(InvoiceStatus.VOID);
    }

    @Test
    void cancels_at_the_end_of_the_period_which_can_be_undone_until_then() {
        Subscription begun = active(standard);

        assertThat(billing.subscriptions.cancelAtPeriodEnd(ana, begun.id(), ANY).cancelAtPeriodEnd())
                .isTrue();
        assertThat(billing.subscriptions.undoCancellation(ana, begun.id(), ANY).cancelAtPeriodEnd())
                .isFalse();
        billing.moveTo("2026-02-01T00:00:00Z");
        assertThat(live().status()).isEqualTo(SubscriptionStatus.ACTIVE);

        billing.subscriptions.cancelAtPeriodEnd(ana, begun.id(), ANY);
        billing.moveTo("2026-03-01T00:00:00Z");

        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(billing.charged(begun)).hasSize(2);
        assertThat(live().planId()).isEqualTo(free.id());
    }

    @Test
    void refuses_a_change_of_what_somebody_has_changed_since() {
        Subscription begun = active(standard);
        billing.subscriptions.cancelAtPeriodEnd(ana, begun.id(), ANY);

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> billing.subscriptions.cancel(ana, begun.id(), Expected.revision(begun.revision())));
    }

    // ---- change of plan

    @Test
    void M1_upgrades_now_with_two_lines_and_as_the_preview_said() {
        Subscription begun = active(standard);
        house.clock.moveTo(Instant.parse("2026-01-16T12:00:00Z"));

        PlanChange preview =
                billing.subscriptions.previewPlanChange(ana, begun.id(), premium.id(), ChangeTime.NOW, null);
        assertThat(live()).as("a preview changes nothing").isEqualTo(stored(begun));
        house.clock.advance(Duration.ofMinutes(5));
        PlanChange change =
                billing.subscriptions.changePlan(ana, begun.id(), premium.id(), ChangeTime.NOW, preview.at(), ANY);

        Invoice charged = Objects.requireNonNull(change.invoice());
        Invoice foreseen = Objects.requireNonNull(preview.invoice());
        assertThat(charged.lines()).isEqualTo(foreseen.lines());
        assertThat(charged.lines()).extracting(line -> line.amount().minor()).containsExactly(-600L, 2_450L);
        assertThat(charged.total()).isEqualTo(foreseen.total());
        assertThat(charged.amountDue().minor()).isEqualTo(1_850);
        assertThat(live().planId()).isEqualTo(premium.id());
        assertThat(live().periodBilled()).isEqualTo(preview.subscription().periodBilled());
        assertThat(quota().documentsMax()).isNull();
        billing.pay(begun);
        billing.moveTo("2026-02-01T00:00:00Z");
        assertThat(billing.charged(begun)).containsExactly(List.of(1_200L), List.of(-600L, 2_450L), List.of(4_900L));
    }

    @Test
    void M1_the_second_upgrade_of_a_period_credits_what_the_first_one_charged() {
        Plan team = billing.offer("Team", 9_900, BillingInterval.MONTH, EndAction.CANCEL);
        Subscription begun = active(standard);

        house.clock.moveTo(Instant.parse("2026-01-16T00:00:00Z"));
        change(begun, premium);
        house.clock.moveTo(Instant.parse("2026-01-24T00:00:00Z"));
        change(begun, team);

        assertThat(billing.charged(begun))
                .containsExactly(List.of(1_200L), List.of(-619L, 2_529L), List.of(-1_265L, 2_555L));
    }

    @Test
    void another_interval_begins_a_period_of_its_own() {
        Plan yearly = billing.offer("Yearly", 12_000, BillingInterval.YEAR, EndAction.CANCEL);
        Subscription begun = active(standard);
        house.clock.moveTo(Instant.parse("2026-01-16T12:00:00Z"));

        change(begun, yearly);

        assertThat(billing.charged(begun)).containsExactly(List.of(1_200L), List.of(-600L, 12_000L));
        assertThat(live().billingAnchor()).isEqualTo("2026-01-16T12:00:00Z");
        assertThat(live().currentPeriodEnd()).isEqualTo("2027-01-16T12:00:00Z");
    }

    @Test
    void downgrades_at_the_end_of_the_period_as_the_one_change_that_waits() {
        Subscription begun = active(premium);

        PlanChange noted =
                billing.subscriptions.changePlan(ana, begun.id(), standard.id(), ChangeTime.PERIOD_END, null, ANY);
        assertThat(noted.at()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(noted.invoice()).isNull();
        assertThat(noted.subscription().pendingPlanId()).isEqualTo(standard.id());
        billing.subscriptions.changePlan(ana, begun.id(), free.id(), ChangeTime.PERIOD_END, null, ANY);
        assertThat(live().pendingPlanId()).as("the later one takes its place").isEqualTo(free.id());
        billing.subscriptions.cancelAtPeriodEnd(ana, begun.id(), ANY);
        assertThat(live().pendingPlanId()).as("as a cancellation does").isNull();
        billing.subscriptions.changePlan(ana, begun.id(), standard.id(), ChangeTime.PERIOD_END, null, ANY);
        assertThat(live().cancelAtPeriodEnd()).isFalse();
        billing.subscriptions.changePlan(ana, begun.id(), premium.id(), ChangeTime.PERIOD_END, null, ANY);
        assertThat(live().pendingPlanId()).as("the present plan takes it back").isNull();
        billing.subscriptions.changePlan(ana, begun.id(), standard.id(), ChangeTime.PERIOD_END, null, ANY);

        billing.moveTo("2026-02-01T00:00:00Z");

        assertThat(live().planId()).isEqualTo(standard.id());
        assertThat(live().pendingPlanId()).isNull();
        assertThat(billing.charged(begun)).containsExactly(List.of(4_900L), List.of(1_200L));
        assertThat(quota().documentsMax()).isEqualTo(2_000);
    }

    @Test
    void a_downgrade_to_the_free_plan_ends_the_billing_and_not_the_subscription() {
        Subscription begun = active(standard);
        billing.subscriptions.changePlan(ana, begun.id(), free.id(), ChangeTime.PERIOD_END, null, ANY);

        billing.moveTo("2026-06-01T00:00:00Z");

        assertThat(live().id()).isEqualTo(begun.id());
        assertThat(live().isFree()).isTrue();
        assertThat(billing.charged(begun)).containsExactly(List.of(1_200L));
        assertThat(quota().documentsMax()).isEqualTo(100);
    }

    @Test
    void lists_what_exceeds_the_new_plan_keeps_it_readable_and_refuses_only_growth() {
        Plan tiny = limited(billing.offer("Tiny", 100, BillingInterval.MONTH, EndAction.CANCEL), 1L);
        house.storage.offer(tiny);
        Subscription begun = active(standard);
        house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "one"));
        house.tenon.documents().upload(ana, Fixtures.aNewDocument("b.txt", "two"));

        PlanChange preview = billing.subscriptions.previewPlanChange(ana, begun.id(), tiny.id(), ChangeTime.NOW, null);
        billing.subscriptions.changePlan(ana, begun.id(), tiny.id(), ChangeTime.NOW, null, ANY);

        assertThat(preview.excesses()).containsExactly(new Excess("max-documents", 2, 1));
        assertThat(quota().documentsUsed()).isEqualTo(2);
        assertThat(quota().documentsMax()).isOne();
        assertRefused(
                QuotaRefusal.DOCUMENTS_EXCEEDED,
                () -> house.tenon.documents().upload(ana, Fixtures.aNewDocument("c.txt", "three")));
    }

    @Test
    void refuses_changes_that_make_no_sense() {
        Plan euros = euros(billing.offer("Euros", 1_000, BillingInterval.MONTH, EndAction.CANCEL));
        house.storage.offer(euros);
        assertRefused(SubscriptionRefusal.IS_FREE, () -> change(live(), premium));
        Subscription begun = start(standard);
        assertRefused(SubscriptionRefusal.NOT_RUNNING, () -> change(begun, premium));
        billing.pay(begun);

        assertRefused(SubscriptionRefusal.SAME_PLAN, () -> change(begun, standard));
        assertRefused(SubscriptionRefusal.CURRENCY_DIFFERS, () -> change(begun, euros));
        assertRefused(
                RequestRefusal.INVALID,
                () -> billing.subscriptions.previewPlanChange(
                        ana, begun.id(), premium.id(), ChangeTime.NOW, Instant.parse("2026-02-01T00:00:00Z")));
        house.clock.moveTo(Instant.parse("2026-01-20T00:00:00Z"));
        assertRefused(
                RequestRefusal.INVALID,
                () -> billing.subscriptions.changePlan(
                        ana, begun.id(), premium.id(), ChangeTime.NOW, Instant.parse("2026-01-19T23:44:59Z"), ANY));
    }

    @Test
    void credits_nothing_that_is_not_paid() {
        Subscription begun = active(standard);
        change(begun, premium);

        assertRefused(SubscriptionRefusal.UNPAID, () -> change(begun, standard));
        billing.pay(begun);
        PlanChange down = change(begun, standard);

        assertThat(Objects.requireNonNull(down.invoice()).total().minor()).isEqualTo(-3_700);
        billing.moveTo("2026-02-01T00:00:00Z");
        assertThat(billing.invoicesOf(begun).getLast().status())
                .as("paid by the credit")
                .isEqualTo(InvoiceStatus.PAID);
    }

    // ---- payments

    @Test
    void falls_due_and_recovers() {
        Subscription begun = active(standard);
        billing.moveTo("2026-02-01T00:00:00Z");
        billing.decline(begun, Instant.parse("2026-02-04T00:00:00Z"));

        assertThat(live().status()).isEqualTo(SubscriptionStatus.PAST_DUE);
        assertThat(quota().documentsMax()).as("still gives what it grants").isEqualTo(2_000);
        assertRefused(SubscriptionRefusal.UNPAID, () -> change(begun, premium));
        billing.pay(begun);

        assertThat(live().status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(live().currentPeriodEnd()).isEqualTo("2026-03-01T00:00:00Z");
    }

    @Test
    void stays_past_due_while_another_invoice_is_declined() {
        Subscription begun = active(standard);
        billing.moveTo("2026-02-01T00:00:00Z");
        billing.decline(begun, null);
        billing.moveTo("2026-03-01T00:00:00Z");
        billing.decline(begun, null);
        List<Invoice> open = billing.invoicesOf(begun).stream()
                .filter(invoice -> invoice.status() == InvoiceStatus.FAILED)
                .toList();
        assertThat(open).hasSize(2);

        billing.pay(open.getFirst());
        assertThat(live().status()).isEqualTo(SubscriptionStatus.PAST_DUE);
        billing.pay(open.getLast());
        assertThat(live().status()).isEqualTo(SubscriptionStatus.ACTIVE);
    }

    @Test
    void is_canceled_when_every_try_is_spent() {
        Subscription begun = active(standard);
        billing.moveTo("2026-02-01T00:00:00Z");
        billing.decline(begun, null);

        billing.giveUp(begun);

        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(live().planId()).isEqualTo(free.id());
        assertThat(quota().documentsMax()).isEqualTo(100);
    }

    @Test
    void rests_when_every_try_is_spent_if_its_plan_says_so_and_goes_on_when_somebody_pays() {
        Plan patient = billing.offer("Patient", 2_000, BillingInterval.MONTH, EndAction.PAUSE);
        Subscription begun = active(patient);
        billing.moveTo("2026-02-01T00:00:00Z");
        billing.decline(begun, null);
        billing.giveUp(begun);
        assertThat(live().pauseReason()).isEqualTo(PauseReason.UNPAID);
        assertThat(quota().documentsMax()).as("what costs nothing").isEqualTo(100);
        billing.moveTo("2026-04-01T00:00:00Z");
        assertThat(billing.charged(begun)).as("rests, and costs nothing").hasSize(2);

        billing.subscriptions.resume(ana, begun.id(), ANY);

        assertThat(live().status()).isEqualTo(SubscriptionStatus.INCOMPLETE);
        assertThat(live().billingAnchor()).isEqualTo("2026-04-01T00:00:00Z");
        billing.pay(begun);
        assertThat(live().status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(quota().documentsMax()).isNull();
    }

    // ---- pause

    @Test
    void M1_staff_pause_with_a_credit_and_resume_with_a_charge_in_the_same_periods() {
        Subscription begun = active(standard);
        house.clock.moveTo(Instant.parse("2026-01-16T12:00:00Z"));
        assertRefused(RequestRefusal.FORBIDDEN, () -> billing.subscriptions.pause(ana, begun.id(), ANY));

        billing.subscriptions.pause(house.operator, begun.id(), ANY);

        assertThat(live().status()).isEqualTo(SubscriptionStatus.PAUSED);
        assertThat(quota().documentsMax()).isEqualTo(100);
        billing.moveTo("2026-02-15T00:00:00Z");
        assertRefused(RequestRefusal.FORBIDDEN, () -> billing.subscriptions.resume(ana, begun.id(), ANY));
        billing.subscriptions.resume(house.operator, begun.id(), ANY);

        assertThat(live().status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(live().currentPeriodStart()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(billing.charged(begun)).containsExactly(List.of(1_200L), List.of(-600L), List.of(600L));
        assertThat(billing.invoicesOf(begun).getLast().status())
                .as("paid by the credit")
                .isEqualTo(InvoiceStatus.PAID);
        assertRefused(
                SubscriptionRefusal.NOT_PAUSED, () -> billing.subscriptions.resume(house.operator, begun.id(), ANY));
    }

    // ---- trials

    @Test
    void a_trial_costs_nothing_and_is_told_of_before_it_ends() {
        Subscription tried = trial(standard);

        assertThat(tried.status()).isEqualTo(SubscriptionStatus.TRIALING);
        assertThat(tried.trialEnd()).isEqualTo("2026-01-15T00:00:00Z");
        assertThat(quota().documentsMax()).isEqualTo(2_000);
        billing.moveTo("2026-01-11T23:59:59Z");
        assertThat(live().trialRemindedAt()).isNull();
        billing.moveTo("2026-01-12T00:00:00Z");
        billing.moveTo("2026-01-13T00:00:00Z");

        assertThat(live().trialRemindedAt()).isEqualTo("2026-01-12T00:00:00Z");
        assertThat(house.lastMailTo("ana@example.org")).contains("2026-01-15", "Standard");
        assertThat(billing.invoicesOf(tried)).isEmpty();
    }

    @Test
    void a_trial_goes_on_as_paid_for_if_somebody_can_pay_and_is_counted_from_its_end() {
        billing.payable.add(account.id());
        Subscription tried = trial(standard);

        billing.moveTo("2026-01-15T00:00:00Z");

        assertThat(live().status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(live().billingAnchor()).isEqualTo("2026-01-15T00:00:00Z");
        assertThat(live().currentPeriodEnd()).isEqualTo("2026-02-15T00:00:00Z");
        assertThat(billing.charged(tried)).containsExactly(List.of(1_200L));
        assertThat(trials()).extracting(Trial::active).containsExactly(false);
    }

    @Test
    void a_trial_without_a_way_to_pay_ends_or_rests_as_its_plan_says() {
        Subscription tried = trial(standard);
        billing.moveTo("2026-01-15T00:00:00Z");
        assertThat(stored(tried).status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(live().planId()).isEqualTo(free.id());

        Plan patient = billing.offer("Patient", 2_000, BillingInterval.MONTH, EndAction.PAUSE);
        Account ben = house.anAccount("ben@example.org");
        Actor him = house.signIn("ben@example.org");
        Subscription his = billing.subscriptions.start(
                him, NewSubscription.to(patient.id()).tried());
        billing.moveTo("2026-01-29T00:00:00Z");
        assertThat(billing.live(ben.id()).pauseReason()).isEqualTo(PauseReason.TRIAL_ENDED);
        assertThat(billing.subscriptions.resume(him, his.id(), ANY).status()).isEqualTo(SubscriptionStatus.INCOMPLETE);
        billing.pay(his);
        assertThat(billing.live(ben.id()).status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(billing.charged(his)).containsExactly(List.of(2_000L));
    }

    @Test
    void in_a_trial_a_change_of_plan_sets_nothing_off_and_counts_from_the_end() {
        billing.payable.add(account.id());
        Subscription tried = trial(standard);

        PlanChange change = change(tried, premium);
        billing.moveTo("2026-01-15T00:00:00Z");

        assertThat(change.invoice()).isNull();
        assertThat(billing.charged(tried)).containsExactly(List.of(4_900L));
    }

    @Test
    void a_trial_is_given_once_also_to_an_address_that_was_erased() {
        Subscription tried = trial(standard);
        billing.subscriptions.cancel(ana, tried.id(), ANY);
        assertThat(trials()).extracting(Trial::active).containsExactly(false);
        assertRefused(TrialRefusal.USED, () -> trial(premium));
        assertThat(live().planId()).as("a refusal leaves everything as it was").isEqualTo(free.id());

        house.tenon.personalData().erase(house.operator, account.id(), null);
        Account again = house.anAccount("ana@example.org");
        assertRefused(
                TrialRefusal.USED,
                () -> billing.subscriptions.start(
                        house.operator,
                        NewSubscription.to(standard.id()).tried().by(again.id())));
    }

    // ---- organizations, and who may

    @Test
    void an_organizations_subscription_is_for_those_who_run_it() {
        OrganizationId acme = house.storage.organizationFixture().found(account.id());
        Actor member = house.aPerson("member@example.org");
        house.storage.organizationFixture().join(acme, id(member), MemberRole.MEMBER);
        Actor stranger = house.aPerson("stranger@example.org");
        NewSubscription wanted = NewSubscription.to(standard.id()).of(acme);
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> billing.subscriptions.start(stranger, wanted));
        assertRefused(RequestRefusal.FORBIDDEN, () -> billing.subscriptions.start(member, wanted));

        Subscription begun = billing.subscriptions.start(ana, wanted);
        billing.pay(begun);

        assertThat(begun.subject()).isEqualTo(acme);
        assertThat(live().planId()).as("hers is another").isEqualTo(free.id());
        assertThat(house.storage.quotas().find(acme).orElseThrow().documentsMax())
                .isEqualTo(2_000);
        assertThat(house.storage.members().seats(acme, 100).most()).isEqualTo(5);
        assertThat(billing.subscriptions
                        .list(ana, SubscriptionFilter.of(acme), FIRST)
                        .items())
                .hasSize(1);
        assertRefused(SubscriptionRefusal.NOT_FOUND, () -> billing.subscriptions.get(member, begun.id()));
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> billing.subscriptions.list(member, SubscriptionFilter.of(acme), FIRST));
        assertRefused(
                OrganizationRefusal.NOT_FOUND,
                () -> billing.subscriptions.list(stranger, SubscriptionFilter.of(acme), FIRST));

        billing.subscriptions.cancel(ana, begun.id(), ANY);

        assertThat(house.storage.subscriptions().findLive(acme)).as("no plan").isEmpty();
        assertThat(house.storage.members().seats(acme, 100).most()).isEqualTo(100);
    }

    @Test
    void C1_anothers_subscription_does_not_exist() {
        Subscription hers = active(standard);
        Actor ben = house.aPerson("ben@example.org");

        assertRefused(SubscriptionRefusal.NOT_FOUND, () -> billing.subscriptions.get(ben, hers.id()));
        assertRefused(SubscriptionRefusal.NOT_FOUND, () -> billing.subscriptions.cancel(ben, hers.id(), ANY));
        assertRefused(
                SubscriptionRefusal.NOT_FOUND,
                () -> billing.subscriptions.cancel(ben, new SubscriptionId(Fixtures.anId()), ANY));
        assertRefused(RequestRefusal.FORBIDDEN, () -> billing.subscriptions.list(ben, SubscriptionFilter.all(), FIRST));
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> billing.subscriptions.list(ben, SubscriptionFilter.of(account.id()), FIRST));
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> billing.subscriptions.start(
                        ben, NewSubscription.to(standard.id()).by(account.id())));
    }

    @Test
    void neither_a_key_nor_who_works_in_anothers_name_spends_money() {
        Actor key = Actor.keyOf(
                account.id(),
                new ApiKeyId(Fixtures.anId()),
                Set.of("profile:read", "billing:read", "billing:write"),
                TenonInMemory.ORIGIN);
        Actor helper = ana.impersonatedBy(Fixtures.aUserId());
        NewSubscription wanted = NewSubscription.to(standard.id());

        assertRefused(ApiKeyRefusal.NOT_HERE, () -> billing.subscriptions.start(key, wanted));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> billing.subscriptions.start(helper, wanted));
        assertThat(billing.subscriptions.get(key, live().id()).planId()).isEqualTo(free.id());
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> billing.subscriptions.start(house.anonymous, wanted));
    }

    // ---- the short ways

    private Subscription start(Plan plan) {
        return billing.subscriptions.start(ana, NewSubscription.to(plan.id()));
    }

    private Subscription trial(Plan plan) {
        return billing.subscriptions.start(ana, NewSubscription.to(plan.id()).tried());
    }

    private Subscription active(Plan plan) {
        Subscription begun = start(plan);
        billing.pay(begun);
        return stored(begun);
    }

    private PlanChange change(Subscription subscription, Plan plan) {
        return billing.subscriptions.changePlan(ana, subscription.id(), plan.id(), ChangeTime.NOW, null, ANY);
    }

    private Subscription live() {
        return billing.live(account.id());
    }

    private Subscription stored(Subscription subscription) {
        return house.storage.subscriptions().find(subscription.id()).orElseThrow();
    }

    private List<SubscriptionStatus> statuses() {
        return billing.subscriptions.list(ana, SubscriptionFilter.mine(), FIRST).items().stream()
                .map(Subscription::status)
                .toList();
    }

    private List<Trial> trials() {
        return billing.billing.trials().list(ana, FIRST).items();
    }

    private Quota quota() {
        return house.storage.quotas().find(account.id()).orElseThrow();
    }

    private static UserId id(Actor actor) {
        return Objects.requireNonNull(actor.userId());
    }

    private static Plan archived(Plan plan) {
        return copy(plan, plan.price(), plan.maxDocuments(), false);
    }

    private static Plan priced(Plan plan, long minor) {
        return copy(plan, new Money(minor, plan.price().currency()), plan.maxDocuments(), true);
    }

    private static Plan limited(Plan plan, long documents) {
        return copy(plan, plan.price(), documents, true);
    }

    private static Plan euros(Plan plan) {
        return copy(plan, new Money(plan.price().minor(), Currency.getInstance("EUR")), plan.maxDocuments(), true);
    }

    private static Plan copy(Plan plan, Money price, @Nullable Long documents, boolean active) {
        return new Plan(
                plan.id(),
                plan.name(),
                price,
                plan.interval(),
                plan.description(),
                documents,
                plan.maxStorageGb(),
                plan.trialDays(),
                plan.maxSeats(),
                plan.trialEndAction(),
                plan.unpaidAction(),
                active,
                plan.createdAt(),
                plan.updatedAt(),
                plan.archivedAt(),
                plan.revision(),
                plan.features());
    }
}
