package dev.tenon.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.spi.DocumentProcessor.Extraction;
import dev.tenon.ports.documents.spi.DocumentProcessor.Source;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in files of each kind, in this process. */
class DocumentReaderTest {

    @TempDir
    private Path folder;

    private DocumentReader reader;

    @BeforeEach
    void setUp() {
        reader = DocumentReader.inThisProcess(Limits.standard(), folder);
    }

    @Test
    void a_pdf_file_has_text_pages_a_language_and_a_picture_of_its_first_page() throws Exception {
        Extraction read = read("application/pdf", SampleFiles.pdf(5, false));

        assertThat(read.text()).contains("Quarterly report, page 1", "Quarterly report, page 3");
        assertThat(read.pages()).isEqualTo(5);
        assertThat(read.language()).isEqualTo("de");
        BufferedImage picture = picture(read);
        assertThat(picture.getHeight()).isEqualTo(256);
        assertThat(picture.getWidth()).isBetween(175, 185);
        assertThat(darkest(picture)).isLessThan(128);
    }

    @Test
    void a_docx_file_has_paragraphs_the_pages_it_says_and_a_language() throws Exception {
        Extraction read = read(SampleFiles.DOCX, SampleFiles.docx());

        assertThat(read.text()).isEqualTo("Dear Ana,\nthe tender\tis & stays öpen");
        assertThat(read.pages()).isEqualTo(7);
        assertThat(read.language()).isEqualTo("en");
        assertThat(read.thumbnail()).isNull();
    }

    @Test
    void a_page_has_what_people_read_on_it() throws Exception {
        Extraction read = read("text/html", bytes("""
                <!DOCTYPE html><html lang="fr"><head><title>Rapport</title><style>p{color:red}</style></head>
                <body><h1>Bonjour</h1><p>un <b>deux</b>   trois<br>quatre</p><script>alert('non')</script></body></html>
                """));

        assertThat(read.text())
                .contains("Rapport", "Bonjour\n", "un deux trois\nquatre")
                .doesNotContain("alert", "color");
        assertThat(read.language()).isEqualTo("fr");
        assertThat(read.pages()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/markdown", "text/csv", "application/json"})
    void text_is_read_as_it_is(String type) throws Exception {
        assertThat(read(type, bytes("# Größe;1\n")).text()).isEqualTo("# Größe;1\n");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, fffe", "UTF-16BE, feff", "UTF-8, efbbbf", "windows-1252, ''"})
    void text_is_read_in_the_encoding_that_it_says_or_that_fits(String charset, String mark) throws Exception {
        byte[] words = "Größe".getBytes(Charset.forName(charset));
        byte[] marked = new byte[mark.length() / 2 + words.length];
        byte[] start = HexFormat.of().parseHex(mark);
        System.arraycopy(start, 0, marked, 0, start.length);
        System.arraycopy(words, 0, marked, start.length, words.length);

        assertThat(read("text/plain", marked).text()).isEqualTo("Größe");
    }

    @Test
    void of_a_long_text_the_beginning_is_read() throws Exception {
        byte[] text = new byte[Processing.MOST_TEXT * 5];
        Arrays.fill(text, (byte) 'ä');
        for (int i = 0; i < text.length - 1; i += 2) {
            text[i] = (byte) 0xc3;
            text[i + 1] = (byte) 0xa4;
        }

        assertThat(read("text/plain", text).text()).startsWith("ää").hasSizeGreaterThanOrEqualTo(Processing.MOST_TEXT);
    }

    @ParameterizedTest
    @CsvSource({"png, 600, 300, 256, 128", "jpeg, 3000, 6000, 128, 256", "gif, 40, 30, 40, 30", "png, 5000, 1, 256, 1"})
    void a_picture_is_made_small_and_never_larger(String format, int width, int height, int smallWidth, int smallHeight)
            throws Exception {
        Extraction read = read("image/" + format, SampleFiles.picture(format, width, height));

        BufferedImage picture = picture(read);
        assertThat(picture.getWidth()).isEqualTo(smallWidth);
        assertThat(picture.getHeight()).isEqualTo(smallHeight);
        assertThat(read.text()).isEmpty();
        assertThat(picture.getRGB(0, 0) & 0xff0000).isGreaterThan(0xe00000);
        assertThat(picture.getRGB(0, 0) & 0xff).isLessThan(0x20);
    }

    @Test
    void what_is_protected_with_a_password_says_so() {
        assertUnreadable("application/pdf", () -> SampleFiles.pdf(1, true), "protected with a password");
        assertUnreadable(
                SampleFiles.DOCX,
                () -> new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0},
                "protected with a password");
    }

    @Test
    void what_is_broken_says_so() {
        assertUnreadable("application/pdf", () -> bytes("%PDF-1.7\nnothing of the kind"), "broken");
        assertUnreadable(SampleFiles.DOCX, () -> bytes("PK nothing of the kind"), "broken");
        assertUnreadable("image/png", () -> Arrays.copyOf(SampleFiles.picture("png", 300, 300), 60), "broken");
        assertUnreadable("image/gif", () -> bytes("GIF89a"), "broken");
        assertUnreadable(SampleFiles.DOCX, () -> Arrays.copyOf(SampleFiles.docx(), 200), "broken");
    }

    @Test
    void what_is_too_much_says_so() {
        assertUnreadable(SampleFiles.DOCX, SampleFiles::bomb, "too large: more than 64 MiB");
        assertUnreadable("image/png", SampleFiles::hugePng, "pixels; at most 200 million");
        assertUnreadable(
                "application/pdf", () -> SampleFiles.pdf(Limits.MOST_PAGES + 1, false), "10001 pages; at most");
    }

    @Test
    void a_file_that_is_too_large_is_not_even_copied() {
        Source large = new Source("application/pdf", Limits.standard().fileSize() + 1, () -> {
            throw new AssertionError("It was opened");
        });

        assertThatThrownBy(() -> reader.process(large))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("100 MiB");
    }

    @Test
    void xml_reads_no_file_of_the_machine() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "swordfish");

        assertThatThrownBy(() -> assertThat(read(SampleFiles.DOCX, SampleFiles.docxWithEntity(secret.toString()))
                                .text())
                        .doesNotContain("swordfish"))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void no_copy_of_a_file_stays() throws Exception {
        read("application/pdf", SampleFiles.pdf(1, false));
        assertUnreadable("application/pdf", () -> bytes("%PDF-"), "broken");

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(file -> file.toString().endsWith(".bin"))).isEmpty();
        }
    }

    private interface Making {
        byte[] make() throws IOException;
    }

    private void assertUnreadable(String type, Making file, String why) {
        assertThatThrownBy(() -> read(type, file.make()))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(why);
    }

    private Extraction read(String type, byte[] file) throws Exception {
        assertThat(reader.takes(type)).isTrue();
        return reader.process(new Source(type, file.length, () -> new ByteArrayInputStream(file)));
    }

    private static BufferedImage picture(Extraction read) throws IOException {
        try (InputStream png = Objects.requireNonNull(read.thumbnail())) {
            return Objects.requireNonNull(ImageIO.read(png));
        }
    }

    private static int darkest(BufferedImage picture) {
        int darkest = 255;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                darkest = Math.min(darkest, picture.getRGB(x, y) & 0xff);
            }
        }
        return darkest;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
