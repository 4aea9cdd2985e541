package dev.tenon.ports.invoices.spi;

import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.notifications.EmailBrand;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Lays invoices and credit notes out for people. It computes, and neither waits for anybody nor fetches anything. Whatever people
 * wrote, it comes out as text.
 */
@API(status = API.Status.STABLE)
public interface InvoicePages {

    /**
     * What is laid out.
     *
     * @param note the credit note of the invoice; {@code null} for the invoice itself
     * @param seller who wrote it: lines of name and address
     * @param buyer who pays: lines of name and address
     * @param brand the look; {@code null} for the installation's own
     * @param logo the buyer's, a small PNG or JPEG as a {@code data:} address; {@code null} for none
     * @param languages those that the buyer reads, the best one first
     * @param zone whose days are shown
     * @param baseUrl where the installation is
     */
    record Sheet(
            Invoice invoice,
            @Nullable CreditNote note,
            List<String> seller,
            List<String> buyer,
            @Nullable EmailBrand brand,
            @Nullable String logo,
            List<Locale> languages,
            ZoneId zone,
            URI baseUrl) {

        public Sheet {
            seller = List.copyOf(seller);
            buyer = List.copyOf(buyer);
            languages = List.copyOf(languages);
        }
    }

    /** The page, well-formed as XML, in the first of the languages that there are words in; in English if there is none. */
    String html(Sheet sheet);
}
