package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.InvoiceFilter;
import dev.tenon.ports.invoices.InvoiceFormat;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.invoices.NewInvoice;
import dev.tenon.ports.invoices.NewInvoiceLine;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.SubscriptionId;
import java.util.Currency;
import java.util.List;

/** Invoices and credit notes. */
final class InvoiceUseCases {

    private static final Money PRICE = new Money(5_000, Currency.getInstance("EUR"));
    private static final List<NewInvoiceLine> LINES = List.of(NewInvoiceLine.of("Setting up the tablet", PRICE));

    private InvoiceUseCases() {}

    static List<UseCase> all() {
        return List.of(
                reads(
                        "invoices.list",
                        house -> () -> house.tenon.invoices().list(house.operator, InvoiceFilter.all(), PAGE)),
                reads("invoices.get", house -> {
                    InvoiceId invoice = aDraft(house);
                    return () -> house.tenon.invoices().get(house.operator, invoice);
                }),
                changes("invoices.draft", house -> {
                    SubscriptionId subscription = aSubscription(house);
                    return () -> house.tenon.invoices().draft(house.operator, new NewInvoice(subscription, LINES));
                }),
                changes("invoices.rewrite", house -> {
                    InvoiceId invoice = aDraft(house);
                    return () -> house.tenon
                            .invoices()
                            .rewrite(
                                    house.operator,
                                    invoice,
                                    List.of(NewInvoiceLine.of("Rebate", PRICE.negated())),
                                    Expected.any());
                }),
                changes("invoices.delete", house -> {
                    InvoiceId invoice = aDraft(house);
                    return () -> house.tenon.invoices().delete(house.operator, invoice);
                }),
                changes("invoices.finalizeDraft", house -> {
                    InvoiceId invoice = aDraft(house);
                    return () -> house.tenon.invoices().finalizeDraft(house.operator, invoice);
                }),
                changes("invoices.withdraw", house -> {
                    InvoiceId invoice = anInvoice(house);
                    return () -> house.tenon.invoices().withdraw(house.operator, invoice);
                }),
                changes("invoices.giveUp", house -> {
                    InvoiceId invoice = anInvoice(house);
                    return () -> house.tenon.invoices().giveUp(house.operator, invoice);
                }),
                changes("invoices.credit", house -> {
                    InvoiceId invoice = anInvoice(house);
                    return () -> house.tenon
                            .invoices()
                            .credit(house.operator, invoice, new NewCreditNote(null, "The tablet broke"));
                }),
                reads("invoices.credits", house -> {
                    house.anAccount("ana@example.org");
                    Actor ana = house.signIn("ana@example.org");
                    return () -> house.tenon.invoices().credits(ana, null);
                }),
                reads("invoices.creditNotes", house -> {
                    InvoiceId invoice = anInvoice(house);
                    return () -> house.tenon.invoices().creditNotes(house.operator, invoice);
                }),
                reads("invoices.creditNote", house -> {
                    CreditNote note = aNote(house);
                    return () -> house.tenon.invoices().creditNote(house.operator, note.invoiceId(), note.id());
                }),
                reads("invoices.file", house -> {
                    InvoiceId invoice = anInvoice(house);
                    return () -> house.tenon.invoices().file(house.operator, invoice, InvoiceFormat.PDF);
                }),
                reads("invoices.creditNoteFile", house -> {
                    CreditNote note = aNote(house);
                    return () -> house.tenon
                            .invoices()
                            .creditNoteFile(house.operator, note.invoiceId(), note.id(), InvoiceFormat.HTML);
                }));
    }

    private static SubscriptionId aSubscription(TenonInMemory house) {
        Account ana = house.anAccount("ana@example.org");
        return house.storage.subscriptions().findLive(ana.id()).orElseThrow().id();
    }

    private static InvoiceId aDraft(TenonInMemory house) {
        return house.tenon
                .invoices()
                .draft(house.operator, new NewInvoice(aSubscription(house), LINES))
                .id();
    }

    private static InvoiceId anInvoice(TenonInMemory house) {
        return house.tenon
                .invoices()
                .finalizeDraft(house.operator, aDraft(house))
                .id();
    }

    private static CreditNote aNote(TenonInMemory house) {
        return house.tenon.invoices().credit(house.operator, anInvoice(house), new NewCreditNote(PRICE, null));
    }
}
