package dev.tenon.core.payments;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentEvents;
import dev.tenon.ports.payments.PaymentEvents.Receipt;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.SandboxEvents;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentEventsTest {

    private final TenonInMemory house = new TenonInMemory();
    private final PaymentEvents events = house.tenon.paymentEvents();
    private final SandboxEvents sandbox = new SandboxEvents(house.secrets, TenonInMemory.EVENT_SECRET);
    private final Actor ana = house.aPerson("ana@example.org");
    private final Payment waiting = aPayment();

    @Test
    void M3_an_event_tells_what_became_of_a_payment() {
        assertThat(receive(charge("1", now(), "succeeded"))).isEqualTo(Receipt.APPLIED);

        assertThat(payment().status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(invoice().status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(house.auditedActions()).contains("payment.succeeded", "invoice.paid");
    }

    @Test
    void M3_the_same_event_is_taken_in_once() {
        String event = charge("1", now(), "succeeded");

        List<Receipt> receipts = Race.of(20, number -> receive(event));

        assertThat(receipts).containsOnlyOnce(Receipt.APPLIED).containsOnly(Receipt.APPLIED, Receipt.REPEATED);
        assertThat(invoice().amountPaid()).isEqualTo(invoice().total());
    }

    @Test
    void M3_events_that_come_in_another_order_leave_the_newest() {
        assertThat(receive(charge("2", now().plusSeconds(10), "waiting"))).isEqualTo(Receipt.APPLIED);
        assertThat(receive(charge("1", now(), "declined-softly"))).isEqualTo(Receipt.OUTDATED);
        assertThat(payment().status()).isEqualTo(PaymentStatus.NEEDS_ACTION);

        assertThat(receive(charge("3", now().plusSeconds(20), "succeeded"))).isEqualTo(Receipt.APPLIED);
        assertThat(receive(charge("4", now().plusSeconds(30), "declined-hard"))).isEqualTo(Receipt.OUTDATED);
        assertThat(payment().status()).isEqualTo(PaymentStatus.SUCCEEDED);
    }

    @Test
    void M3_money_that_came_in_after_a_decline_counts() {
        assertThat(receive(charge("1", now(), "declined-softly"))).isEqualTo(Receipt.APPLIED);
        assertThat(receive(charge("2", now().plusSeconds(1), "succeeded"))).isEqualTo(Receipt.APPLIED);

        assertThat(invoice().status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void M3_an_event_is_signed_over_its_very_bytes_within_five_minutes() {
        String event = charge("1", now(), "succeeded");
        String good = sandbox.sign(event, now());

        assertRefused(code(), () -> events.receive(house.anonymous, "sandbox", null, event));
        assertRefused(code(), () -> events.receive(house.anonymous, "sandbox", good, event + " "));
        assertRefused(
                code(),
                () -> events.receive(
                        house.anonymous,
                        "sandbox",
                        new SandboxEvents(house.secrets, "another").sign(event, now()),
                        event));
        assertRefused(
                code(),
                () -> events.receive(house.anonymous, "sandbox", sandbox.sign(event, now().minusSeconds(301)), event));
        assertRefused(
                code(),
                () -> events.receive(house.anonymous, "sandbox", sandbox.sign(event, now().plusSeconds(301)), event));
        assertThat(payment().status()).isEqualTo(PaymentStatus.NEEDS_ACTION);
        String replaced = good.replace("v1=", "v1=" + "0".repeat(64) + ",v1=");
        assertThat(events.receive(house.anonymous, "sandbox", replaced, event))
                .as("while a secret is replaced there are two signatures")
                .isEqualTo(Receipt.APPLIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=",
                "v1=",
                "t=1,v1=",
                "t=a,v1=b",
                "t=99999999999999999999,v1=00",
                "t=-1,v1=00",
                ",,,",
                "=",
                "t"
            })
    void M3_refuses_what_is_no_signature(String signature) {
        assertRefused(code(), () -> events.receive(house.anonymous, "sandbox", signature, "{}"));
    }

    @Test
    void what_it_is_about_nothing_that_is_known_is_ignored_and_kept() {
        String unknown = """
                {"id": "1", "type": "moon.rose", "occurredAt": "2026-01-01T00:00:00Z"}""";
        String strangers = SandboxEvents.charge("2", now(), new PaymentId(Fixtures.anId()), "succeeded");

        assertThat(receive(unknown)).isEqualTo(Receipt.IGNORED);
        assertThat(receive(unknown)).isEqualTo(Receipt.REPEATED);
        assertThat(receive(strangers)).isEqualTo(Receipt.IGNORED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "7", "{}", "{\"id\": 7}", "{\"id\": \"1\", \"type\": \"a\", \"occurredAt\": \"b\"}"})
    void refuses_what_is_no_event(String body) {
        assertRefused(PaymentRefusal.EVENT_NOT_READABLE, () -> receive(body));
    }

    @Test
    void refuses_gateways_that_tell_nothing() {
        assertRefused(
                PaymentRefusal.GATEWAY_NOT_FOUND, () -> events.receive(house.anonymous, "stripe", "t=1,v1=00", "{}"));
        assertRefused(PaymentRefusal.GATEWAY_NOT_FOUND, () -> events.receive(house.anonymous, "manual", null, "{}"));
    }

    private static RefusalCode code() {
        return PaymentRefusal.EVENT_NOT_SIGNED;
    }

    private Receipt receive(String event) {
        return events.receive(house.anonymous, "sandbox", sandbox.sign(event, now()), event);
    }

    private String charge(String id, Instant at, String status) {
        return SandboxEvents.charge(id, at, waiting.id(), status);
    }

    private Instant now() {
        return house.clock.instant();
    }

    private Payment payment() {
        return house.tenon.payments().get(house.operator, waiting.id());
    }

    private Invoice invoice() {
        return house.storage.invoices().find(waiting.invoiceId()).orElseThrow();
    }

    private Payment aPayment() {
        house.tenon.paymentMethods().add(ana, new NewPaymentMethod(null, null, "card-is-never-confirmed", true));
        Subscription subscription = house.storage
                .subscriptions()
                .findLive(Objects.requireNonNull(ana.userId()))
                .orElseThrow();
        Money price = new Money(2900, Currency.getInstance("USD"));
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, price, now());
        house.storage.unitOfWork().run(() -> {
            house.storage.invoices().insert(draft);
            return house.storage.invoices().update(Fixtures.finalized(draft, 1, now()));
        });
        return house.tenon.payments().pay(ana, draft.id(), null);
    }
}
