package dev.tenon.rest.support;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.support.TicketContext;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the staff should know of a person, in short: each thing can be asked for by its id. */
record TicketContextResponse(
        @Nullable List<HeldPlan> plans,
        @Nullable List<UnpaidInvoice> unpaidInvoices,
        @Nullable List<FailedMail> failedMails,
        List<String> withheld) {

    /** A plan that the person has. */
    record HeldPlan(
            SubscriptionId subscriptionId,
            PlanId planId,
            String planName,
            String status,
            Money price,
            Instant currentPeriodEnd,
            boolean cancelAtPeriodEnd) {

        private static HeldPlan from(TicketContext.Held held) {
            Subscription subscription = held.subscription();
            return new HeldPlan(
                    subscription.id(),
                    subscription.planId(),
                    held.planName(),
                    Words.of(subscription.status()),
                    subscription.price(),
                    subscription.currentPeriodEnd(),
                    subscription.cancelAtPeriodEnd());
        }
    }

    /** An invoice that is to be paid. */
    record UnpaidInvoice(
            InvoiceId id,
            @Nullable String reference,
            String status,
            Money amountDue,
            @Nullable Instant dueAt) {

        private static UnpaidInvoice from(Invoice invoice) {
            return new UnpaidInvoice(
                    invoice.id(),
                    invoice.number() == null ? null : invoice.reference(),
                    Words.of(invoice.status()),
                    invoice.amountDue(),
                    invoice.dueAt());
        }
    }

    /** A mail that was given up. */
    record FailedMail(
            EmailId id,
            String emailType,
            @Nullable String subject,
            @Nullable String lastError,
            Instant createdAt) {

        private static FailedMail from(QueuedEmail mail) {
            return new FailedMail(
                    mail.id(), mail.type().typeName(), mail.subject(), mail.lastError(), mail.createdAt());
        }
    }

    static TicketContextResponse from(TicketContext context) {
        return new TicketContextResponse(
                each(context.plans(), HeldPlan::from),
                each(context.unpaidInvoices(), UnpaidInvoice::from),
                each(context.failedMails(), FailedMail::from),
                context.withheld());
    }

    private static <T, R> @Nullable List<R> each(@Nullable List<T> things, Function<T, R> shown) {
        return things == null ? null : things.stream().map(shown).toList();
    }
}
