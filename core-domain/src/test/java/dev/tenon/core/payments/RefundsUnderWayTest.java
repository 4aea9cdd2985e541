package dev.tenon.core.payments;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RefundId;
import dev.tenon.ports.payments.NewPaymentMethod;
import dev.tenon.ports.payments.NewReceipt;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.Refund;
import dev.tenon.ports.payments.RefundStatus;
import dev.tenon.testkit.Fixtures;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** While money is on its way back, nobody credits it as well; the invoice is the first one of Standard, 12.00. */
class RefundsUnderWayTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Subscription subscription = house.tenon
            .subscriptions()
            .start(
                    ana,
                    NewSubscription.to(house.storage
                            .plans()
                            .findByName("Standard")
                            .orElseThrow()
                            .id()));

    @Test
    void M1_a_credit_note_leaves_room_for_what_is_on_its_way_back() {
        house.tenon.paymentMethods().add(ana, new NewPaymentMethod(null, null, "card-succeeds", true));
        house.runJobs();
        Payment payment = payment();
        underWay(payment, 800);

        assertRefused(InvoiceRefusal.MORE_THAN_CHARGED, () -> credit(usd(401)));
        CreditNote rest = credit(null);
        house.runJobs();

        assertThat(rest.total()).as("all that is left beside it").isEqualTo(usd(400));
        assertThat(house.bank.refunds()).isEqualTo(1);
        assertThat(house.storage.invoices().notes(invoice().id()))
                .extracting(CreditNote::total)
                .containsExactly(usd(400), usd(800));
        assertThat(invoice().amountPaid()).isEqualTo(usd(400));
        assertThat(invoice().credit().given()).isEqualTo(usd(400));
        assertThat(house.auditedActions())
                .contains("refund.succeeded", "invoice.refunded")
                .doesNotContain("refund.unbooked");
    }

    @Test
    void M1_what_is_on_its_way_back_of_a_withdrawn_invoice_becomes_no_credit_beside_it() {
        house.tenon.payments().note(house.operator, invoice().id(), new NewReceipt("line 17", usd(500)));
        underWay(payment(), 300);

        house.tenon.subscriptions().cancel(ana, subscription.id(), Expected.any());

        assertThat(invoice().status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(invoice().credit().given()).as("of 5.00 that came in").isEqualTo(usd(200));
    }

    private Invoice invoice() {
        return house.storage
                .invoices()
                .list(InvoiceFilter.all().on(subscription.id()), PageRequest.first(1))
                .items()
                .get(0);
    }

    private Payment payment() {
        return house.tenon
                .payments()
                .list(house.operator, invoice().id(), PageRequest.first(1))
                .items()
                .get(0);
    }

    private CreditNote credit(@Nullable Money amount) {
        return house.tenon.invoices().credit(house.operator, invoice().id(), new NewCreditNote(amount, null));
    }

    /** As if the server had been killed before it asked the gateway. */
    private void underWay(Payment payment, long minor) {
        Refund refund = new Refund(
                new RefundId(Fixtures.anId()),
                payment.invoiceId(),
                payment.id(),
                RefundStatus.PENDING,
                usd(minor),
                null,
                null,
                null,
                house.clock.instant(),
                null,
                0,
                house.clock.instant());
        house.storage.unitOfWork().run(() -> {
            assertThat(house.storage.payments().refund(payment.id(), refund.amount()))
                    .isTrue();
            house.storage.refunds().insert(refund, null);
            return refund;
        });
    }

    private static Money usd(long minor) {
        return new Money(minor, Currency.getInstance("USD"));
    }
}
