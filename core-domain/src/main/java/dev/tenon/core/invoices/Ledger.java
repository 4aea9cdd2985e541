package dev.tenon.core.invoices;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.spi.InvoiceParticipant;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Each step that an invoice can take, within a commit: the rows, the audit trail, the mail, and those who hear of it. */
final class Ledger {

    static final String TABLE = "billing";

    private final Kernel kernel;
    private final InvoiceStore store;
    private final BillingPolicy policy;
    private final List<InvoiceParticipant> participants;
    private final InvoiceNews news;

    Ledger(Kernel kernel, BillingPolicy policy, List<InvoiceParticipant> participants) {
        this.kernel = kernel;
        this.store = kernel.storage().invoices();
        this.policy = policy;
        this.participants = List.copyOf(participants);
        this.news = new InvoiceNews(kernel.storage());
    }

    Invoice locked(InvoiceId id) {
        return store.lock(id).orElseThrow(InvoiceRefusal.NOT_FOUND::refusal);
    }

    /** Numbers a draft that is stored, has credits pay for it, and asks for the rest. */
    Invoice finalized(Change change, Invoice draft) {
        Invoice asked = asking(draft, change.now());
        Money applied = store.useCredit(asked.subject(), positive(asked.total()), change.now());
        Rewriting written = Rewriting.of(asked, change.now())
                .with(credited(asked, applied))
                .asking(store.nextNumber(), due(change.now()));
        Invoice invoice = store.update(settledIfNothingIsDue(written, change.now()));
        change.audit(told("invoice.finalized", invoice)
                .with("kind", invoice.kind().name().toLowerCase(Locale.ROOT))
                .with("creditApplied", applied.toString()));
        if (invoice.status() == InvoiceStatus.PAID) {
            tell(participant -> participant.paid(change, invoice));
        } else {
            news.toBePaid(change, invoice);
        }
        return invoice;
    }

    /** How the draft would be finalized, without a number. */
    Invoice foreseen(Invoice draft, Instant now) {
        Invoice asked = asking(draft, now);
        Money applied = min(store.credit(asked.subject(), asked.currency()), positive(asked.total()));
        Rewriting written =
                Rewriting.of(asked, now).with(credited(asked, applied)).asking(null, due(now));
        return settledIfNothingIsDue(written, now);
    }

    private Invoice asking(Invoice draft, Instant now) {
        if (draft.status() != InvoiceStatus.DRAFT) {
            throw InvoiceRefusal.NOT_A_DRAFT.refusal();
        }
        return Rewriting.of(draft, now).invoice();
    }

    private static InvoiceCredit credited(Invoice invoice, Money applied) {
        Money total = invoice.total();
        return total.minor() < 0
                ? invoice.credit().giving(total.negated())
                : invoice.credit().applying(applied);
    }

    private Instant due(Instant now) {
        return now.plus(policy.dueAfter());
    }

    private static Invoice settledIfNothingIsDue(Rewriting written, Instant now) {
        Invoice invoice = written.invoice();
        return invoice.amountDue().minor() > 0
                ? invoice
                : Rewriting.of(invoice, now).paid().invoice();
    }

    /** Money came in. */
    Invoice received(Change change, Invoice before, Money amount) {
        requireFinalized(before);
        Invoice with = store.update(settledIfDue(
                before, Rewriting.of(before, change.now()).paying(amount).invoice(), change.now()));
        change.audit(told("invoice.payment-received", with).with("received", amount.toString()));
        return toldIfPaid(change, before, with);
    }

    /** Money went back. What is still asked for is asked for again; of what was paid as a whole, so much is taken back. */
    Invoice returned(Change change, Invoice before, Money amount, @Nullable String reason) {
        Money zero = Money.zero(before.currency());
        boolean isSettled = before.status() == InvoiceStatus.PAID;
        Money noted = isSettled ? amount.minus(min(amount, before.amountTooMuch())) : zero;
        Money notable = isSettled ? before.total().minus(before.credit().noted()) : zero;
        if (amount.minor() > before.amountPaid().minor() || noted.minor() > notable.minor()) {
            throw InvoiceRefusal.MORE_THAN_PAID.refusal();
        }
        Rewriting written = Rewriting.of(before, change.now()).paying(amount.negated());
        if (noted.minor() > 0) {
            written.with(before.credit().noting(noted));
            write(change, before, noted, noted, Money.zero(noted.currency()), reason);
        }
        Invoice after = written.invoice();
        boolean all = after.status() == InvoiceStatus.PAID
                && after.amountPaid().minor() == 0
                && after.credit().noted().equals(after.total());
        Invoice stored = store.update(
                all
                        ? Rewriting.of(after, change.now())
                                .closed(InvoiceStatus.REFUNDED)
                                .invoice()
                        : after);
        change.audit(told("invoice.refunded", stored).with("returned", amount.toString()));
        return stored;
    }

    /** Takes back a part of a finalized invoice: first what is still due, and the rest as a credit for later invoices. */
    CreditNote note(Change change, Invoice before, Money amount, @Nullable String reason) {
        requireFinalized(before);
        if (before.status() == InvoiceStatus.VOID
                || amount.minor() > creditable(before).minor()) {
            throw InvoiceRefusal.MORE_THAN_CHARGED.refusal();
        }
        Money kept = amount.minus(min(amount, before.amountDue()));
        Money nothing = Money.zero(amount.currency());
        CreditNote note = write(change, before, amount, nothing, kept, reason);
        Rewriting written = Rewriting.of(before, change.now())
                .with(before.credit().noting(amount).giving(kept));
        toldIfPaid(change, before, store.update(settledIfDue(before, written.invoice(), change.now())));
        return note;
    }

