package dev.tenon.testkit;

import dev.tenon.ports.invoices.CreditBalance;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.spi.InvoiceStore;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.testkit.Tables.ChargedPeriod;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

final class InMemoryInvoiceStore implements InvoiceStore {

    private static final Comparator<Invoice> OLDEST_FIRST = Comparator.comparing(Invoice::createdAt)
            .thenComparing(invoice -> invoice.id().value());

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryInvoiceStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public boolean insert(Invoice draft) {
        unitOfWork.required();
        tables.requireAccount(draft.userId());
        Optional<ChargedPeriod> period = period(draft);
        if (period.isPresent() && !tables.chargedPeriods.insert(period.get(), draft.id())) {
            return false;
        }
        tables.invoices.put(draft.id(), draft);
        return true;
    }

    @Override
    public Optional<Invoice> find(InvoiceId id) {
        return tables.invoices.find(id);
    }

    @Override
    public Optional<Invoice> findOfPeriod(SubscriptionId subscription, InvoiceKind kind, Instant periodStart) {
        return unitOfWork.reading(() -> tables.chargedPeriods
                .find(new ChargedPeriod(subscription, kind, periodStart))
                .flatMap(tables.invoices::find));
    }

    @Override
    public Optional<Invoice> lock(InvoiceId id) {
        unitOfWork.required();
        tables.invoices.find(id).ifPresent(found -> tables.subscriptions.lock(found.subscriptionId()));
        return tables.invoices.lock(id);
    }

    @Override
    public long nextNumber() {
        return next("invoice");
    }

    @Override
    public long nextNoteNumber() {
        return next("credit-note");
    }

    private long next(String counter) {
        unitOfWork.required();
        long next = tables.counters.lock(counter).orElse(0L) + 1;
        tables.counters.put(counter, next);
        return next;
    }

    @Override
    public Invoice update(Invoice invoice) {
        unitOfWork.required();
        Invoice before = tables.invoices.lock(invoice.id()).orElseThrow();
        Invoice after = with(invoice, invoice.credit(), before.revision() + 1, before.lines());
        if (after.status() == InvoiceStatus.VOID) {
            period(before).ifPresent(tables.chargedPeriods::remove);
        }
        tables.invoices.put(after.id(), after);
        return after;
    }

    @Override
    public void replaceLines(InvoiceId draft, List<InvoiceLine> lines) {
        unitOfWork.required();
        Invoice before = tables.invoices.lock(draft).orElseThrow();
        tables.invoices.put(draft, with(before, before.credit(), before.revision(), lines));
    }

    @Override
    public void delete(InvoiceId draft) {
        unitOfWork.required();
        tables.invoices.lock(draft).flatMap(InMemoryInvoiceStore::period).ifPresent(tables.chargedPeriods::remove);
        tables.invoices.remove(draft);
    }

    @Override
    public Page<Invoice> list(InvoiceFilter filter, PageRequest page) {
        return Pages.newestFirst(tables.invoices.rows(invoice -> matches(invoice, filter)), Invoice::position, page);
    }

    private static boolean matches(Invoice invoice, InvoiceFilter filter) {
        SubjectId subject = filter.subject();
        SubscriptionId subscription = filter.subscription();
        Instant from = filter.from();
        Instant to = filter.to();
        return (subject == null || subject.equals(invoice.subject()))
                && (subscription == null || subscription.equals(invoice.subscriptionId()))
                && (!filter.isFinalized() || invoice.status() != InvoiceStatus.DRAFT)
                && (filter.status() == null || filter.status() == invoice.status())
                && (from == null || !invoice.createdAt().isBefore(from))
                && (to == null || invoice.createdAt().isBefore(to));
    }

    @Override
    public List<InvoiceId> open(SubscriptionId subscription) {
        return tables
                .invoices
                .rows(invoice -> invoice.subscriptionId().equals(subscription)
                        && invoice.kind() != InvoiceKind.MANUAL
                        && invoice.status().isOpen())
                .stream()
                .sorted(OLDEST_FIRST)
                .map(Invoice::id)
                .toList();
    }

