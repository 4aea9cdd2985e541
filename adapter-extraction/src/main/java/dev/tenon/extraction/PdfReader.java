package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** PDF files: the text page by page, and the first page as a picture. What does not fit into memory goes to the disk. */
final class PdfReader {

    private static final long IN_MEMORY = 16L << 20;
    private static final int DRAWN_SIDE = 2 * DocumentProcessor.THUMBNAIL_SIDE;
    private static final byte[] NOTHING = {};

    private PdfReader() {}

    static Reading read(Path file) throws IOException, Unreadable {
        MemoryUsageSetting memory = MemoryUsageSetting.setupMixed(IN_MEMORY, Limits.MOST_SCRATCH);
        try (RandomAccessReadBufferedFile bytes = new RandomAccessReadBufferedFile(file);
                PDDocument document = Loader.loadPDF(bytes, "", null, null, memory.streamCache)) {
            int pages = document.getNumberOfPages();
            if (pages > Limits.MOST_PAGES) {
                throw new Unreadable("The file has " + pages + " pages; at most " + Limits.MOST_PAGES + " are read.");
            }
            return Reading.of(text(document, pages))
                    .in(document.getDocumentCatalog().getLanguage())
                    .withPages(pages)
                    .withThumbnail(thumbnail(document, pages));
        } catch (InvalidPasswordException locked) {
            throw new Unreadable("The file is protected with a password.");
        }
    }

    private static String text(PDDocument document, int pages) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSuppressDuplicateOverlappingText(false);
        BoundedText text = new BoundedText();
        for (int page = 1; page <= pages && !text.isFull(); page++) {
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            stripper.writeText(document, text);
        }
        return text.toString().strip();
    }

    private static byte[] thumbnail(PDDocument document, int pages) {
        if (pages == 0) {
            return NOTHING;
        }
        try {
            PDRectangle box = document.getPage(0).getCropBox();
            float side = Math.max(box.getWidth(), box.getHeight());
            PDFRenderer renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            BufferedImage page = renderer.renderImage(0, DRAWN_SIDE / Math.max(1, side), ImageType.RGB);
            return Thumbnails.of(page);
        } catch (IOException | RuntimeException notDrawn) {
            // A page that cannot be drawn can be read all the same.
            return NOTHING;
        }
    }
}
