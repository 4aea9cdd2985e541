package dev.tenon.tika;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TikaDetectorTest {

    private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";

    private final TikaDetector detector = new TikaDetector();

    @ParameterizedTest
    @CsvSource({
        "255044462d312e37, application/pdf",
        "89504e470d0a1a0a0000000d49484452, image/png",
        "ffd8ffe000104a464946, image/jpeg",
        "474946383961, image/gif",
        "504b0304140000000800, application/zip",
        "4d5a90000300000004000000ffff, application/x-msdownload",
        "7f454c4602010100, application/x-elf",
        "d0cf11e0a1b11ae1, application/x-ole-storage",
        "68656c6c6f, text/plain",
        "3c21444f43545950452068746d6c3e3c68746d6c3e, text/html",
        "00010203fffe, application/octet-stream",
        "ff, application/octet-stream",
        "0a, text/plain",
    })
    void tells_a_type_by_the_first_bytes(String hex, String type) {
        assertThat(detector.ofBytes(HexFormat.of().parseHex(hex))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "word/document.xml, wordprocessingml.document",
        "xl/workbook.xml, spreadsheetml.sheet",
        "ppt/presentation.xml, presentationml.presentation",
    })
    void tells_office_documents_by_their_parts(String part, String type) throws IOException {
        assertThat(detector.ofBytes(zip("[Content_Types].xml", "_rels/.rels", part)))
                .isEqualTo(OPEN_XML + type);
        assertThat(detector.ofBytes(zip("_rels/.rels", part, "[Content_Types].xml")))
                .isEqualTo(OPEN_XML + type);
        assertThat(detector.ofBytes(zip(part))).isEqualTo("application/zip");
    }

    @Test
    void a_file_that_ends_in_a_header_is_told_all_the_same() throws IOException {
        byte[] whole = zip("[Content_Types].xml", "word/document.xml");

        for (int length = 0; length < whole.length; length++) {
            byte[] head = Arrays.copyOf(whole, length);
            assertThat(detector.ofBytes(head)).isNotEmpty();
        }
    }

    @Test
    void knows_endings_kinds_and_short_names() {
        assertThat(detector.ofName("Report.DOCX")).contains(OPEN_XML + "wordprocessingml.document");
        assertThat(detector.ofName("notes.md")).contains("text/markdown");
        assertThat(detector.ofName("notes")).isEmpty();
        assertThat(detector.isA(OPEN_XML + "wordprocessingml.document", "application/zip"))
                .isTrue();
        assertThat(detector.isA("text/csv", "text/plain")).isTrue();
        assertThat(detector.isA("application/x-pdf", "application/pdf")).isTrue();
        assertThat(detector.isA("application/pdf", "text/plain")).isFalse();
        assertThat(detector.isKnown("application/pdf")).isTrue();
        assertThat(detector.isKnown("application/x-nobody-knows")).isFalse();
        assertThat(detector.shortName("application/pdf")).contains("pdf");
        assertThat(detector.shortName("application/x-nobody-knows")).isEmpty();
    }

    private static byte[] zip(String... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String part : parts) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write("<x/>".getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
