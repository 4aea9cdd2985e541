package dev.tenon.jte;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceCredit;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.InvoiceStatus;
import dev.tenon.ports.invoices.TaxRate;
import dev.tenon.ports.invoices.spi.InvoicePages;
import dev.tenon.ports.invoices.spi.InvoicePages.Sheet;
import dev.tenon.ports.kernel.CreditNoteId;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailBrand;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class JteInvoicePagesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final UUID ID = UUID.fromString("01a2038e-7f00-7b66-9d21-4c8f1e2a7b35");
    private static final Instant START = Instant.parse("2026-01-31T23:00:00Z");
    private static final Instant END = Instant.parse("2026-02-28T23:00:00Z");

    private final InvoicePages pages = new JteInvoicePages();

    @Test
    void is_found_on_the_class_path() {
        assertThat(ServiceLoader.load(InvoicePages.class).findFirst()).containsInstanceOf(JteInvoicePages.class);
    }

    /** The files are what a change of the layout is reviewed by: replace them with what the failure shows. */
    @ParameterizedTest
    @CsvSource({"en, invoice_en.html", "de, invoice_de.html"})
    void an_invoice_reads_like_this(String language, String golden) throws IOException {
        String page = pages.html(
                sheet(invoice("Standard"), null, new EmailBrand("Acme", "#0a58ca"), Locale.forLanguageTag(language)));

        assertThat(page).isEqualTo(golden(golden));
    }

    @Test
    void a_credit_note_reads_like_this() throws IOException {
        CreditNote note = new CreditNote(
                new CreditNoteId(ID),
                new InvoiceId(ID),
                7,
                eur(1_000),
                eur(190),
                eur(1_190),
                eur(190),
                eur(1_000),
                "Delivered late",
                END);

        assertThat(pages.html(sheet(invoice("Standard"), note, null, Locale.ENGLISH)))
                .isEqualTo(golden("credit-note_en.html"));
    }

    @Test
    void what_people_wrote_stays_text() {
        String hostile = "<img src=\"http://192.0.2.1/x.png\"> ]]> <script>alert('&')</script> ${7*7}\u0000\u202e";

        String page = pages.html(new Sheet(
                invoice(hostile),
                null,
                List.of(hostile),
                List.of(hostile),
                new EmailBrand(hostile, null),
                null,
                List.of(Locale.ENGLISH),
                ZoneId.of("UTC"),
                URI.create("https://tenon.example.org")));

        assertThat(page).doesNotContain("<img", "<script", "\u0000", "\u202e").contains("&lt;img src=");
        assertThat(page.replaceAll("&[a-z#0-9]+;", "")).doesNotContain("&");
    }

    @Test
    void shows_the_logo_that_the_page_itself_contains() {
        Sheet plain = sheet(invoice("Standard"), null, null, Locale.ENGLISH);

        String page = pages.html(new Sheet(
                plain.invoice(),
                null,
                plain.seller(),
                plain.buyer(),
                null,
                "data:image/png;base64,iVBORw0KGgo=",
                plain.languages(),
                plain.zone(),
                plain.baseUrl()));

        assertThat(page).contains("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"\"/>");
        assertThat(pages.html(plain)).doesNotContain("<img");
    }

    @Test
    void it_is_well_formed_and_refers_to_nothing() throws Exception {
        String page = pages.html(sheet(invoice("Größe < 5 & \"x\" – ł Ж"), null, null, Locale.GERMAN));

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(page)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("html");
        assertThat(page).doesNotContain("src=", "href=", "url(", "http:", "https:", "@import");
    }

    @Test
    void a_draft_and_an_unknown_language_are_shown_too() {
        Invoice asked = invoice("Standard");
        Invoice draft = new Invoice(
                asked.id(),
                asked.userId(),
                null,
                asked.subscriptionId(),
                null,
                asked.kind(),
                InvoiceStatus.DRAFT,
                null,
                null,
                TaxRate.NONE,
                eur(10_000),
                eur(0),
                eur(10_000),
                eur(0),
                InvoiceCredit.none(EUR),
                null,
                null,
                null,
                0,
                null,
                START,
                START,
                1,
                asked.lines());

        assertThat(pages.html(sheet(draft, null, null, Locale.JAPANESE)))
                .contains("Draft of an invoice", "100.00 EUR")
                .doesNotContain("Without tax", "INV-");
    }

    private static Sheet sheet(
            Invoice invoice, @Nullable CreditNote note, @Nullable EmailBrand brand, Locale language) {
        return new Sheet(
                invoice,
                note,
                List.of("Seller GmbH", "Hauptstraße 1", "10115 Berlin"),
                List.of("Ana Lima", "ana@example.org"),
                brand,
                null,
                List.of(language),
                ZoneId.of("Europe/Berlin"),
                URI.create("https://tenon.example.org"));
    }

    private static Invoice invoice(String description) {
        InvoiceLine month = new InvoiceLine(description, 2, eur(61_725), eur(123_450), eur(23_456), START, END, false);
        InvoiceLine rebate = new InvoiceLine("Rebate", 1, eur(-450), eur(-450), eur(-86), null, null, true);
        return new Invoice(
                new InvoiceId(ID),
                new UserId(ID),
                null,
                new SubscriptionId(ID),
                42L,
                InvoiceKind.SUBSCRIPTION_CYCLE,
                InvoiceStatus.PENDING,
                START,
                END,
                new TaxRate(new BigDecimal("19.00"), false),
                eur(123_000),
                eur(23_370),
                eur(146_370),
                eur(10_000),
                new InvoiceCredit(eur(5_000), eur(1_190), eur(0), eur(0)),
                END,
                START,
                null,
                0,
                START,
                START,
                START,
                3,
                List.of(month, rebate));
    }

    private static Money eur(long minor) {
        return new Money(minor, EUR);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(JteInvoicePagesTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
