package dev.tenon.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.jte.JteInvoicePages;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceKind;
import dev.tenon.ports.invoices.InvoiceLine;
import dev.tenon.ports.invoices.spi.InvoicePages.Sheet;
import dev.tenon.ports.invoices.spi.PdfPrinter;
import dev.tenon.ports.kernel.Money;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryStorage;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.Race;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class OpenHtmlPrinterTest {

    private static final URI BASE = URI.create("https://tenon.example.org/");

    private final PdfPrinter printer = new OpenHtmlPrinter();

    @Test
    void is_found_on_the_class_path() {
        assertThat(ServiceLoader.load(PdfPrinter.class).findFirst()).containsInstanceOf(OpenHtmlPrinter.class);
    }

    @Test
    void prints_an_invoice_with_every_letter_and_its_fonts_in_it() throws IOException {
        byte[] pdf = printer.print(page("Zażółć gęślą jaźń – Съешь ещё этих мягких – Ελλάδα – Größe", Locale.GERMAN));

        String text = text(pdf);

        assertThat(text).contains("Rechnung", "Zażółć gęślą jaźń", "Съешь ещё этих мягких", "Ελλάδα", "Größe");
        assertThat(text).contains("Müller & Söhne GmbH", "1.234,50 EUR");
        assertThat(fonts(pdf)).isNotEmpty().allMatch(PDFont::isEmbedded);
        assertThat(fonts(pdf))
                .extracting(font -> font.getName().replaceFirst("[A-Z]+\\+", ""))
                .as("headings and totals are bold")
                .containsOnly("LiberationSans", "LiberationSans-Bold");
    }

    @Test
    void what_the_font_does_not_have_is_marked() throws IOException {
        assertThat(text(printer.print(page("料金 A", Locale.ENGLISH)))).contains("?? A");
    }

    @Test
    void what_people_wrote_stays_text() throws IOException {
        String hostile = "<img src=\"http://192.0.2.1/x.png\"/><script>alert(1)</script>]]>&amp;{{x}}";

        assertThat(text(printer.print(page(hostile, Locale.ENGLISH))).replaceAll("\\s", ""))
                .contains(hostile.replaceAll("\\s", ""));
    }

    @Test
    void fetches_nothing_that_a_page_names() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(200);
            String there = "http://127.0.0.1:" + socket.getLocalPort();

            byte[] pdf = printer.print("<html><head><link rel=\"stylesheet\" href=\"" + there + "/a.css\"/>"
                    + "<style>@import url('" + there + "/b.css'); body { background-image: url('" + there
                    + "/c.png'); }</style></head><body><img src=\"" + there
                    + "/d.png\"/><img src=\"file:///etc/hosts\"/>"
                    + "Here</body></html>");

            assertThat(text(pdf)).contains("Here").doesNotContain("localhost");
            assertThatThrownBy(socket::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void reads_no_file_that_a_page_names_as_an_entity() {
        String page = "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/hosts\">]><html><body>Here&x;</body></html>";

        String printed;
        try {
            printed = text(printer.print(page));
        } catch (RuntimeException | IOException refused) {
            printed = String.valueOf(refused.getMessage());
        }

        assertThat(printed).doesNotContain("localhost");
    }

    @Test
    void refuses_a_page_beyond_all_bounds() {
        assertThatThrownBy(() -> printer.print("x".repeat(OpenHtmlPrinter.LONGEST_PAGE + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void prints_for_several_at_once_one_after_the_other() throws IOException {
        PdfPrinter one = new OpenHtmlPrinter(1);

        List<byte[]> printed = Race.of(4, number -> one.print("<html><body>Page " + number + "</body></html>"));

        for (int number = 0; number < 4; number++) {
            assertThat(text(printed.get(number))).contains("Page " + number);
        }
    }

    private static String page(String description, Locale language) {
        Subscription subscription = Fixtures.aSubscription(
                Fixtures.aUserId(),
                new InMemoryStorage().plans().findByName("Standard").orElseThrow());
        Money amount = new Money(123_450, Currency.getInstance("EUR"));
        Invoice plain = Fixtures.anInvoice(subscription, InvoiceKind.MANUAL, amount, MovableClock.START);
        Invoice invoice = new Invoice(
                plain.id(),
                plain.userId(),
                null,
                plain.subscriptionId(),
                42L,
                plain.kind(),
                plain.status(),
                null,
                null,
                plain.taxRate(),
                plain.subtotal(),
                plain.tax(),
                plain.total(),
                plain.amountPaid(),
                plain.credit(),
                null,
                MovableClock.START,
                null,
                0,
                null,
                plain.createdAt(),
                plain.updatedAt(),
                1,
                List.of(new InvoiceLine(description, 1, amount, amount, null, null, false)));
        return new JteInvoicePages()
                .html(new Sheet(
                        invoice,
                        null,
                        List.of("Müller & Söhne GmbH", "Hauptstraße 1"),
                        List.of("Ana Lima", "ana@example.org"),
                        null,
                        null,
                        List.of(language),
                        ZoneOffset.UTC,
                        BASE));
    }

    @Test
    void prints_a_picture_that_the_page_contains_and_fetches_none() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
        String picture = "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());

        assertThat(pictures("<html><body><img src='" + picture + "'/></body></html>"))
                .isEqualTo(1);
        assertThat(pictures("<html><body><img src='http://127.0.0.1:9/x.png'/></body></html>"))
                .isZero();
    }

    private static int pictures(String page) throws IOException {
        try (PDDocument document = Loader.loadPDF(new OpenHtmlPrinter().print(page))) {
            int found = 0;
            for (COSName name : document.getPage(0).getResources().getXObjectNames()) {
                found += document.getPage(0).getResources().isImageXObject(name) ? 1 : 0;
            }
            return found;
        }
    }

    private static String text(byte[] pdf) throws IOException {
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static List<PDFont> fonts(byte[] pdf) throws IOException {
        List<PDFont> fonts = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    fonts.add(page.getResources().getFont(name));
                }
            }
        }
        return fonts;
    }
}
