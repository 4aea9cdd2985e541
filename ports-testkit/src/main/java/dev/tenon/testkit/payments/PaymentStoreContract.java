package dev.tenon.testkit.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentBacklog;
import dev.tenon.ports.payments.PaymentEvents.Receipt;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.PaymentTrigger;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.payments.spi.PaymentGateway.GatewayEvent;
import dev.tenon.ports.payments.spi.PaymentMethodStore;
import dev.tenon.ports.payments.spi.PaymentMethodStore.RemovedMethod;
import dev.tenon.ports.payments.spi.PaymentStore;
import dev.tenon.ports.payments.spi.PaymentStore.Tries;
import dev.tenon.ports.payments.spi.RefundStore;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.net.URI;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of payments, refunds, ways of paying and events does. */
public abstract class PaymentStoreContract extends StorageContract {

    private static final Currency USD = Currency.getInstance("USD");
    private static final PageRequest PAGE = PageRequest.first(100);
    private static final Instant LATER = START.plusSeconds(60);

    private final AtomicLong numbers = new AtomicLong();

    /** Organizations in the storage of the present test. */
    protected abstract OrganizationFixture organizations();

    // ---- payments

    @Test
    void finds_a_payment_as_it_was_written() {
        Invoice invoice = anInvoice();
        Payment payment = aPayment(invoice, PaymentStatus.PENDING, START);

        assertThat(insert(payment, "a".repeat(64))).contains(payment);

        assertThat(payments().find(payment.id())).contains(payment);
        assertThat(payments().findOpen(invoice.id())).contains(payment);
        assertThat(payments().findByRequest("a".repeat(64))).contains(payment);
        assertThat(payments().findByRequest("b".repeat(64))).isEmpty();
        assertThat(payments().find(new PaymentId(Fixtures.anId()))).isEmpty();
        assertThat(payments().list(invoice.id(), PAGE).items()).containsExactly(payment);
    }

