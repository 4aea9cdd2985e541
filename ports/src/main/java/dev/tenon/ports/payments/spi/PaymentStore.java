package dev.tenon.ports.payments.spi;

import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.payments.Payment;
import dev.tenon.ports.payments.PaymentBacklog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the tries to collect invoices (table {@code billing_attempts}), and knows which invoices are to be collected. */
public interface PaymentStore {

    /**
     * What was tried for an invoice.
     *
     * @param firstAt when the schedule first tried in vain; {@code null} if it never did
     * @param lastDeclined the status and the way of paying of the schedule's last try that was declined; {@code null} for none
     * @param failures how often in a row, counted from the newest, the gateway did not do its work for the schedule
     * @param byPerson how many tries somebody made since the instant that was asked about
     */
    record Tries(@Nullable Instant firstAt, @Nullable Payment lastDeclined, int failures, int byPerson) {}

    /**
     * Adds a payment as the next of its invoice, whose number it gets, unless it is open and another one is; the invoice is locked.
     *
     * @param requestKey what the request was known by that asked for it, so that it is found again; {@code null} for none
     * @return the payment with its number; empty if another one is open
     */
    Optional<Payment> insert(Payment payment, @Nullable String requestKey);

    Optional<Payment> find(PaymentId id);

    /** The payment that a request asked for. */
    Optional<Payment> findByRequest(String requestKey);

    /** The payment of an invoice of which nobody knows yet what becomes. */
    Optional<Payment> findOpen(InvoiceId invoice);

    /** Locks a payment until the commit; its invoice is locked before it. */
    Optional<Payment> lock(PaymentId id);

    /**
     * Writes what became of a payment: status, reference, reason, address, times, checks.
     *
     * @param toldAt when the gateway told it by itself; {@code null} if it was asked
     */
    void update(Payment payment, @Nullable Instant toldAt);

    /** When the gateway last told something of a payment by itself. */
    Optional<Instant> toldAt(PaymentId id);

    /** Takes so much of what a payment brought in for a refund, below zero to give it back; false if there is not so much left. */
    boolean refund(PaymentId id, Money amount);

    /** Payments of an invoice, newest first. */
    Page<Payment> list(InvoiceId invoice, PageRequest page);

    /** Payments of an invoice that brought something in which can go back, newest first, at most 100. */
    List<Payment> refundable(InvoiceId invoice);

    /** What was tried for an invoice, and how often by somebody since then. */
    Tries tries(InvoiceId invoice, Instant since);

    /**
     * An invoice that is to be collected now, the longest waiting first: open, due, and without an open payment. Locks its
     * subscription, and passes by those that somebody else has locked.
     */
    Optional<InvoiceId> claimDue(Instant now);

    /** The open invoices of a person or an organization, oldest first, at most {@code limit}. */
    List<InvoiceId> open(SubjectId subject, int limit);

    /**
     * Claims open payments whose gateway is to be asked now what became of them: counts the check, and puts the next one off until
     * {@code leaseUntil}.
     */
    List<Payment> claimChecks(Instant now, Instant leaseUntil, int limit);

    /** What is open, and what was declined or failed since then. */
    PaymentBacklog backlog(Instant failedSince);
}
