package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invoices and credit notes.
 *
 * <p>A person reads their own, owners and administrators those of their organization: with a key too, if it has the scope {@code
 * billing:read}, and none that is a draft still. Who holds {@code invoices:read} reads every one, and who holds {@code
 * invoices:write} writes them, but not in somebody else's name. For others there are none.
 */
public interface Invoices {

    /**
     * Invoices, newest first: one's own, those of an organization that one runs, or, for staff, everybody's.
     *
     * @throws Refusal {@code organization-not-found}; {@code request-forbidden}
     */
    Page<Invoice> list(Actor actor, InvoiceFilter filter, PageRequest page);

    /**
     * One invoice.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}
     */
    Invoice get(Actor actor, InvoiceId id);

    /**
     * Begins an invoice to the person or the organization that has this subscription. Nobody else sees it before it is finalized.
     * Staff. Recorded as {@code invoice.drafted}.
     *
     * @throws Refusal {@code subscription-not-found}; {@code request-invalid}; {@code request-forbidden}; {@code
     *     impersonation-not-here}
     */
    Invoice draft(Actor actor, NewInvoice wanted);

    /**
     * Puts other lines into a draft. Staff. Recorded as {@code invoice.updated}.
     *
     * @param lines 1 to 100, of one currency
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#NOT_A_DRAFT}; {@code request-invalid}; {@code
     *     request-precondition-failed}; {@code request-forbidden}; {@code impersonation-not-here}
     */
    Invoice rewrite(Actor actor, InvoiceId id, List<NewInvoiceLine> lines, Expected expected);

    /**
     * Deletes a draft. Staff. Recorded as {@code invoice.deleted}.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#NOT_A_DRAFT}; {@code request-forbidden}; {@code
     *     impersonation-not-here}
     */
    void delete(Actor actor, InvoiceId id);

    /**
     * Finalizes a draft: it gets its number and its due time, credits pay for it first, and a mail asks for the rest. Staff. Recorded as
     * {@code invoice.finalized}.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#NOT_A_DRAFT}; {@code request-forbidden}; {@code
     *     impersonation-not-here}
     */
    Invoice finalizeDraft(Actor actor, InvoiceId id);

    /**
     * Voids an invoice of which nothing was paid: nobody has to pay it, and credits that paid for it are credits again. Staff. Recorded
     * as {@code invoice.voided}.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#STILL_A_DRAFT}; {@link InvoiceRefusal#NOT_OPEN};
     *     {@link InvoiceRefusal#PAID_IN_PART}; {@code request-forbidden}; {@code impersonation-not-here}
     */
    Invoice withdraw(Actor actor, InvoiceId id);

    /**
     * Gives an open invoice up: nobody tries to collect it any more, but it can still be paid. What the plan says of a subscription
     * that is not paid for happens now. Staff. Recorded as {@code invoice.uncollectible}.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#STILL_A_DRAFT}; {@link InvoiceRefusal#NOT_OPEN};
     *     {@code request-forbidden}; {@code impersonation-not-here}
     */
    Invoice giveUp(Actor actor, InvoiceId id);

    /**
     * Takes back a part of a finalized invoice, or the whole: first what is still to be paid, and the rest as a credit for the next
     * invoices. Money goes back by refunds, which write their own note. Staff. Recorded as {@code credit-note.written}.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#STILL_A_DRAFT}; {@link
     *     InvoiceRefusal#MORE_THAN_CHARGED}; {@code request-invalid}; {@code request-forbidden}; {@code impersonation-not-here}
     */
    CreditNote credit(Actor actor, InvoiceId id, NewCreditNote wanted);

    /**
     * What somebody has as a credit, one for each currency, by its code; empty for none. It is kept on the invoices that it comes from.
     *
     * @param subject whose; {@code null} for one's own
     * @throws Refusal {@code organization-not-found}; {@code request-forbidden}
     */
    List<CreditBalance> credits(Actor actor, @Nullable SubjectId subject);

    /**
     * The credit notes of an invoice, in the order of their numbers.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}
     */
    List<CreditNote> creditNotes(Actor actor, InvoiceId id);

    /**
     * One credit note.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#CREDIT_NOTE_NOT_FOUND}
     */
    CreditNote creditNote(Actor actor, InvoiceId id, CreditNoteId note);

    /**
     * An invoice as people read it, in the language of who pays it and in the look of their organization. Of a draft, what it would be.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#NOT_PRINTABLE}; {@code request-busy}
     */
    InvoiceFile file(Actor actor, InvoiceId id, InvoiceFormat format);

    /**
     * The same of a credit note.
     *
     * @throws Refusal {@link InvoiceRefusal#NOT_FOUND}; {@link InvoiceRefusal#CREDIT_NOTE_NOT_FOUND}; {@link
     *     InvoiceRefusal#NOT_PRINTABLE}; {@code request-busy}
     */
    InvoiceFile creditNoteFile(Actor actor, InvoiceId id, CreditNoteId note, InvoiceFormat format);
}
