package dev.tenon.cli.invoices;

import dev.tenon.cli.ActingCommand;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvoiceId;
import picocli.CommandLine.Parameters;

/** A command about one invoice. */
abstract class InvoiceCommand extends ActingCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "The invoice's id, from a list.")
    private String id = "";

    /** Does the command's work about this invoice as this actor; returns the exit code. */
    protected abstract int run(Work work, Actor actor, InvoiceId invoice) throws Exception;

    @Override
    protected final int run(Work work, Actor actor) throws Exception {
        return run(work, actor, InvoiceFields.id(id));
    }

    /** How an invoice is called when somebody is asked. */
    static String called(Invoice invoice) {
        return invoice.number() == null ? "the draft over " + invoice.total() : invoice.reference();
    }
}