    /** What a credit note can take back: room for the notes of refunds that are under way is kept free. */
    Money creditable(Invoice invoice) {
        Money left = invoice.total().minus(invoice.credit().noted());
        Money noted = returning(invoice).minus(invoice.amountTooMuch());
        return noted.minor() > 0 ? left.minus(noted) : left;
    }

    private Money returning(Invoice invoice) {
        return kernel.storage().refunds().pending(invoice.id(), invoice.currency());
    }

    private CreditNote write(
            Change change, Invoice invoice, Money amount, Money refunded, Money kept, @Nullable String reason) {
        Money tax = taxOf(invoice, invoice.credit().noted().plus(amount))
                .minus(taxOf(invoice, invoice.credit().noted()));
        CreditNote note = new CreditNote(
                new CreditNoteId(kernel.ids().next()),
                invoice.id(),
                store.nextNoteNumber(),
                amount.minus(tax),
                tax,
                amount,
                refunded,
                kept,
                reason,
                change.now());
        store.insert(note);
        change.audit(AuditEntry.of("credit-note.written", "credit_notes", note.id())
                .in(invoice.organizationId())
                .with("invoice", invoice.id().toString())
                .with("number", Long.toString(note.number()))
                .with("total", amount.toString())
                .with("refunded", refunded.toString())
                .with("kept", kept.toString()));
        return note;
    }

    /** Of the notes that are written one after the other, each has what is missing: those over the whole have the whole tax. */
    private static Money taxOf(Invoice invoice, Money noted) {
        return noted.minor() == 0
                ? Money.zero(noted.currency())
                : invoice.tax().share(noted.minor(), invoice.total().minor());
    }

    /** A try to collect it was in vain. */
    Invoice declined(Change change, Invoice before, @Nullable Instant next) {
        if (!before.status().isPayable()) {
            return before;
        }
        Invoice after = store.update(Rewriting.of(before, change.now())
                .declined(before.status().isOpen() ? next : null)
                .invoice());
        change.audit(told("invoice.payment-failed", after)
                .with("attempts", Integer.toString(after.attempts()))
                .with("next", next == null ? "none" : next.toString()));
        if (after.status().isOpen()) {
            tell(participant -> participant.unpaid(change, after, next));
        }
        return after;
    }

    /** It is tried at another time. */
    Invoice later(Change change, Invoice before, Instant next) {
        return before.status().isOpen()
                ? store.update(Rewriting.of(before, change.now()).next(next).invoice())
                : before;
    }

    /** Nobody tries to collect it any more. */
    Invoice givenUp(Change change, Invoice before) {
        if (!before.status().isOpen()) {
            return before;
        }
        Invoice after = store.update(Rewriting.of(before, change.now())
                .closed(InvoiceStatus.UNCOLLECTIBLE)
                .invoice());
        change.audit(told("invoice.uncollectible", after));
        tell(participant -> participant.givenUp(change, after));
        return after;
    }

    /** Withdraws what is asked for. What credits paid of it are credits again, and what money paid of it becomes one. */
    Invoice withdrawn(Change change, Invoice before) {
        // What is on its way back becomes no credit beside it.
        Money kept = positive(before.amountPaid().minus(returning(before)));
        Money freed = before.credit().applied().plus(kept);
        Invoice after = store.update(Rewriting.of(before, change.now())
                .with(before.credit().giving(freed))
                .closed(InvoiceStatus.VOID)
                .invoice());
        change.audit(told("invoice.voided", after).with("creditGiven", freed.toString()));
        tell(participant -> participant.voided(change, after));
        return after;
    }

    private Invoice settledIfDue(Invoice before, Invoice after, Instant now) {
        return before.amountDue().minor() > 0 && after.amountDue().minor() == 0
                ? Rewriting.of(after, now).paid().invoice()
                : after;
    }

    private Invoice toldIfPaid(Change change, Invoice before, Invoice after) {
        if (before.status() != InvoiceStatus.PAID && after.status() == InvoiceStatus.PAID) {
            change.audit(told("invoice.paid", after));
            tell(participant -> participant.paid(change, after));
        }
        return after;
    }

    static void requireFinalized(Invoice invoice) {
        if (invoice.status() == InvoiceStatus.DRAFT) {
            throw InvoiceRefusal.STILL_A_DRAFT.refusal();
        }
    }

    /** What happened to an invoice, with what tells it apart. */
    static AuditEntry told(String action, Invoice invoice) {
        AuditEntry entry = AuditEntry.of(action, TABLE, invoice.id())
                .in(invoice.organizationId())
                .with("total", invoice.total().toString())
                .with("subscription", invoice.subscriptionId().toString());
        Long number = invoice.number();
        return number == null ? entry : entry.with("number", number.toString());
    }

    private void tell(Consumer<InvoiceParticipant> news) {
        participants.forEach(news);
    }

    private static Money positive(Money amount) {
        return amount.minor() < 0 ? Money.zero(amount.currency()) : amount;
    }

    private static Money min(Money one, Money other) {
        return one.minor() <= other.minor() ? one : other;
    }
}
