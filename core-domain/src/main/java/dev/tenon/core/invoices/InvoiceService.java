package dev.tenon.core.invoices;

import dev.tenon.core.kernel.Invoicing.Charge;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFile;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceFormat;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.Invoices;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.invoices.NewInvoice;
import dev.tenon.ports.invoices.NewInvoiceLine;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

record InvoiceService(
        Kernel kernel, InvoiceStore store, InvoiceAuthority authority, Drafts drafts, Ledger ledger, Sheets sheets)
        implements Invoices {

    @Override
    public Page<Invoice> list(Actor actor, InvoiceFilter filter, PageRequest page) {
        return store.list(authority.filter(actor, filter), page);
    }

    @Override
    public Invoice get(Actor actor, InvoiceId id) {
        return authority.read(actor, id);
    }

    @Override
    public Invoice draft(Actor actor, NewInvoice wanted) {
        authority.write(actor);
        List<InvoiceLine> lines = WrittenLines.of(wanted.lines());
        Subscription subscription = kernel.storage()
                .subscriptions()
                .find(wanted.subscription())
                .orElseThrow(SubscriptionRefusal.NOT_FOUND::refusal);
        Charge charge =
                new Charge(subscription.userId(), null, subscription.id(), InvoiceKind.MANUAL, null, null, lines);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Invoice draft = drafts.of(charge, now);
            if (!store.insert(draft)) {
                throw new IllegalStateException("Any number of invoices can be written by hand");
            }
            change.audit(Ledger.told("invoice.drafted", draft));
            return draft;
        });
    }

    @Override
    public Invoice rewrite(Actor actor, InvoiceId id, List<NewInvoiceLine> lines, Expected expected) {
        authority.write(actor, id);
        List<InvoiceLine> written = WrittenLines.of(lines);
        return changed(actor, id, (change, before) -> {
            expected.check(before.revision());
            requireDraft(before);
            Invoice after = drafts.rewritten(before, written, change.now());
            if (after.lines().equals(before.lines())) {
                return before;
            }
            store.replaceLines(id, after.lines());
            Invoice stored = store.update(after);
            change.audit(Ledger.told("invoice.updated", stored)
                    .changed("total", before.total().toString(), stored.total().toString())
                    .changedWithheld("lines"));
            return stored;
        });
    }

    @Override
    public void delete(Actor actor, InvoiceId id) {
        authority.write(actor, id);
        changed(actor, id, (change, draft) -> {
            requireDraft(draft);
            store.delete(id);
            change.audit(Ledger.told("invoice.deleted", draft));
            return id;
        });
    }

    @Override
    public Invoice finalizeDraft(Actor actor, InvoiceId id) {
        authority.write(actor, id);
        return changed(actor, id, ledger::finalized);
    }

    @Override
    public Invoice withdraw(Actor actor, InvoiceId id) {
        authority.write(actor, id);
        return changed(actor, id, (change, before) -> {
            Ledger.requireFinalized(before);
            if (!before.status().isPayable()) {
                throw InvoiceRefusal.NOT_OPEN.refusal();
            }
            if (before.amountPaid().minor() > 0) {
                throw InvoiceRefusal.PAID_IN_PART.refusal();
            }
            return ledger.withdrawn(change, before);
        });
    }

    @Override
    public Invoice giveUp(Actor actor, InvoiceId id) {
        authority.write(actor, id);
        return changed(actor, id, (change, before) -> {
            Ledger.requireFinalized(before);
            if (!before.status().isOpen()) {
                throw InvoiceRefusal.NOT_OPEN.refusal();
            }
            return ledger.givenUp(change, before);
        });
    }

    @Override
    public CreditNote credit(Actor actor, InvoiceId id, NewCreditNote wanted) {
        authority.write(actor, id);
        Violations violations = new Violations();
        violations.line(wanted.reason(), "/reason", CreditNote.LONGEST_REASON);
        violations.refuseIfAny();
        return changed(actor, id, (change, before) -> {
            Ledger.requireFinalized(before);
            Money named = wanted.amount();
            Money amount = named == null ? ledger.creditable(before) : named;
            check(amount, before);
            return ledger.note(change, before, amount, wanted.reason());
        });
    }

    private static void check(Money amount, Invoice invoice) {
        if (amount.minor() <= 0
                && amount.currency().equals(invoice.currency())
                && invoice.total().minor() <= 0) {
            throw InvoiceRefusal.MORE_THAN_CHARGED.refusal();
        }
        Violations violations = new Violations();
        violations.require(
                amount.currency().equals(invoice.currency()),
                "/amount/currency",
                "currency-differs",
                "The invoice is of " + invoice.currency().getCurrencyCode() + ".");
        violations.require(amount.minor() > 0, "/amount/amount", "out-of-range", "Take back more than nothing.");
        violations.refuseIfAny();
    }

    @Override
    public List<CreditBalance> credits(Actor actor, @Nullable SubjectId subject) {
        InvoiceFilter asked =
                authority.filter(actor, subject == null ? InvoiceFilter.mine() : InvoiceFilter.of(subject));
        return store.credits(Objects.requireNonNull(asked.subject(), "Whose is known once the caller is"));
    }

    @Override
    public List<CreditNote> creditNotes(Actor actor, InvoiceId id) {
        return store.notes(authority.read(actor, id).id());
    }

    @Override
    public CreditNote creditNote(Actor actor, InvoiceId id, CreditNoteId note) {
        return note(authority.read(actor, id), note);
    }

    @Override
    public InvoiceFile file(Actor actor, InvoiceId id, InvoiceFormat format) {
        return sheets.of(authority.read(actor, id), null, format);
    }

    @Override
    public InvoiceFile creditNoteFile(Actor actor, InvoiceId id, CreditNoteId note, InvoiceFormat format) {
        Invoice invoice = authority.read(actor, id);
        return sheets.of(invoice, note(invoice, note), format);
    }

    private CreditNote note(Invoice invoice, CreditNoteId note) {
        return store.findNote(note)
                .filter(found -> found.invoiceId().equals(invoice.id()))
                .orElseThrow(InvoiceRefusal.CREDIT_NOTE_NOT_FOUND::refusal);
    }

    private <T> T changed(Actor actor, InvoiceId id, BiFunction<Change, Invoice, T> work) {
        return kernel.changes().commit(actor, kernel.now(), change -> work.apply(change, ledger.locked(id)));
    }

    private static void requireDraft(Invoice invoice) {
        if (invoice.status() != InvoiceStatus.DRAFT) {
            throw InvoiceRefusal.NOT_A_DRAFT.refusal();
        }
    }
}
