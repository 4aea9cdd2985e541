package dev.tenon.ports.invoices.spi;

import dev.tenon.ports.kernel.Refusal;
import org.apiguardian.api.API;

/** Prints pages. Bounded in what it takes and how many it prints at once; fetches nothing that a page names. */
@API(status = API.Status.STABLE)
public interface PdfPrinter {

    /**
     * The page as a PDF with its fonts in it.
     *
     * @param page HTML, well-formed as XML
     * @throws Refusal {@code request-busy} while too many are being printed
     */
    byte[] print(String page);
}
