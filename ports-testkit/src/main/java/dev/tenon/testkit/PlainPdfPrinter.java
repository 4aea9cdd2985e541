package dev.tenon.testkit;

import dev.tenon.ports.invoices.spi.PdfPrinter;
import java.nio.charset.StandardCharsets;

/** Prints nothing: the page itself behind the first letters of a PDF. */
public final class PlainPdfPrinter implements PdfPrinter {

    @Override
    public byte[] print(String page) {
        return ("%PDF-1.7\n" + page).getBytes(StandardCharsets.UTF_8);
    }
}
