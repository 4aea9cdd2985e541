package dev.tenon.core.payments;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.NewSettlement;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentBacklog;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.ports.payments.Payments;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.SandboxEvents;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What staff makes of payments that their gateway never tells of; a renewal of Standard is such a one. */
class SettlingByHandTest {

    private static final NewSettlement CAME_IN =
            new NewSettlement(PaymentStatus.SUCCEEDED, "pi_1", "seen in the gateway's dashboard");
    private static final NewSettlement DID_NOT = new NewSettlement(PaymentStatus.FAILED, null, "not in the dashboard");

    private final TenonInMemory house = new TenonInMemory();
    private final Payments payments = house.tenon.payments();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Plan standard = house.storage.plans().findByName("Standard").orElseThrow();
    private final Subscription subscription = paid();

    private Subscription paid() {
        card("card-succeeds");
        Subscription begun = house.tenon.subscriptions().start(ana, NewSubscription.to(standard.id()));
        house.runJobs();
        card("card-never-answers");
        house.clock.advance(Duration.ofDays(31));
        house.runJobs();
        return begun;
    }

    @Test
    void what_came_in_pays_the_invoice_as_if_the_gateway_had_said_so() {
        Payment stuck = stuck();

        Payment settled = payments.settle(house.operator, stuck.id(), CAME_IN);

        assertThat(settled.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(settled.reference()).isEqualTo("pi_1");
        assertThat(settled.reason()).isEqualTo("seen in the gateway's dashboard");
        assertThat(settled.completedAt()).isEqualTo(house.clock.instant());
        assertThat(renewal().status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(house.auditedActions()).contains("payment.settled", "payment.succeeded", "invoice.paid");
    }

    @Test
    void what_did_not_come_in_is_collected_again() {
        Payment stuck = stuck();
        card("card-succeeds");
        house.clock.advance(Duration.ofDays(30));
        assertThat(renewal().status()).as("nothing is charged meanwhile").isEqualTo(InvoiceStatus.PENDING);

        payments.settle(house.operator, stuck.id(), DID_NOT);
        house.runJobs();
        house.clock.advance(Duration.ofHours(1));
        house.runJobs();

        assertThat(payments.get(house.operator, stuck.id()).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(renewal().status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(house.storage
                        .subscriptions()
                        .find(subscription.id())
                        .orElseThrow()
                        .status())
                .isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(house.bank.charges())
                .as("the first period, this one and the next")
                .isEqualTo(3);
    }

    @Test
    void M2_what_the_gateway_tells_after_all_counts_and_goes_back_if_it_is_too_much() {
        Payment stuck = stuck();
        card("card-succeeds");
        payments.settle(house.operator, stuck.id(), DID_NOT);
        house.runJobs();
        house.clock.advance(Duration.ofHours(1));
        house.runJobs();
        assertThat(renewal().status()).isEqualTo(InvoiceStatus.PAID);

        SandboxEvents events = new SandboxEvents(house.secrets, TenonInMemory.EVENT_SECRET);
        String event = SandboxEvents.charge("1", house.clock.instant(), stuck.id(), "succeeded");
        house.tenon
                .paymentEvents()
                .receive(house.anonymous, "sandbox", events.sign(event, house.clock.instant()), event);

        assertThat(payments.get(house.operator, stuck.id()).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(payments.refunds(house.operator, renewal().id(), PageRequest.first(10))
                        .items())
                .singleElement()
                .satisfies(refund -> {
                    assertThat(refund.status()).isEqualTo(RefundStatus.PENDING);
                    assertThat(refund.amount()).isEqualTo(new Money(1_200, Currency.getInstance("USD")));
                });
    }

    @Test
    void M2_what_the_gateway_denies_after_staff_saw_it_stays() {
        Payment stuck = stuck();
        payments.settle(house.operator, stuck.id(), CAME_IN);

        SandboxEvents events = new SandboxEvents(house.secrets, TenonInMemory.EVENT_SECRET);
        String event = SandboxEvents.charge("1", house.clock.instant(), stuck.id(), "declined-hard");
        house.tenon
                .paymentEvents()
                .receive(house.anonymous, "sandbox", events.sign(event, house.clock.instant()), event);

        assertThat(payments.get(house.operator, stuck.id()).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(renewal().status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void refuses_one_that_is_still_asked_for_and_one_that_is_known() {
        Payment open = last();
        assertThat(open.nextCheckAt()).isNotNull();

        assertRefused(PaymentRefusal.STILL_ASKED, () -> payments.settle(house.operator, open.id(), CAME_IN));
        Payment stuck = stuck();
        payments.settle(house.operator, stuck.id(), DID_NOT);
        assertRefused(PaymentRefusal.ALREADY_KNOWN, () -> payments.settle(house.operator, stuck.id(), CAME_IN));
    }

    @Test
    void takes_one_of_two_words_and_a_reason() {
        PaymentId stuck = stuck().id();

        assertRefused(
                RequestRefusal.INVALID,
                () -> payments.settle(house.operator, stuck, new NewSettlement(PaymentStatus.UNKNOWN, null, "why")));
        assertRefused(
                RequestRefusal.INVALID,
                () -> payments.settle(house.operator, stuck, new NewSettlement(PaymentStatus.FAILED, null, " ")));
        assertRefused(
                RequestRefusal.INVALID,
                () -> payments.settle(
                        house.operator, stuck, new NewSettlement(PaymentStatus.FAILED, null, "x".repeat(101))));
    }

    @Test
    void C1_is_for_staff_alone() {
        PaymentId stuck = stuck().id();
        Actor today = house.signIn("ana@example.org");
        Actor stranger = house.aPerson("ben@example.org");
        Actor helper = house.anAdmin("staff@example.org").impersonatedBy(Fixtures.aUserId());

        assertRefused(RequestRefusal.FORBIDDEN, () -> payments.settle(today, stuck, CAME_IN));
        assertRefused(PaymentRefusal.NOT_FOUND, () -> payments.settle(stranger, stuck, CAME_IN));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> payments.settle(helper, stuck, CAME_IN));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> payments.settle(house.anonymous, stuck, CAME_IN));
    }

    @Test
    void the_backlog_tells_what_is_open_what_is_stuck_and_what_failed_within_a_day() {
        assertThat(payments.backlog(house.operator)).isEqualTo(new PaymentBacklog(0, 0, 1, 0, 0, 0, 0));
        Payment stuck = stuck();
        assertThat(payments.backlog(house.operator)).isEqualTo(new PaymentBacklog(0, 0, 1, 1, 0, 0, 0));

        payments.settle(house.operator, stuck.id(), DID_NOT);
        assertThat(payments.backlog(house.operator)).isEqualTo(new PaymentBacklog(0, 0, 0, 0, 0, 0, 1));
        assertRefused(RequestRefusal.FORBIDDEN, () -> payments.backlog(house.signIn("ana@example.org")));
    }

    /** The payment once its gateway was asked for the last time. */
    private Payment stuck() {
        for (int day = 0; day < 8; day++) {
            house.clock.advance(Duration.ofDays(1));
            house.runJobs();
        }
        Payment payment = last();
        assertThat(payment.status()).isEqualTo(PaymentStatus.UNKNOWN);
        assertThat(payment.nextCheckAt()).isNull();
        return payment;
    }

    private Payment last() {
        List<Payment> tries = payments.list(house.operator, renewal().id(), PageRequest.first(10))
                .items();
        return tries.get(0);
    }

    private Invoice renewal() {
        return house
                .storage
                .invoices()
                .list(InvoiceFilter.all().on(subscription.id()), PageRequest.first(10))
                .items()
                .stream()
                .filter(invoice -> invoice.number() != null && invoice.number() == 2)
                .findFirst()
                .orElseThrow();
    }

    private void card(String token) {
        Actor person = house.signIn("ana@example.org");
        house.tenon.paymentMethods().add(person, new NewPaymentMethod(null, null, token, true));
    }
}
