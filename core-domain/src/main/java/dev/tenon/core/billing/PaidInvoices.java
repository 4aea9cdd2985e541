package dev.tenon.core.billing;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.billing.PauseReason;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.spi.InvoiceParticipant;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.EndAction;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What payments make of subscriptions: the first one has it begin, a missing one has it fall due, and when every try is spent, it
 * ends or rests, as its plan says. What is written by hand makes nothing of it.
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
                if (invoice.kind() == InvoiceKind.SUBSCRIPTION_CREATE && isOfPresentPeriod(invoice, subscription)) {
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
}
