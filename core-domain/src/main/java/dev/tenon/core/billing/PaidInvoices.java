package dev.tenon.core.billing;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.spi.InvoiceParticipant;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.EndAction;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What payments make of subscriptions: the first one has it begin, a missing one has it fall due, and when every try is spent, it
 * ends or rests, as its plan says. Where nobody has to pay any more, what waited for that expires or goes on. What is written by hand
 * makes nothing of it.
 */
record PaidInvoices(Kernel kernel, SubscriptionRows rows, SubscriptionNews news) implements InvoiceParticipant {

    @Override
    public void paid(Change change, Invoice invoice) {
        if (invoice.kind() == InvoiceKind.MANUAL) {
            return;
        }
        Subscription subscription = rows.locked(invoice.subscriptionId());
        switch (subscription.status()) {
            case INCOMPLETE -> {
                if (begins(invoice, subscription)) {
                    activated(change, subscription);
                }
            }
            case PAST_DUE -> {
                if (!othersFailed(invoice, subscription.id())) {
                    activated(change, subscription);
                }
            }
            case PAUSED -> {
                if (subscription.pauseReason() == PauseReason.UNPAID
                        && isOfPresentPeriod(invoice, subscription)
                        && subscription.period().contains(change.now())) {
                    activated(change, subscription);
                }
            }
            case TRIALING, ACTIVE, CANCELED, EXPIRED -> {
                // It stays what it is.
            }
        }
    }

    private static boolean begins(Invoice invoice, Subscription subscription) {
        return invoice.kind() == InvoiceKind.SUBSCRIPTION_CREATE && isOfPresentPeriod(invoice, subscription);
    }

    private static boolean isOfPresentPeriod(Invoice invoice, Subscription subscription) {
        return Objects.equals(invoice.periodStart(), subscription.currentPeriodStart());
    }

    private boolean othersFailed(Invoice paid, SubscriptionId subscription) {
        return kernel.storage().invoices().open(subscription).stream()
                .filter(id -> !id.equals(paid.id()))
                .flatMap(id -> kernel.storage().invoices().find(id).stream())
                .anyMatch(open -> open.status() == InvoiceStatus.FAILED);
    }

    private void activated(Change change, Subscription subscription) {
        rows.applies(change, rows.update(change, subscription.in(SubscriptionStatus.ACTIVE), "subscription.activated"));
    }

    @Override
    public void unpaid(Change change, Invoice invoice, @Nullable Instant nextAttempt) {
        if (invoice.kind() == InvoiceKind.MANUAL) {
            return;
        }
        Subscription subscription = rows.locked(invoice.subscriptionId());
        if (subscription.status() == SubscriptionStatus.ACTIVE) {
            rows.update(change, subscription.in(SubscriptionStatus.PAST_DUE), "subscription.fallen-due");
        }
    }

    @Override
    public void givenUp(Change change, Invoice invoice) {
        if (invoice.kind() == InvoiceKind.MANUAL) {
            return;
        }
        Subscription subscription = rows.locked(invoice.subscriptionId());
        SubscriptionStatus status = subscription.status();
        if (status == SubscriptionStatus.INCOMPLETE && begins(invoice, subscription)) {
            neverBegun(change, subscription);
            return;
        }
        if (status != SubscriptionStatus.ACTIVE && status != SubscriptionStatus.PAST_DUE) {
            return;
        }
        if (rows.plan(subscription.planId()).unpaidAction() == EndAction.PAUSE) {
            rows.applies(
                    change,
                    rows.update(
                            change,
                            subscription.paused(PauseReason.UNPAID, change.now()),
                            rows.entry("subscription.paused", subscription).with("reason", "unpaid")));
            news.pausedUnpaid(change, subscription);
            return;
        }
        rows.end(
                change,
                subscription.canceled(change.now()),
                rows.entry("subscription.canceled", subscription).with("reason", "unpaid"));
        news.canceledUnpaid(change, subscription);
    }

    @Override
    public void voided(Change change, Invoice invoice) {
        if (invoice.kind() == InvoiceKind.MANUAL) {
            return;
        }
        Subscription subscription = rows.locked(invoice.subscriptionId());
        switch (subscription.status()) {
            case INCOMPLETE -> {
                if (begins(invoice, subscription)) {
                    neverBegun(change, subscription);
                }
            }
            case ACTIVE -> uncharge(change, invoice, subscription);
            case PAST_DUE -> {
                Subscription present = uncharge(change, invoice, subscription);
                if (!othersFailed(invoice, subscription.id())) {
                    activated(change, present);
                }
            }
            case TRIALING, PAUSED, CANCELED, EXPIRED -> {
                // It stays what it is.
            }
        }
    }

    /** Nobody asks for its first payment any more. */
    private void neverBegun(Change change, Subscription subscription) {
        rows.end(
                change,
                subscription.expired(change.now()),
                rows.entry("subscription.expired", subscription).with("reason", "first-payment"));
        news.expiredUnpaid(change, subscription);
    }

    /** What was charged for the present period with a withdrawn invoice is never credited. */
    private Subscription uncharge(Change change, Invoice invoice, Subscription subscription) {
        Money charged = invoice.lines().stream()
                .filter(line -> subscription.planId().equals(line.planId()) && isOf(subscription, line))
                .map(InvoiceLine::amount)
                .filter(amount -> amount.minor() > 0)
                .reduce(Money.zero(invoice.currency()), Money::plus);
        Money billed = subscription.periodBilled();
        if (charged.minor() == 0 || billed.minor() == 0) {
            return subscription;
        }
        Money left = charged.minor() > billed.minor() ? Money.zero(billed.currency()) : billed.minus(charged);
        return rows.update(
                change,
                subscription.billed(left),
                rows.entry("subscription.charge-withdrawn", subscription).with("amount", charged.toString()));
    }

    private static boolean isOf(Subscription subscription, InvoiceLine line) {
        Instant start = line.periodStart();
        return start != null && subscription.period().contains(start);
    }
}
