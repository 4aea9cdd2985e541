package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.NewReceipt;
import dev.tenon.ports.payments.NewRefund;
import dev.tenon.ports.payments.NewSettlement;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentMethod;
import dev.tenon.ports.payments.PaymentStatus;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.SandboxEvents;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/** Payments, ways of paying, and what gateways tell. */
final class PaymentUseCases {

    private static final Money PRICE = new Money(2900, Currency.getInstance("USD"));

    private PaymentUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes("payments.pay", house -> {
                    Actor ana = house.aPerson("ana@example.org");
                    aCard(house, ana, "card-succeeds");
                    InvoiceId invoice = anInvoice(house, ana);
                    return () -> house.tenon.payments().pay(ana, invoice, null);
                }),
                changes("payments.note", house -> {
                    InvoiceId invoice = anInvoice(house, house.aPerson("ana@example.org"));
                    return () -> house.tenon.payments().note(house.operator, invoice, new NewReceipt("line 17", null));
                }),
                reads("payments.list", house -> {
                    InvoiceId invoice = anInvoice(house, house.aPerson("ana@example.org"));
                    return () -> house.tenon.payments().list(house.operator, invoice, PAGE);
                }),
                reads("payments.get", house -> {
                    Payment payment = aPayment(house, "card-succeeds");
                    return () -> house.tenon.payments().get(house.operator, payment.id());
                }),
                changes("payments.check", house -> {
                    Payment payment = aPayment(house, "card-needs-action");
                    return () -> house.tenon.payments().check(house.operator, payment.id());
                }),
                changes("payments.refund", house -> {
                    Payment payment = aPayment(house, "card-succeeds");
                    return () -> house.tenon
                            .payments()
                            .refund(house.operator, payment.invoiceId(), new NewRefund(null, null, "Ana Lima"));
                }),
                reads("payments.refunds", house -> {
                    InvoiceId invoice = anInvoice(house, house.aPerson("ana@example.org"));
                    return () -> house.tenon.payments().refunds(house.operator, invoice, PAGE);
                }),
                changes("payments.settle", house -> {
                    Payment payment = aPayment(house, "card-never-answers");
                    for (int day = 0; day < 10; day++) {
                        house.clock.advance(Duration.ofDays(1));
                        house.runJobs();
                    }
                    return () -> house.tenon
                            .payments()
                            .settle(
                                    house.operator,
                                    payment.id(),
                                    new NewSettlement(PaymentStatus.FAILED, null, "told by Ana Lima"));
                }),
                reads("payments.backlog", house -> () -> house.tenon.payments().backlog(house.operator)),
                reads("paymentMethods.gateways", house -> {
                    Actor ana = house.aPerson("ana@example.org");
                    return () -> house.tenon.paymentMethods().gateways(ana);
                }),
                changes("paymentMethods.add", house -> {
                    Actor ana = house.aPerson("ana@example.org");
                    return () -> aCard(house, ana, "card-succeeds");
                }),
                reads("paymentMethods.list", house -> {
                    Actor ana = house.aPerson("ana@example.org");
                    return () -> house.tenon.paymentMethods().list(ana, null);
                }),
                changes("paymentMethods.prefer", house -> {
                    Actor ana = house.aPerson("ana@example.org");
                    PaymentMethod first = aCard(house, ana, "card-succeeds");
                    aCard(house, ana, "card-succeeds");
                    return () -> house.tenon.paymentMethods().prefer(ana, first.id());
                }),
                changes("paymentMethods.remove", house -> {
                    Actor ana = house.aPerson("ana@example.org");
                    PaymentMethod card = aCard(house, ana, "card-succeeds");
                    return () -> house.tenon.paymentMethods().remove(ana, card.id());
                }),
                changes("paymentEvents.receive", house -> {
                    Payment payment = aPayment(house, "card-needs-action");
                    SandboxEvents events = new SandboxEvents(house.secrets, TenonInMemory.EVENT_SECRET);
                    String event = SandboxEvents.charge("1", house.clock.instant(), payment.id(), "succeeded");
                    return () -> house.tenon
                            .paymentEvents()
                            .receive(house.anonymous, "sandbox", events.sign(event, house.clock.instant()), event);
                }));
    }

    private static Payment aPayment(TenonInMemory house, String token) {
        Actor ana = house.aPerson("ana@example.org");
        aCard(house, ana, token);
        return house.tenon.payments().pay(ana, anInvoice(house, ana), null);
    }

    private static PaymentMethod aCard(TenonInMemory house, Actor person, String token) {
        return house.tenon.paymentMethods().add(person, new NewPaymentMethod(null, null, token, true));
    }

    private static InvoiceId anInvoice(TenonInMemory house, Actor person) {
        Subscription subscription = house.storage
                .subscriptions()
                .findLive(Objects.requireNonNull(person.userId()))
                .orElseThrow();
        Invoice draft = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, PRICE, house.clock.instant());
        house.storage.unitOfWork().run(() -> {
            house.storage.invoices().insert(draft);
            return house.storage.invoices().update(Fixtures.finalized(draft, 1, house.clock.instant()));
        });
        return draft.id();
    }
}
