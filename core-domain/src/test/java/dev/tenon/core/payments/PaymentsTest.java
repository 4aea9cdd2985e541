package dev.tenon.core.payments;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.NewReceipt;
import dev.tenon.ports.payments.NewRefund;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsTest {

    private static final Currency USD = Currency.getInstance("USD");
    private static final PageRequest PAGE = PageRequest.first(100);

    private final TenonInMemory house = new TenonInMemory();
    private final Payments payments = house.tenon.payments();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Actor ben = house.aPerson("ben@example.org");
    private long numbers;

    // ---- collected by itself

    @Test
    void what_is_due_is_collected_with_the_default_way_of_paying() {
        card("card-succeeds");
        Invoice invoice = anInvoice(2900);

        house.runJobs();

        Payment payment = only(invoice);
        assertThat(payment.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(payment.amount()).isEqualTo(usd(2900));
        assertThat(payment.number()).isEqualTo(1);
        assertThat(payment.gateway()).isEqualTo("sandbox");
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(house.bank.charges()).isEqualTo(1);
        assertThat(house.auditedActions()).contains("payment.started", "payment.succeeded", "invoice.paid");
    }

    @Test
    void soft_declines_are_retried_after_three_eight_and_fifteen_days_and_then_given_up() {
        card("card-declines-softly");
        Invoice invoice = anInvoice(2900);

        house.runJobs();
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.FAILED);
        assertThat(now(invoice).nextAttemptAt()).isEqualTo(at(3));
        assertThat(house.lastMailTo("ana@example.org")).contains("INV-000001", "29.00 USD");

        for (int day = 1; day <= 16; day++) {
            house.clock.advance(Duration.ofDays(1));
            house.runJobs();
        }

        assertThat(all(invoice))
                .extracting(payment -> Duration.between(invoice.createdAt(), payment.createdAt())
                        .toDays())
                .containsExactly(15L, 8L, 3L, 0L);
        assertThat(all(invoice)).allMatch(payment -> payment.status() == PaymentStatus.DECLINED_SOFTLY);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThat(now(invoice).attempts()).isEqualTo(4);
        assertThat(house.bank.charges()).isZero();
        assertThat(mails("payment-failed")).isEqualTo(3);
        assertThat(mails("payment-refused")).isEqualTo(1);
    }

    @Test
    void after_a_downtime_what_was_missed_is_tried_once() {
        card("card-declines-softly");
        Invoice invoice = anInvoice(2900);
        house.runJobs();

        house.clock.advance(Duration.ofDays(10));
        house.runJobs();

        assertThat(all(invoice)).hasSize(2);
        assertThat(now(invoice).nextAttemptAt()).isEqualTo(at(15));
    }

    @Test
    void a_hard_decline_waits_for_another_way_of_paying() {
        card("card-declines-hard");
        Invoice invoice = anInvoice(2900);

        house.runJobs();
        assertThat(house.lastMailTo("ana@example.org")).contains("INV-000001");
        house.clock.advance(Duration.ofDays(5));
        house.runJobs();
        assertThat(only(invoice).status()).isEqualTo(PaymentStatus.DECLINED_HARD);

        card("card-succeeds");
        house.runJobs();

        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(all(invoice)).hasSize(2);
    }

    @Test
    void a_hard_decline_is_given_up_when_the_last_retry_would_be() {
        card("card-declines-hard");
        Invoice invoice = anInvoice(2900);
        house.runJobs();

        house.clock.advance(Duration.ofDays(14));
        house.runJobs();
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.FAILED);
        house.clock.advance(Duration.ofDays(1));
        house.runJobs();

        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThat(all(invoice)).hasSize(1);
    }

    @Test
    void what_somebody_tries_does_not_move_the_schedule() {
        card("card-declines-softly");
        Invoice invoice = anInvoice(2900);
        house.runJobs();
        house.clock.advance(Duration.ofDays(2));

        assertThat(payments.pay(ana, invoice.id(), null).status()).isEqualTo(PaymentStatus.DECLINED_SOFTLY);
        house.runJobs();

        assertThat(now(invoice).nextAttemptAt()).isEqualTo(at(3));
        assertThat(now(invoice).attempts()).isEqualTo(1);
    }

    @Test
    void a_gateway_that_fails_is_left_alone_and_asked_again_eight_times() {
        card("card-fails");
        Invoice invoice = anInvoice(2900);

        house.runJobs();
        assertThat(now(invoice).status()).as("nobody declined it").isEqualTo(InvoiceStatus.PENDING);
        assertThat(now(invoice).nextAttemptAt())
                .isEqualTo(now(invoice).createdAt().plusSeconds(300));
        for (int hour = 0; hour < 48; hour++) {
            house.clock.advance(Duration.ofHours(1));
            house.runJobs();
        }

        assertThat(all(invoice)).hasSize(9).allMatch(payment -> payment.status() == PaymentStatus.FAILED);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.FAILED);
        assertThat(now(invoice).nextAttemptAt()).isEqualTo(at(3));
    }

    @Test
    void what_nobody_can_charge_is_a_bill_that_is_reminded_of_once_it_is_overdue() {
        Invoice invoice = anInvoice(2900);
        house.runJobs();
        house.clock.advance(Duration.ofDays(13));
        house.runJobs();
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PENDING);

        for (int day = 14; day <= 29; day++) {
            house.clock.advance(Duration.ofDays(1));
            house.runJobs();
        }

        assertThat(mails("invoice-overdue")).isEqualTo(3);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThat(all(invoice)).isEmpty();
    }

    @Test
    void a_bill_is_collected_at_once_when_there_is_a_way_to_pay_it() {
        Invoice invoice = anInvoice(2900);
        house.runJobs();
        house.clock.advance(Duration.ofDays(2));

        card("card-succeeds");
        house.runJobs();

        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
    }

    // ---- what the gateway does not say

    @Test
    void M2_a_charge_whose_answer_got_lost_is_asked_for_and_charged_once() {
        card("card-times-out");
        Invoice invoice = anInvoice(2900);

        house.runJobs();
        assertThat(only(invoice).status()).isEqualTo(PaymentStatus.UNKNOWN);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PENDING);
        assertRefused(PaymentRefusal.UNDER_WAY, () -> payments.pay(ana, invoice.id(), null));
        house.clock.advance(Duration.ofMinutes(5));
        house.runJobs();

        assertThat(only(invoice).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(house.bank.charges()).isEqualTo(1);
    }

    @Test
    void a_charge_that_never_arrived_is_ordered_anew() {
        PaymentMethod lost = card("card-never-arrives");
        Invoice invoice = anInvoice(2900);
        house.runJobs();
        assertThat(only(invoice).status()).isEqualTo(PaymentStatus.UNKNOWN);

        house.clock.advance(Duration.ofMinutes(5));
        house.runJobs();
        assertThat(only(invoice).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(only(invoice).reason()).isEqualTo("never-arrived");
        card("card-succeeds");
        house.tenon.paymentMethods().remove(ana, lost.id());
        house.runJobs();

        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(house.bank.charges()).isEqualTo(1);
    }

    @Test
    void what_has_to_be_confirmed_is_known_when_somebody_asks() {
        card("card-needs-action");
        Invoice invoice = anInvoice(2900);

        Payment payment = payments.pay(ana, invoice.id(), null);
        assertThat(payment.status()).isEqualTo(PaymentStatus.NEEDS_ACTION);
        assertThat(payment.actionUrl()).hasScheme("https");

        assertThat(payments.check(ana, payment.id()).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(payments.check(ana, payment.id()).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void what_nobody_confirms_within_a_day_is_withdrawn_and_counts_as_declined() {
        card("card-is-never-confirmed");
        Invoice invoice = anInvoice(2900);
        house.runJobs();
        assertThat(only(invoice).status()).isEqualTo(PaymentStatus.NEEDS_ACTION);

        for (int hour = 0; hour < 26; hour++) {
            house.clock.advance(Duration.ofHours(1));
            house.runJobs();
        }

        assertThat(only(invoice).status()).isEqualTo(PaymentStatus.DECLINED_SOFTLY);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.FAILED);
    }

    @Test
    void who_pays_otherwise_withdraws_what_waits_to_be_confirmed() {
        card("card-is-never-confirmed");
        Invoice invoice = anInvoice(2900);
        payments.pay(ana, invoice.id(), null);

        PaymentMethod other = card("card-succeeds");
        Payment payment = payments.pay(ana, invoice.id(), other.id());

        assertThat(payment.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(house.bank.charges()).isEqualTo(1);
        assertThat(all(invoice))
                .extracting(Payment::status)
                .containsExactly(PaymentStatus.SUCCEEDED, PaymentStatus.DECLINED_SOFTLY);
    }

    // ---- paid by somebody

    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void M2_of_many_who_pay_one_invoice_at_once_one_is_charged(int many) {
        card("card-succeeds");
        Invoice invoice = anInvoice(2900);

        List<Boolean> paid = Race.of(many, number -> {
            try {
                return payments.pay(ana, invoice.id(), null).status() == PaymentStatus.SUCCEEDED;
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isIn(PaymentRefusal.UNDER_WAY, PaymentRefusal.NOTHING_DUE);
                return false;
            }
        });

        assertThat(paid).containsOnlyOnce(true);
        assertThat(house.bank.charges()).isEqualTo(1);
        assertThat(now(invoice).amountPaid()).isEqualTo(usd(2900));
    }

    @Test
    void nobody_else_sees_or_pays() {
        PaymentMethod card = card("card-succeeds");
        Invoice invoice = anInvoice(2900);
        Actor key = Actor.keyOf(
                Objects.requireNonNull(ana.userId()),
                new ApiKeyId(Fixtures.anId()),
                Set.of("billing:read", "billing:write"),
                TenonInMemory.ORIGIN);

        assertRefused(InvoiceRefusal.NOT_FOUND, () -> payments.pay(ben, invoice.id(), null));
        assertRefused(InvoiceRefusal.NOT_FOUND, () -> payments.list(ben, invoice.id(), PAGE));
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> payments.pay(key, invoice.id(), null));
        assertThat(payments.list(key, invoice.id(), PAGE).items()).isEmpty();
        assertRefused(
                ImpersonationRefusal.NOT_HERE,
                () -> payments.pay(ana.impersonatedBy(Objects.requireNonNull(ben.userId())), invoice.id(), null));
        assertRefused(RequestRefusal.FORBIDDEN, () -> payments.pay(house.operator, invoice.id(), null));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> payments.pay(house.anonymous, invoice.id(), null));
        assertRefused(
                PaymentRefusal.METHOD_NOT_FOUND,
                () -> payments.pay(ben, anInvoiceOf(ben, 1).id(), card.id()));
        assertRefused(
                PaymentRefusal.NO_METHOD,
                () -> payments.pay(ben, anInvoiceOf(ben, 1).id(), null));
    }

    @Test
    void tries_of_one_day_are_counted() {
        card("card-declines-softly");
        Invoice invoice = anInvoice(2900);
        for (int i = 0; i < Payments.MOST_TRIES_A_DAY; i++) {
            payments.pay(ana, invoice.id(), null);
        }

        assertRefused(PaymentRefusal.TOO_MANY_TRIES, () -> payments.pay(ana, invoice.id(), null));

        house.clock.advance(Duration.ofDays(1).plusSeconds(1));
        payments.pay(ana, invoice.id(), null);
    }

    @Test
    void what_is_paid_is_not_paid_again() {
        card("card-succeeds");
        Invoice invoice = anInvoice(2900);
        payments.pay(ana, invoice.id(), null);

        assertRefused(PaymentRefusal.NOTHING_DUE, () -> payments.pay(ana, invoice.id(), null));
        assertRefused(
                PaymentRefusal.NOTHING_DUE,
                () -> payments.note(house.operator, invoice.id(), new NewReceipt("transfer", null)));
    }

    // ---- noted by staff

    @Test
    void staff_notes_what_came_in_by_another_way_all_or_a_part() {
        Invoice invoice = anInvoice(2900);

        Payment part = payments.note(house.operator, invoice.id(), new NewReceipt("line 17", usd(900)));
        assertThat(part.gateway()).isEqualTo(Payment.MANUAL);
        assertThat(now(invoice).amountDue()).isEqualTo(usd(2000));
        Payment rest = payments.note(house.operator, invoice.id(), new NewReceipt("line 18", null));

        assertThat(rest.amount()).isEqualTo(usd(2000));
        assertThat(rest.number()).isEqualTo(2);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
        assertRefused(RequestRefusal.FORBIDDEN, () -> payments.note(ana, invoice.id(), new NewReceipt("mine", null)));
    }

    @Test
    void refuses_notes_without_a_reference_and_of_another_currency() {
        Invoice invoice = anInvoice(2900);
        Money euros = new Money(1, Currency.getInstance("EUR"));

        assertRefused(
                RequestRefusal.INVALID, () -> payments.note(house.operator, invoice.id(), new NewReceipt(" ", null)));
        assertRefused(
                RequestRefusal.INVALID, () -> payments.note(house.operator, invoice.id(), new NewReceipt("a", euros)));
        assertRefused(
                RequestRefusal.INVALID, () -> payments.note(house.operator, invoice.id(), new NewReceipt("a", usd(0))));
    }

    @Test
    void what_came_in_twice_goes_back() {
        card("card-times-out");
        Invoice invoice = anInvoice(2900);
        house.runJobs();
        payments.note(house.operator, invoice.id(), new NewReceipt("transfer", null));

        house.clock.advance(Duration.ofMinutes(5));
        house.runJobs();

        assertThat(house.bank.charges()).isEqualTo(1);
        assertThat(house.bank.refunds()).isEqualTo(1);
        assertThat(now(invoice).amountPaid()).isEqualTo(usd(2900));
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
    }

    // ---- given back

    @Test
    void M1_gives_back_in_parts_and_never_more_than_came_in() {
        card("card-succeeds");
        Invoice invoice = anInvoice(2900);
        payments.pay(ana, invoice.id(), null);

        Refund part = refund(invoice, 900);
        assertThat(part.status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.PAID);
        assertRefused(InvoiceRefusal.MORE_THAN_PAID, () -> refund(invoice, 2001));
        Refund rest = payments.refund(house.operator, invoice.id(), new NewRefund(null, null, "goodwill"));

        assertThat(rest.amount()).isEqualTo(usd(2000));
        assertThat(now(invoice).status()).isEqualTo(InvoiceStatus.REFUNDED);
        assertThat(only(invoice).refunded()).isEqualTo(usd(2900));
        assertRefused(InvoiceRefusal.MORE_THAN_PAID, () -> refund(invoice, 1));
        assertThat(payments.refunds(ana, invoice.id(), PAGE).items()).containsExactly(rest, part);
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> payments.refund(ana, invoice.id(), new NewRefund(null, null, null)));
    }

    @Test
    void M1_of_many_refunds_at_once_no_more_than_came_in_goes_back() {
        card("card-succeeds");
        Invoice invoice = anInvoice(2900);
        payments.pay(ana, invoice.id(), null);

        List<Boolean> given = Race.of(50, number -> {
            try {
                return refund(invoice, 1000).status() == RefundStatus.SUCCEEDED;
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isEqualTo(InvoiceRefusal.MORE_THAN_PAID);
                return false;
            }
        });

        assertThat(given).filteredOn(each -> each).hasSize(2);
        assertThat(house.bank.refunds()).isEqualTo(2);
        assertThat(now(invoice).amountPaid()).isEqualTo(usd(900));
    }

    @Test
    void what_the_gateway_keeps_stays_paid() {
        card("card-refuses-refunds");
        Invoice invoice = anInvoice(2900);
        payments.pay(ana, invoice.id(), null);

        Refund refund = refund(invoice, 2900);

        assertThat(refund.status()).isEqualTo(RefundStatus.FAILED);
        assertThat(refund.reason()).isEqualTo("not-refundable");
        assertThat(now(invoice).amountPaid()).isEqualTo(usd(2900));
        assertThat(only(invoice).refunded()).isEqualTo(usd(0));
    }

    @Test
    void what_came_by_transfer_goes_back_by_transfer() {
        Invoice invoice = anInvoice(2900);
        payments.note(house.operator, invoice.id(), new NewReceipt("line 17", null));

        Refund refund = refund(invoice, 100);

        assertThat(refund.status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(house.bank.refunds()).isZero();
        assertThat(now(invoice).amountPaid()).isEqualTo(usd(2800));
    }

    @Test
    void payments_and_refunds_of_other_invoices_are_not_found() {
        Invoice invoice = anInvoice(2900);

        assertRefused(PaymentRefusal.NOT_FOUND, () -> payments.get(ana, new PaymentId(Fixtures.anId())));
        assertRefused(
                PaymentRefusal.NOT_FOUND,
                () -> payments.refund(
                        house.operator, invoice.id(), new NewRefund(new PaymentId(Fixtures.anId()), null, null)));
        assertThat(new RefundId(Fixtures.anId()).toString()).hasSize(36);
    }

    private Refund refund(Invoice invoice, long minor) {
        return payments.refund(house.operator, invoice.id(), new NewRefund(null, usd(minor), null));
    }

    // ---- what tests start from

    private PaymentMethod card(String token) {
        return house.tenon.paymentMethods().add(ana, new NewPaymentMethod(null, null, token, true));
    }

    private Invoice anInvoice(long minor) {
        return anInvoiceOf(ana, minor);
    }

    private Invoice anInvoiceOf(Actor person, long minor) {
        Subscription subscription = house.storage
                .subscriptions()
                .findLive(Objects.requireNonNull(person.userId()))
                .orElseThrow();
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, usd(minor), house.clock.instant());
        return house.storage.unitOfWork().run(() -> {
            house.storage.invoices().insert(draft);
            return house.storage.invoices().update(Fixtures.finalized(draft, ++numbers, house.clock.instant()));
        });
    }

    private Invoice now(Invoice invoice) {
        return house.storage.invoices().find(invoice.id()).orElseThrow();
    }

    private List<Payment> all(Invoice invoice) {
        return payments.list(house.operator, invoice.id(), PAGE).items();
    }

    private Payment only(Invoice invoice) {
        List<Payment> all = all(invoice);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Instant at(int days) {
        return MovableClock.START.plus(Duration.ofDays(days));
    }

    private long mails(String type) {
        house.runJobs();
        return house.tenon.emails().list(house.operator, EmailFilter.all(), PageRequest.first(200)).items().stream()
                .filter(mail -> mail.type().typeName().equals(type))
                .count();
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }
}
