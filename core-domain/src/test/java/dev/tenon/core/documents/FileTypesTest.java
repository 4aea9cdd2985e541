package dev.tenon.core.documents;

import static dev.tenon.core.Refusals.assertRefused;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.DocumentPatch;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.NewUpload;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.tika.TikaDetector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypesTest {

    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static final Map<String, byte[]> CONTENTS = Map.of(
            "pdf", bytes("%PDF-1.7\n1 0 obj"),
            "html", bytes("<!DOCTYPE html><html><script>alert(1)</script></html>"),
            "text", bytes("hello, a;b;c\n"),
            "program", new byte[] {'M', 'Z', (byte) 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, (byte) 0xff, (byte) 0xff},
            "png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'},
            "docx", docx(),
            "zip", zip("a.txt"),
            "protected",
                    new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1
                    },
            "noise", new byte[] {0, 1, 2, 3, (byte) 0xff, (byte) 0xfe, 0, 9},
            "gifjs", bytes("GIF89a/*\u0001*/=1;alert(1)"));

    private final TenonInMemory house = new TenonInMemory();
    private final Tenon tenon = house.builder().mediaTypes(new TikaDetector()).build();
    private final Actor ana = house.aPerson("ana@example.org");

    @Test
    void F2_an_upload_in_pieces_is_told_by_its_first_that_it_is_not_what_it_is_called() {
        byte[] program = Arrays.copyOf(requireNonNull(CONTENTS.get("program")), 100_000);
        Upload upload = tenon.uploads().create(ana, NewUpload.of("report.pdf", 20_000_000));

        assertRefused(
                DocumentRefusal.TYPE_MISMATCH,
                () -> tenon.uploads()
                        .append(ana, upload.id(), new UploadPiece(0, null, null, new ByteArrayInputStream(program))));

        assertRefused(UploadRefusal.ENDED, () -> tenon.uploads().get(ana, upload.id()));
        assertThat(house.storage
                        .quotas()
                        .find(ana.person().orElseThrow())
                        .orElseThrow()
                        .reserved())
                .isZero();
    }

    @Test
    void F2_an_upload_in_pieces_is_what_its_bytes_tell_and_refused_with_the_last_at_the_latest() {
        Upload small = tenon.uploads().create(ana, NewUpload.of("report.pdf", 5));
        assertRefused(
                DocumentRefusal.TYPE_MISMATCH,
                () -> tenon.uploads()
                        .append(
                                ana,
                                small.id(),
                                new UploadPiece(0, null, null, new ByteArrayInputStream(bytes("hello")))));

        byte[] docx = docx();
        Upload upload = tenon.uploads().create(ana, NewUpload.of("report", docx.length));
        tenon.uploads().append(ana, upload.id(), new UploadPiece(0, null, null, new ByteArrayInputStream(docx, 0, 20)));
        Upload done = tenon.uploads()
                .append(
                        ana,
                        upload.id(),
                        new UploadPiece(20, null, null, new ByteArrayInputStream(docx, 20, docx.length - 20)));

        assertThat(tenon.documents().get(ana, requireNonNull(done.documentId())).mediaType())
                .isEqualTo(DOCX);
    }

    @ParameterizedTest
    @CsvSource({
        "pdf, report.pdf, application/pdf, application/pdf, pdf",
        "pdf, report, '', application/pdf, pdf",
        "pdf, report.pdf, application/octet-stream, application/pdf, pdf",
        "pdf, report.pdf, application/x-www-form-urlencoded, application/pdf, pdf",
        "docx, report, '', " + DOCX + ", docx",
        "docx, report.docx, application/zip, " + DOCX + ", docx",
        "docx, report.zip, '', " + DOCX + ", zip",
        "zip, parts.zip, '', application/zip, zip",
        "zip, report.docx, '', " + DOCX + ", docx",
        "text, table.csv, text/plain, text/csv, csv",
        "text, table, text/csv, text/csv, csv",
        "text, notes.md, '', text/markdown, md",
        "text, notes, '', text/plain, txt",
        "text, data.json, application/json, application/json, json",
        "html, page.html, text/html, text/html, html",
        "html, README.md, '', text/markdown, md",
        "png, picture.jpg, image/jpeg, image/png, png",
        "png, picture.png, image/png, image/png, png",
        "protected, secret.docx, '', " + DOCX + ", docx",
        "noise, data.bin, '', application/octet-stream, bin",
        "noise, data, application/x-nobody-knows, application/octet-stream, bin",
        "program, setup.exe, application/octet-stream, application/x-dosexec, exe",
        "gifjs, picture.gif, '', image/gif, gif",
    })
    void F2_what_is_stored_is_what_the_bytes_tell_and_the_name_refines_it(
            String content, String name, String claimed, String type, @Nullable String shortName) {
        Document document = upload(content, name, claimed.isEmpty() ? null : claimed);

        assertThat(document.mediaType()).isEqualTo(type);
        assertThat(document.fileType()).isEqualTo(shortName);
    }

    @ParameterizedTest
    @CsvSource({
        "html, report.pdf, '', application/pdf, text/html",
        "program, report.pdf, '', application/pdf, application/x-msdownload",
        "program, notes.txt, '', text/plain, application/x-msdownload",
        "program, letter.doc, '', application/msword, application/x-msdownload",
        "text, report.pdf, '', application/pdf, text/plain",
        "noise, report.pdf, '', application/pdf, application/octet-stream",
        "noise, picture.png, '', image/png, application/octet-stream",
        "pdf, notes.txt, '', text/plain, application/pdf",
        "pdf, picture.png, '', image/png, application/pdf",
        "pdf, song.mp3, '', audio/mpeg, application/pdf",
        "zip, report.pdf, '', application/pdf, application/zip",
        "gifjs, script.js, '', text/javascript, image/gif",
        "html, report, application/pdf, application/pdf, text/html",
        "pdf, report.pdf, image/png, image/png, application/pdf",
        "protected, parts.zip, '', application/zip, application/x-ole-storage",
    })
    void F2_a_name_or_a_claim_that_contradicts_the_bytes_is_refused_and_leaves_nothing(
            String content, String name, String claimed, String said, String found) {
        assertThatThrownBy(() -> upload(content, name, claimed.isEmpty() ? null : claimed))
                .hasMessageContaining(said)
                .hasMessageContaining(found);
        assertRefused(DocumentRefusal.TYPE_MISMATCH, () -> upload(content, name, claimed.isEmpty() ? null : claimed));

        assertThat(tenon.quotas().of(ana).reserved()).isZero();
        assertThat(tenon.quotas().of(ana).used()).isZero();
        assertThat(house.blobs.count()).isZero();
    }

    @Test
    void F2_a_new_version_is_what_its_bytes_tell_under_the_name_of_the_document() {
        Document document = upload("pdf", "report.pdf", null);

        assertRefused(
                DocumentRefusal.TYPE_MISMATCH,
                () -> tenon.documentVersions()
                        .add(ana, document.id(), file("html", "page.html", "text/html"), Expected.any()));
        Document next = tenon.documentVersions().add(ana, document.id(), file("pdf", "x", null), Expected.any());

        assertThat(next.version()).isEqualTo(2);
        assertThat(next.mediaType()).isEqualTo("application/pdf");
    }

    @Test
    void F2_no_new_name_contradicts_what_a_document_is() {
        Document document = upload("html", "page.html", null);

        assertRefused(DocumentRefusal.TYPE_MISMATCH, () -> renamed(document, "page.pdf"));

        assertThat(renamed(document, "page.txt").fileType()).isEqualTo("txt");
        assertThat(renamed(document, "page").fileType()).isEqualTo("html");
    }

    @Test
    void the_first_bytes_of_a_long_file_are_stored_with_the_rest() throws IOException {
        byte[] long_ = new byte[200_000];
        Arrays.fill(long_, (byte) 'a');

        Document document =
                tenon.documents().upload(ana, new NewDocument("a.txt", null, null, new ByteArrayInputStream(long_)));

        try (InputStream read =
                tenon.documents().content(ana, document.id()).bytes().open(0, Long.MAX_VALUE)) {
            assertThat(read.readAllBytes()).isEqualTo(long_);
        }
        assertThat(document.fileSize()).isEqualTo(200_000);
        assertThat(tenon.documents()
                        .list(ana, DocumentFilter.all(), PageRequest.first(10))
                        .items())
                .hasSize(1);
    }

    @Test
    void without_a_detector_names_and_claims_are_believed() {
        Document document = house.tenon.documents().upload(ana, file("html", "report.pdf", null));

        assertThat(document.mediaType()).isEqualTo("application/pdf");
    }

    private Document renamed(Document document, String name) {
        return tenon.documents().update(ana, document.id(), new DocumentPatch(name, null), Expected.any());
    }

    private Document upload(String content, String name, @Nullable String claimed) {
        return tenon.documents().upload(ana, file(content, name, claimed));
    }

    private static NewDocument file(String content, String name, @Nullable String claimed) {
        byte[] bytes = CONTENTS.getOrDefault(content, new byte[0]);
        return new NewDocument(name, claimed, (long) bytes.length, new ByteArrayInputStream(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] docx() {
        return zip("[Content_Types].xml", "word/document.xml");
    }

    private static byte[] zip(String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String part : parts) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write(bytes("<x/>"));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
