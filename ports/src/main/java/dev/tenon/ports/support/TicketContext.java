package dev.tenon.ports.support;

import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.notifications.QueuedEmail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What whoever answers a ticket should know of the person, each part as far as the caller may see such things anyway.
 *
 * @param plans the person's own live subscriptions, newest first; {@code null} if withheld
 * @param unpaidInvoices the person's own that are to be paid, newest first; {@code null} if withheld
 * @param failedMails mails to the person that were given up, newest first; {@code null} if withheld
 * @param withheld the permissions that the caller lacks, each for one part
 */
public record TicketContext(
        @Nullable List<Held> plans,
        @Nullable List<Invoice> unpaidInvoices,
        @Nullable List<QueuedEmail> failedMails,
        List<String> withheld) {

    /** How many things of each sort are told at most. */
    public static final int MOST = 20;

    public TicketContext {
        withheld = List.copyOf(withheld);
    }

    /** A subscription, and what its plan is called. */
    public record Held(Subscription subscription, String planName) {}
}