    @Test
    void numbers_the_tries_of_an_invoice() {
        Invoice invoice = anInvoice();

        Payment first =
                insert(aPayment(invoice, PaymentStatus.FAILED, START), null).orElseThrow();
        Payment second =
                insert(aPayment(invoice, PaymentStatus.FAILED, LATER), null).orElseThrow();

        assertThat(first.number()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
        assertThat(payments().list(invoice.id(), PAGE).items()).containsExactly(second, first);
    }

    @Test
    void M2_an_invoice_has_one_open_payment_at_most() {
        Invoice invoice = anInvoice();

        List<Boolean> opened = Race.of(
                20,
                number -> insert(aPayment(invoice, PaymentStatus.PENDING, START), null)
                        .isPresent());

        assertThat(opened).containsOnlyOnce(true);
        assertThat(insert(aPayment(invoice, PaymentStatus.UNKNOWN, START), null))
                .isEmpty();
        assertThat(insert(aPayment(invoice, PaymentStatus.NEEDS_ACTION, START), null))
                .isEmpty();
        assertThat(insert(aPayment(invoice, PaymentStatus.SUCCEEDED, START), null))
                .as("what is known by now")
                .isPresent();
    }

    @Test
    void writes_what_became_of_a_payment_and_when_it_was_told() {
        Payment payment = insert(aPayment(anInvoice(), PaymentStatus.PENDING, START), null)
                .orElseThrow();

        Payment waiting = changed(payment, PaymentStatus.NEEDS_ACTION, null);
        change(() -> payments().update(waiting, LATER));
        assertThat(payments().find(payment.id())).contains(waiting);
        assertThat(payments().toldAt(payment.id())).contains(LATER);

        Payment done = changed(payment, PaymentStatus.SUCCEEDED, LATER);
        change(() -> payments().update(done, null));
        assertThat(payments().find(payment.id())).contains(done);
        assertThat(payments().toldAt(payment.id())).contains(LATER);
    }

    @Test
    void counts_what_is_open_and_what_failed_lately() {
        insert(aPayment(anInvoice(), PaymentStatus.PENDING, START), null);
        insert(aPayment(anInvoice(), PaymentStatus.NEEDS_ACTION, START), null);
        Payment unknown = insert(aPayment(anInvoice(), PaymentStatus.UNKNOWN, START), null)
                .orElseThrow();
        Invoice invoice = anInvoice();
        insert(aPayment(invoice, PaymentStatus.FAILED, START.minusSeconds(1)), null);
        insert(aPayment(invoice, PaymentStatus.FAILED, START), null);
        insert(aPayment(invoice, PaymentStatus.DECLINED_SOFTLY, START), null);
        insert(aPayment(invoice, PaymentStatus.DECLINED_HARD, LATER), null);
        insert(aPayment(invoice, PaymentStatus.SUCCEEDED, LATER), null);
        assertThat(payments().backlog(START)).isEqualTo(new PaymentBacklog(1, 1, 1, 0, 1, 1, 1));

        change(() -> payments().update(changed(unknown, PaymentStatus.UNKNOWN, null), null));

        assertThat(payments().backlog(LATER)).isEqualTo(new PaymentBacklog(1, 1, 1, 1, 0, 1, 0));
    }

    @Test
    void M1_no_more_is_taken_for_refunds_than_came_in() {
        Payment payment = insert(aPayment(anInvoice(), PaymentStatus.SUCCEEDED, START), null)
                .orElseThrow();

        List<Boolean> taken = Race.of(20, number -> commit(() -> payments().refund(payment.id(), usd(1000))));

        assertThat(taken).filteredOn(each -> each).hasSize(2);
        assertThat(payments().find(payment.id()).orElseThrow().refunded()).isEqualTo(usd(2000));
        assertThat(commit(() -> payments().refund(payment.id(), usd(-2001)))).isFalse();
        assertThat(commit(() -> payments().refund(payment.id(), usd(-1000)))).isTrue();
        assertThat(commit(() -> payments().refund(payment.id(), usd(1900)))).isTrue();
        assertThat(payments().refundable(payment.invoiceId())).isEmpty();
        Payment declined = insert(aPayment(anInvoice(), PaymentStatus.DECLINED_HARD, START), null)
                .orElseThrow();
        assertThat(commit(() -> payments().refund(declined.id(), usd(1)))).isFalse();
    }

    @Test
    void tells_what_the_schedule_tried_and_how_often_somebody_did() {
        Invoice invoice = anInvoice();
        insert(aPayment(invoice, PaymentStatus.FAILED, START), null);
        Payment declined = insert(aPayment(invoice, PaymentStatus.DECLINED_HARD, START.plusSeconds(1)), null)
                .orElseThrow();
        insert(aPayment(invoice, PaymentStatus.FAILED, START.plusSeconds(2)), null);
        insert(aPayment(invoice, PaymentStatus.FAILED, START.plusSeconds(3)), null);
        insert(by(PaymentTrigger.PERSON, aPayment(invoice, PaymentStatus.DECLINED_SOFTLY, LATER)), null);
        insert(by(PaymentTrigger.PERSON, aPayment(invoice, PaymentStatus.DECLINED_SOFTLY, LATER.plusSeconds(1))), null);

        assertThat(payments().tries(invoice.id(), LATER.plusSeconds(1))).isEqualTo(new Tries(START, declined, 2, 1));
        assertThat(payments().tries(anInvoice().id(), START)).isEqualTo(new Tries(null, null, 0, 0));
    }

    @Test
    void claims_what_is_due_the_longest_waiting_first_and_each_for_one() {
        Invoice second = anInvoice(LATER);
        Invoice first = anInvoice(START);
        Invoice busy = anInvoice(START);
        insert(aPayment(busy, PaymentStatus.UNKNOWN, START), null);

        assertThat(commit(() -> payments().claimDue(START.minusSeconds(1)))).isEmpty();
        assertThat(commit(() -> payments().claimDue(LATER))).contains(first.id());
        Optional<InvoiceId> other = commit(() -> {
            payments().claimDue(LATER);
            return Race.aside(() -> commit(() -> payments().claimDue(LATER)));
        });
        assertThat(other).as("passes by what somebody else holds").contains(second.id());
    }

    @Test
    void claims_checks_for_one_and_puts_the_next_one_off() {
        Payment payment = insert(aPayment(anInvoice(), PaymentStatus.PENDING, START), null)
                .orElseThrow();

        assertThat(commit(() -> payments().claimChecks(START, LATER, 10))).isEmpty();
        List<Payment> claimed = commit(() -> payments().claimChecks(LATER, LATER.plusSeconds(60), 10));
        assertThat(commit(() -> payments().claimChecks(LATER, LATER.plusSeconds(60), 10)))
                .isEmpty();

        assertThat(claimed).extracting(Payment::id).containsExactly(payment.id());
        assertThat(claimed.get(0).checks()).isEqualTo(1);
        assertThat(claimed.get(0).nextCheckAt()).isEqualTo(LATER.plusSeconds(60));
    }

    @Test
    void knows_the_open_invoices_of_somebody() {
        Invoice invoice = anInvoice();

        assertThat(payments().open(invoice.subject(), 10)).containsExactly(invoice.id());
        assertThat(payments().open(new UserId(Fixtures.anId()), 10)).isEmpty();
        assertThat(payments().open(new OrganizationId(Fixtures.anId()), 10)).isEmpty();
    }

    // ---- refunds

    @Test
    void keeps_refunds_and_knows_what_is_on_its_way() {
        Payment payment = insert(aPayment(anInvoice(), PaymentStatus.SUCCEEDED, START), null)
                .orElseThrow();
        Refund refund = aRefund(payment, RefundStatus.PENDING, START);
        change(() -> refunds().insert(refund, "c".repeat(64)));

        assertThat(refunds().find(refund.id())).contains(refund);
        assertThat(refunds().findByRequest("c".repeat(64))).contains(refund);
        assertThat(refunds().pending(payment.invoiceId(), USD)).isEqualTo(usd(900));
        assertThat(refunds().list(payment.invoiceId(), PAGE).items()).containsExactly(refund);
        assertThat(commit(() -> refunds().claimChecks(START, LATER, 10)))
                .extracting(Refund::checks)
                .containsExactly(1);
        assertThat(commit(() -> refunds().claimChecks(START, LATER, 10))).isEmpty();

        Refund done = aRefund(refund.id(), payment, RefundStatus.SUCCEEDED, LATER);
        change(() -> refunds().update(done));
        assertThat(commit(() -> refunds().lock(refund.id())).map(Refund::status))
                .contains(RefundStatus.SUCCEEDED);
        assertThat(refunds().pending(payment.invoiceId(), USD)).isEqualTo(usd(0));
    }

    // ---- ways of paying

    @Test
    void somebody_has_one_default() {
        UserId ana = aPerson();
        PaymentMethod first = aMethod(ana, null, true, START);
        PaymentMethod second = aMethod(ana, null, true, LATER);

        assertThat(methods().preferred(ana)).map(PaymentMethod::id).contains(second.id());
        assertThat(methods().list(ana)).extracting(PaymentMethod::id).containsExactly(second.id(), first.id());
        assertThat(methods().sealedReference(first.id())).contains("sealed");
        change(() -> methods().prefer(first));
        assertThat(methods().preferred(ana)).map(PaymentMethod::id).contains(first.id());
        assertThat(commit(() -> methods().count(ana))).isEqualTo(2);
    }

    @Test
    void what_is_removed_is_found_no_more_and_waits_to_be_forgotten() {
        UserId ana = aPerson();
        PaymentMethod method = aMethod(ana, null, true, START);

        assertThat(commit(() -> methods().remove(method.id(), LATER))).isTrue();
        assertThat(commit(() -> methods().remove(method.id(), LATER))).isFalse();

        assertThat(methods().find(method.id())).isEmpty();
        assertThat(methods().preferred(ana)).isEmpty();
        assertThat(methods().list(ana)).isEmpty();
        assertThat(methods().sealedReference(method.id())).contains("sealed");
        assertThat(commit(() -> methods().claimRemoved(START, LATER, 10))).isEmpty();
        assertThat(commit(() -> methods().claimRemoved(LATER, LATER.plusSeconds(60), 10)))
                .containsExactly(new RemovedMethod(method.id(), "sandbox", "sealed"));
        assertThat(commit(() -> methods().claimRemoved(LATER, LATER.plusSeconds(60), 10)))
                .isEmpty();
        change(() -> methods().delete(method.id()));
        assertThat(methods().sealedReference(method.id())).isEmpty();
    }

    @Test
    void an_organizations_are_its_own() {
        UserId ana = aPerson();
        OrganizationId acme = organizations().found(ana);
        PaymentMethod own = aMethod(ana, null, true, START);
        PaymentMethod theirs = aMethod(null, acme, true, START);

        assertThat(methods().preferred(acme)).contains(theirs);
        assertThat(methods().preferred(ana)).contains(own);
        assertThat(commit(() -> methods().removeOf(acme, LATER))).isEqualTo(1);
        assertThat(methods().list(acme)).isEmpty();
        assertThat(methods().list(ana)).containsExactly(own);
    }

    // ---- events

    @Test
    void M3_an_event_is_taken_in_once() {
        GatewayEvent event = new GatewayEvent("evt_1", "charge", START, null, null, null);

        List<Boolean> taken =
                Race.of(20, number -> commit(() -> storage.paymentEvents().insert("sandbox", event, START)));

        assertThat(taken).containsOnlyOnce(true);
        assertThat(commit(() -> storage.paymentEvents().insert("stripe", event, LATER)))
                .as("another gateway's")
                .isTrue();
        change(() -> storage.paymentEvents().note("sandbox", "evt_1", Receipt.IGNORED));
        assertThat(commit(() -> storage.paymentEvents().deleteBefore(LATER, 10)))
                .isEqualTo(1);
        assertThat(commit(() -> storage.paymentEvents().deleteBefore(LATER, 10)))
                .isZero();
    }

    // ---- what tests start from

    private PaymentStore payments() {
        return storage.payments();
    }

    private RefundStore refunds() {
        return storage.refunds();
    }

    private PaymentMethodStore methods() {
        return storage.paymentMethods();
    }

    private Optional<Payment> insert(Payment payment, @Nullable String requestKey) {
        return commit(() -> payments().insert(payment, requestKey));
    }

    private UserId aPerson() {
        return anAccount().id();
    }

    private Invoice anInvoice() {
        return anInvoice(START);
    }

    /** An invoice of somebody's that is to be collected at this instant. */
    private Invoice anInvoice(Instant due) {
        Subscription subscription = Fixtures.aSubscription(
                aPerson(), storage.plans().findByName("Standard").orElseThrow());
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.SUBSCRIPTION_CREATE, usd(2900), due);
        return commit(() -> {
            storage.subscriptions().insert(subscription);
            storage.invoices().insert(draft);
            return storage.invoices().update(Fixtures.finalized(draft, numbers.incrementAndGet(), due));
        });
    }

