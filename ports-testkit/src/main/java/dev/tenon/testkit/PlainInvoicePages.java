package dev.tenon.testkit;

import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.spi.InvoicePages;
import java.util.stream.Collectors;

/** Invoices without any look: what there is to say, each on a line. */
public final class PlainInvoicePages implements InvoicePages {

    @Override
    public String html(Sheet sheet) {
        CreditNote note = sheet.note();
        String what = note == null
                ? sheet.invoice().reference() + "\n" + sheet.invoice().total()
                : note.reference() + "\n" + note.total();
        String lines = sheet.invoice().lines().stream()
                .map(line -> line.description() + " " + line.amount())
                .collect(Collectors.joining("\n"));
        String text = String.join("\n", sheet.seller()) + "\n" + String.join("\n", sheet.buyer()) + "\n" + what + "\n"
                + lines + "\n" + sheet.languages();
        return "<html><body><pre>"
                + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</pre></body></html>";
    }
}
