package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an invoice. */
public enum InvoiceRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such invoice", "List your invoices to find it."),
    CREDIT_NOTE_NOT_FOUND(
            Kind.NOT_FOUND, "There is no such credit note", "List the invoice's credit notes to find it."),
    NOT_A_DRAFT(
            Kind.CONFLICT,
            "The invoice is finalized",
            "A finalized invoice stays as it was written: void it, or write a credit note."),
    STILL_A_DRAFT(Kind.CONFLICT, "The invoice is still a draft", "Finalize it first."),
    NOT_OPEN(
            Kind.CONFLICT,
            "Nothing is asked for with this invoice",
            "It is paid, void or given up; to take something back, write a credit note."),
    PAID_IN_PART(
            Kind.CONFLICT,
            "Something was paid for this invoice",
            "Give the money back first, or write a credit note over the rest."),
    MORE_THAN_CHARGED(
            Kind.LIMIT_REACHED,
            "That is more than the invoice charges",
            "A credit note takes back at most what the invoice charges, less the notes before it."),
    MORE_THAN_PAID(
            Kind.LIMIT_REACHED,
            "That is more than was paid",
            "Give back at most what came in for the invoice, less what was given back before."),
    NOT_PRINTABLE(
            Kind.UNAVAILABLE,
            "Invoices are not laid out here",
            "Ask for JSON, or have whoever runs the installation add what prints pages.");

    private final Meaning meaning;

    InvoiceRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