    private static Payment aPayment(Invoice invoice, PaymentStatus status, Instant at) {
        return new Payment(
                new PaymentId(Fixtures.anId()),
                invoice.id(),
                1,
                PaymentTrigger.SCHEDULE,
                "sandbox",
                null,
                status,
                usd(2900),
                usd(0),
                null,
                null,
                null,
                at,
                status.isOpen() ? null : at,
                0,
                status.isOpen() ? LATER : null);
    }

    private static Payment by(PaymentTrigger trigger, Payment payment) {
        return new Payment(
                payment.id(),
                payment.invoiceId(),
                payment.number(),
                trigger,
                payment.gateway(),
                null,
                payment.status(),
                payment.amount(),
                payment.refunded(),
                null,
                null,
                null,
                payment.createdAt(),
                payment.completedAt(),
                0,
                payment.nextCheckAt());
    }

    private static Payment changed(Payment payment, PaymentStatus status, @Nullable Instant completedAt) {
        return new Payment(
                payment.id(),
                payment.invoiceId(),
                payment.number(),
                payment.trigger(),
                payment.gateway(),
                null,
                status,
                payment.amount(),
                payment.refunded(),
                "the gateway's name",
                "why",
                URI.create("https://bank.example.org/confirm"),
                payment.createdAt(),
                completedAt,
                0,
                null);
    }

    private static Refund aRefund(Payment payment, RefundStatus status, Instant at) {
        return aRefund(new RefundId(Fixtures.anId()), payment, status, at);
    }

    private static Refund aRefund(RefundId id, Payment payment, RefundStatus status, Instant at) {
        boolean isPending = status == RefundStatus.PENDING;
        return new Refund(
                id,
                payment.invoiceId(),
                payment.id(),
                status,
                usd(900),
                "goodwill",
                null,
                null,
                START,
                isPending ? null : at,
                0,
                isPending ? at : null);
    }

    private PaymentMethod aMethod(
            @Nullable UserId person, @Nullable OrganizationId organization, boolean isDefault, Instant at) {
        PaymentMethod method = new PaymentMethod(
                new PaymentMethodId(Fixtures.anId()), person, organization, "sandbox", "A card", isDefault, at);
        change(() -> methods().insert(method, "sealed"));
        return method;
    }

    private static Money usd(long minor) {
        return new Money(minor, USD);
    }
}
