package dev.tenon.core.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.ChangeTime;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.plans.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a subscription when staff withdraws or gives up what it was charged; the clock begins with 2026. */
class WithdrawnInvoicesTest {

    private static final Expected ANY = Expected.any();

    private final BillingHouse billing = new BillingHouse();
    private final TenonInMemory house = billing.house;
    private final Account account = house.anAccount("ana@example.org");
    private final Actor ana = house.signIn("ana@example.org");
    private final Plan standard = billing.plan("Standard");
    private final Plan premium = billing.plan("Premium");
    private final Invoices invoices = house.tenon.invoices();

    @Test
    void one_that_waits_for_its_first_payment_expires_when_its_invoice_is_withdrawn() {
        Subscription begun = start();

        invoices.withdraw(house.operator, last(begun).id());

        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.EXPIRED);
        assertThat(billing.live(account.id()).isFree())
                .as("Free again, and not two")
                .isTrue();
        assertThat(house.auditedActions()).contains("invoice.voided", "subscription.expired");
        assertThat(start().status()).as("there is room for another").isEqualTo(SubscriptionStatus.INCOMPLETE);
    }

    @Test
    void and_when_it_is_given_up() {
        Subscription begun = start();

        invoices.giveUp(house.operator, last(begun).id());

        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.EXPIRED);
        assertThat(last(begun).status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
    }

    @Test
    void one_that_is_past_due_goes_on_when_nothing_else_is_unpaid() {
        Subscription begun = start();
        billing.pay(begun);
        billing.moveTo("2026-02-01T00:00:00Z");
        billing.decline(begun, null);
        billing.moveTo("2026-03-01T00:00:00Z");
        billing.decline(begun, null);
        List<Invoice> open = billing.invoicesOf(begun);

        invoices.withdraw(house.operator, open.get(1).id());
        assertThat(stored(begun).status()).as("March is unpaid").isEqualTo(SubscriptionStatus.PAST_DUE);
        invoices.withdraw(house.operator, open.get(2).id());

        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(house.auditedActions())
                .containsSubsequence("invoice.voided", "subscription.charge-withdrawn", "subscription.activated");
    }

    @Test
    void M1_what_was_withdrawn_is_never_credited() {
        Subscription begun = start();
        billing.pay(begun);
        billing.moveTo("2026-02-01T00:00:00Z");
        invoices.withdraw(house.operator, last(begun).id());
        assertThat(stored(begun).periodBilled())
                .isEqualTo(Money.zero(standard.price().currency()));

        billing.moveTo("2026-02-15T00:00:00Z");
        billing.subscriptions.changePlan(ana, begun.id(), premium.id(), ChangeTime.NOW, null, ANY);

        assertThat(last(begun).lines())
                .extracting(InvoiceLine::amount)
                .as("half of February on Premium, and nothing for the half on Standard that was not paid for")
                .containsExactly(new Money(2_450, standard.price().currency()));
    }

    @Test
    void one_that_has_ended_stays_as_it_is() {
        Subscription begun = start();
        billing.pay(begun);
        billing.moveTo("2026-02-01T00:00:00Z");
        billing.subscriptions.cancel(ana, begun.id(), ANY);

        invoices.withdraw(house.operator, last(begun).id());

        assertThat(stored(begun).status()).isEqualTo(SubscriptionStatus.CANCELED);
    }

    private Subscription start() {
        return billing.subscriptions.start(ana, NewSubscription.to(standard.id()));
    }

    private Invoice last(Subscription subscription) {
        List<Invoice> all = billing.invoicesOf(subscription);
        return all.get(all.size() - 1);
    }

    private Subscription stored(Subscription subscription) {
        return house.storage.subscriptions().find(subscription.id()).orElseThrow();
    }
}
