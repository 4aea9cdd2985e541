package dev.tenon.ports.invoices.spi;

import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Stores invoices and their credit notes (tables {@code billing}, {@code billing_lines}, {@code credit_notes}). */
public interface InvoiceStore {

    /**
     * Adds a draft with its lines; false, and nothing is added, if there is one of this kind for this period of the subscription that
     * is not void. Kinds but {@link InvoiceKind#SUBSCRIPTION_CREATE} and {@link InvoiceKind#SUBSCRIPTION_CYCLE} may be there often.
     */
    boolean insert(Invoice draft);

    Optional<Invoice> find(InvoiceId id);

    /** What {@link #insert} met. */
    Optional<Invoice> findOfPeriod(SubscriptionId subscription, InvoiceKind kind, Instant periodStart);

    /** Locks the invoice until the commit, and its subscription before it, as everywhere. */
    Optional<Invoice> lock(InvoiceId id);

    /** The number of the next invoice: given back if the unit of work rolls back, and waited for until it ends. */
    long nextNumber();

    /**
     * Writes an invoice as it is now, and counts its revision up; without its lines.
     *
     * @return the invoice as it is then
     */
    Invoice update(Invoice invoice);

    /** Puts other lines in the place of those that a draft has. */
    void replaceLines(InvoiceId draft, List<InvoiceLine> lines);

    /** Removes a draft. */
    void delete(InvoiceId draft);

    /** Invoices, newest first. */
    Page<Invoice> list(InvoiceFilter filter, PageRequest page);

    /** What was charged for a subscription and is still to be paid, oldest first; without those that were written by hand. */
    List<InvoiceId> open(SubscriptionId subscription);

    /** What a person or an organization has as a credit. */
    Money credit(SubjectId subject, Currency currency);

    /** The same in every currency, by its code, with the first {@link CreditBalance#MOST_SOURCES} invoices that it comes from. */
    List<CreditBalance> credits(SubjectId subject);

    /**
     * Uses up credits of a person or an organization, the oldest first, until the commit locked.
     *
     * @return how much there was, at most what was asked for
     */
    Money useCredit(SubjectId subject, Money atMost, Instant now);

    /** The number of the next credit note, like {@link #nextNumber()}. */
    long nextNoteNumber();

    void insert(CreditNote note);

    Optional<CreditNote> findNote(CreditNoteId id);

    /** The credit notes of an invoice, in the order of their numbers. */
    List<CreditNote> notes(InvoiceId invoice);
}
