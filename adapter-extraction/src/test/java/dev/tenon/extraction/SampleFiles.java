package dev.tenon.extraction;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/** Files of each kind, sound and otherwise. */
final class SampleFiles {

    static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static final String WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private SampleFiles() {}

    static byte[] pdf(int pages, boolean isProtected) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            for (int number = 1; number <= pages; number++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                if (number <= 3) {
                    write(document, page, "Quarterly report, page " + number);
                }
            }
            document.getDocumentCatalog().setLanguage("de-AT");
            if (isProtected) {
                document.protect(new StandardProtectionPolicy("owner", "reader", new AccessPermission()));
            }
            document.save(bytes);
        }
        return bytes.toByteArray();
    }

    private static void write(PDDocument document, PDPage page, String words) throws IOException {
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), 24);
            content.newLineAtOffset(72, 700);
            content.showText(words);
            content.endText();
        }
    }

    static byte[] docx() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            part(zip, "[Content_Types].xml", "<Types/>");
            part(zip, "word/document.xml", """
                    <w:document xmlns:w="%s"><w:body>
                    <w:p><w:r><w:t>Dear Ana,</w:t></w:r></w:p>
                    <w:p><w:r><w:t>the </w:t></w:r><w:r><w:t>tender</w:t><w:tab/><w:t>is &amp; stays öpen</w:t></w:r></w:p>
                    <w:instrText>not to be read</w:instrText>
                    </w:body></w:document>""".formatted(WORD));
            part(zip, "word/styles.xml", "<w:styles xmlns:w=\"" + WORD + "\"><w:lang w:val=\"en-GB\"/></w:styles>");
            part(zip, "docProps/app.xml", "<Properties><Pages>7</Pages></Properties>");
        }
        return bytes.toByteArray();
    }

    /** A few kilobytes out of which come more than anybody reads. */
    static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(("<w:document xmlns:w=\"" + WORD + "\">").getBytes(StandardCharsets.UTF_8));
            spaces(zip, Limits.MOST_INFLATED);
            zip.write("</w:document>".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void spaces(OutputStream to, long count) throws IOException {
        byte[] some = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (long written = 0; written < count; written += some.length) {
            to.write(some);
        }
    }

    /** XML that would read a file of the machine, if anybody let it. */
    static byte[] docxWithEntity(String file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            part(
                    zip,
                    "word/document.xml",
                    "<!DOCTYPE d [<!ENTITY e SYSTEM \"file://" + file + "\">]><w:document xmlns:w=\"" + WORD
                            + "\"><w:p><w:t>before &e; after</w:t></w:p></w:document>");
        }
        return bytes.toByteArray();
    }

    private static void part(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A picture, red on the left and transparent on the right. */
    static byte[] picture(String format, int width, int height) throws IOException {
        boolean isJpeg = format.equals("jpeg");
        BufferedImage picture =
                new BufferedImage(width, height, isJpeg ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = picture.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height);
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    /** A PNG of a few bytes that says it has so many pixels. */
    static byte[] hugePng() throws IOException {
        byte[] png = picture("png", 8, 8);
        int width = 16;
        png[width] = 0;
        png[width + 1] = (byte) 0xff;
        png[width + 5] = (byte) 0xff;
        return png;
    }
}