    @Override
    public Money credit(SubjectId subject, Currency currency) {
        return credits(subject, currency).stream()
                .map(invoice -> invoice.credit().left())
                .reduce(Money.zero(currency), Money::plus);
    }

    @Override
    public List<CreditBalance> credits(SubjectId subject) {
        return tables
                .invoices
                .rows(invoice -> invoice.subject().equals(subject)
                        && invoice.credit().left().minor() > 0)
                .stream()
                .map(invoice -> invoice.currency().getCurrencyCode())
                .distinct()
                .sorted()
                .map(Currency::getInstance)
                .map(currency -> new CreditBalance(
                        credit(subject, currency),
                        credits(subject, currency).stream()
                                .limit(CreditBalance.MOST_SOURCES)
                                .map(invoice -> new CreditBalance.Source(
                                        invoice.id(),
                                        invoice.reference(),
                                        invoice.credit().left(),
                                        invoice.createdAt()))
                                .toList()))
                .toList();
    }

    @Override
    public Money useCredit(SubjectId subject, Money atMost, Instant now) {
        unitOfWork.required();
        Money used = Money.zero(atMost.currency());
        for (Invoice found : credits(subject, atMost.currency())) {
            Invoice locked = tables.invoices.lock(found.id()).orElseThrow();
            Money wanted = atMost.minus(used);
            Money left = locked.credit().left();
            Money taken = left.minor() < wanted.minor() ? left : wanted;
            if (taken.minor() > 0) {
                InvoiceCredit credit = locked.credit().using(taken);
                tables.invoices.put(found.id(), with(locked, credit, locked.revision() + 1, locked.lines()));
                used = used.plus(taken);
            }
        }
        return used;
    }

    private List<Invoice> credits(SubjectId subject, Currency currency) {
        return tables
                .invoices
                .rows(invoice -> invoice.subject().equals(subject)
                        && invoice.currency().equals(currency)
                        && invoice.credit().left().minor() > 0)
                .stream()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    @Override
    public void insert(CreditNote note) {
        unitOfWork.required();
        tables.creditNotes.put(note.id(), note);
    }

    @Override
    public Optional<CreditNote> findNote(CreditNoteId id) {
        return tables.creditNotes.find(id);
    }

    @Override
    public List<CreditNote> notes(InvoiceId invoice) {
        return tables.creditNotes.rows(note -> note.invoiceId().equals(invoice)).stream()
                .sorted(Comparator.comparingLong(CreditNote::number))
                .toList();
    }

    private static Optional<ChargedPeriod> period(Invoice invoice) {
        Instant start = invoice.periodStart();
        boolean once =
                invoice.kind() == InvoiceKind.SUBSCRIPTION_CREATE || invoice.kind() == InvoiceKind.SUBSCRIPTION_CYCLE;
        return once && start != null
                ? Optional.of(new ChargedPeriod(invoice.subscriptionId(), invoice.kind(), start))
                : Optional.empty();
    }

    private static Invoice with(Invoice invoice, InvoiceCredit credit, long revision, List<InvoiceLine> lines) {
        return new Invoice(
                invoice.id(),
                invoice.userId(),
                invoice.organizationId(),
                invoice.subscriptionId(),
                invoice.number(),
                invoice.kind(),
                invoice.status(),
                invoice.periodStart(),
                invoice.periodEnd(),
                invoice.taxRate(),
                invoice.subtotal(),
                invoice.tax(),
                invoice.total(),
                invoice.amountPaid(),
                credit,
                invoice.dueAt(),
                invoice.finalizedAt(),
                invoice.paidAt(),
                invoice.attempts(),
                invoice.nextAttemptAt(),
                invoice.createdAt(),
                invoice.updatedAt(),
                revision,
                lines);
    }
}
