package dev.tenon.pdf;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.tenon.ports.invoices.spi.PdfPrinter;
import dev.tenon.ports.kernel.RequestRefusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * Prints with Open HTML to PDF. What the font Liberation Sans has, upright and bold, is in every file: Latin, Greek and Cyrillic letters and the usual
 * signs; for others there is a mark. Nothing that a page names is fetched, be it from a network, a disk or the page itself.
 */
public final class OpenHtmlPrinter implements PdfPrinter {

    /** In characters. */
    static final int LONGEST_PAGE = 1 << 20;

    private static final String FONT = "Liberation Sans";
    private static final String FONT_FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String BOLD_FILE = "/liberation/LiberationSans-Bold.ttf";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;
    private static final String MISSING = "?";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Semaphore presses;

    static {
        // It tells of every step otherwise, and what goes wrong comes out as an exception.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.SEVERE));
    }

    /** As many at once as half of the machine's processors, and at least one. */
    public OpenHtmlPrinter() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    OpenHtmlPrinter(int atOnce) {
        this.presses = new Semaphore(atOnce, true);
    }

    @Override
    public byte[] print(String page) {
        if (page.length() > LONGEST_PAGE) {
            throw new IllegalArgumentException("A page to print has at most " + LONGEST_PAGE + " characters");
        }
        if (!acquired()) {
            throw RequestRefusal.BUSY.refusal().withRetryAfter(LONGEST_WAIT);
        }
        try {
            return printed(page);
        } catch (IOException unprintable) {
            throw new UncheckedIOException(unprintable);
        } finally {
            presses.release();
        }
    }

    private boolean acquired() {
        try {
            return presses.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static byte[] printed(String page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new PdfRendererBuilder()
                .useFont(() -> font(FONT_FILE), FONT, REGULAR, FontStyle.NORMAL, true)
                .useFont(() -> font(BOLD_FILE), FONT, BOLD, FontStyle.NORMAL, true)
                .useReplacementText(MISSING)
                .useUriResolver((base, uri) -> isPicture(uri) ? uri : null)
                .useExternalResourceAccessControl(
                        (uri, type) -> isPicture(uri), ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useExternalResourceAccessControl(
                        (uri, type) -> isPicture(uri), ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
                .withProducer("Tenon")
                .withHtmlContent(page, null)
                .toStream(bytes)
                .run();
        return bytes.toByteArray();
    }

    /** A picture that the page itself contains: nothing is fetched. */
    private static boolean isPicture(@Nullable String uri) {
        return uri != null && (uri.startsWith("data:image/png;base64,") || uri.startsWith("data:image/jpeg;base64,"));
    }

    private static InputStream font(String file) {
        return Objects.requireNonNull(PDDocument.class.getResourceAsStream(file), file);
    }
}
