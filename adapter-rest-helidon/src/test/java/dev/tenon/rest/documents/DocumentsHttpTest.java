package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsHttpTest extends HttpTest {

    private Person ana;

    @BeforeEach
    void signIn() {
        ana = tenon().ana();
    }

    @Test
    void stores_a_form_s_file() throws Exception {
        byte[] bytes = bytes(70_000);

        Answer stored = ana.http()
                .post("/v1/documents")
                .file("file", "Report 2026.PDF", "application/pdf", bytes)
                .expect(201);

        assertThat(stored.at("/fileName")).isEqualTo("Report 2026.PDF");
        assertThat(stored.json().path("fileSize").asInt()).isEqualTo(70_000);
        assertThat(stored.at("/fileType")).isEqualTo("pdf");
        assertThat(stored.at("/mediaType")).isEqualTo("application/pdf");
        assertThat(stored.at("/sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(stored.at("/userId")).isEqualTo(ana.id());
        assertThat(stored.header("Location")).contains("/v1/documents/" + stored.at("/id"));
        assertThat(download(stored)).isEqualTo(bytes);
    }

    @Test
    void stores_a_raw_body() {
        byte[] bytes = bytes(70_000);

        Answer stored = raw("attachment; filename=\"notes.txt\"", "text/plain; charset=utf-8", bytes)
                .expect(201);

        assertThat(stored.at("/fileName")).isEqualTo("notes.txt");
        assertThat(stored.at("/mediaType")).isEqualTo("text/plain");
        assertThat(download(stored)).isEqualTo(bytes);
    }

    @Test
    void stores_a_raw_body_whose_length_is_not_known() {
        byte[] bytes = bytes(70_000);

        Answer stored = ana.http()
                .post("/v1/documents")
                .header("Content-Disposition", "attachment; filename=\"stream.bin\"")
                .body("application/octet-stream", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .expect(201);

        assertThat(stored.json().path("fileSize").asInt()).isEqualTo(70_000);
        assertThat(download(stored)).isEqualTo(bytes);
    }

    @Test
    void stores_a_json_file_as_it_is() {
        byte[] bytes = "{\"a\": 1, \"a\": 2".getBytes(StandardCharsets.UTF_8);

        Answer stored = raw("attachment; filename=\"data.json\"", "application/json", bytes)
                .expect(201);

        assertThat(stored.at("/mediaType")).isEqualTo("application/json");
        assertThat(download(stored)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attachment; filename=\"report.pdf\"                       | report.pdf",
                "attachment; filename=report.pdf                           | report.pdf",
                "attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf         | résumé.pdf",
                "attachment; filename=\"resume.pdf\"; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf | résumé.pdf",
                "attachment; filename=\"a \\\"b\\\".pdf\"                   | a \"b\".pdf",
                "attachment; filename=\"../../etc/passwd\"                 | passwd",
                "attachment; filename=\"C:\\\\Users\\\\ana\\\\report.pdf\" | report.pdf",
                "attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd       | passwd"
            })
    void F1_a_name_is_metadata_and_never_a_path(String disposition, String name) {
        assertThat(raw(disposition, "application/pdf", bytes(10)).expect(201).at("/fileName"))
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attachment",
                "attachment; filename=\"\"",
                "attachment; filename=\"/\"",
                "attachment; filename*=UTF-8''a%0D%0Ab.txt",
                "attachment; filename*=UTF-8''a%00.txt",
                "attachment; filename*=UTF-8''%20"
            })
    void a_file_has_a_name_of_one_line(String disposition) {
        Answer answer = raw(disposition, "text/plain", bytes(10)).send();

        assertThat(answer.status()).isIn(400, 422);
        leavesNothing();
    }

    @Test
    void a_raw_body_has_a_name() {
        Answer answer =
                ana.http().post("/v1/documents").body("text/plain", bytes(10)).send();

        assertThat(answer.status()).isIn(400, 422);
        leavesNothing();
    }

    @Test
    void an_empty_file_is_refused() {
        raw("attachment; filename=\"a.txt\"", "text/plain", new byte[0]).refused(422, "document-empty");
        ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[0])
                .refused(422, "document-empty");

        leavesNothing();
    }

    @Test
    void a_form_has_one_part_named_file() {
        assertThat(ana.http()
                        .post("/v1/documents")
                        .file("upload", "a.txt", "text/plain", bytes(10))
                        .send()
                        .status())
                .isIn(400, 422);
        assertThat(ana.http()
                        .post("/v1/documents")
                        .body("multipart/form-data; boundary=b", "--b--\r\n")
                        .send()
                        .status())
                .isIn(400, 422);
        assertThat(ana.http()
                        .post("/v1/documents")
                        .body("multipart/form-data", "--b--\r\n")
                        .send()
                        .status())
                .isIn(400, 415);

        leavesNothing();
    }

    @Test
    void a_form_that_breaks_off_leaves_nothing() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf a file";

        assertThat(ana.http()
                        .post("/v1/documents")
                        .body("multipart/form-data; boundary=b", form)
                        .send()
                        .status())
                .isEqualTo(400);

        leavesNothing();
    }

    @Test
    void F5_a_file_of_the_limit_is_taken() {
        byte[] bytes = new byte[Installation.FREE_UPLOAD];

        raw("attachment; filename=\"full.bin\"", "application/octet-stream", bytes)
                .expect(201);

        assertThat(used()).isEqualTo(Installation.FREE_UPLOAD);
    }

    @Test
    void F5_a_byte_more_than_the_limit_is_413_and_leaves_nothing() {
        byte[] bytes = new byte[Installation.FREE_UPLOAD + 1];

        raw("attachment; filename=\"a.bin\"", "application/octet-stream", bytes).refused(413, "document-too-large");

        leavesNothing();
    }

    @Test
    void F5_a_byte_more_than_the_limit_is_413_whether_or_not_the_length_is_known() {
        byte[] bytes = new byte[Installation.FREE_UPLOAD + 1];

        ana.http()
                .post("/v1/documents")
                .header("Content-Disposition", "attachment; filename=\"a.bin\"")
                .body("application/octet-stream", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .refused(413, "document-too-large");
        ana.http()
                .post("/v1/documents")
                .file("file", "a.bin", "application/octet-stream", bytes)
                .refused(413, "document-too-large");

        leavesNothing();
    }

    @Test
    void F4_a_disk_that_fails_leaves_nothing() {
        tenon().blobs().setBroken(true);

        raw("attachment; filename=\"a.txt\"", "text/plain", bytes(100)).refused(503, "document-storage-unavailable");

        tenon().blobs().setBroken(false);
        leavesNothing();
    }

    @Test
    void lists_documents_newest_first_and_finds_them() {
        raw("attachment; filename=\"Invoice.pdf\"", "application/pdf", bytes(1)).expect(201);
        tenon().clock().advance(Duration.ofSeconds(1));
        raw("attachment; filename=\"notes.txt\"", "text/plain", bytes(2)).expect(201);

        assertThat(ana.http().get("/v1/documents").expect(200).items("fileName"))
                .containsExactly("notes.txt", "Invoice.pdf");
        assertThat(list("q", "VOICE")).containsExactly("Invoice.pdf");
        assertThat(list("q", "%")).isEmpty();
        assertThat(list("fileType", "txt")).containsExactly("notes.txt");
        assertThat(list("status", "uploaded")).hasSize(2);
        assertThat(list("status", "failed")).isEmpty();
    }

    @Test
    void I3_takes_only_the_parameters_and_words_that_it_lists() {
        for (Map.Entry<String, String> query :
                Map.of("sort", "fileSize", "status", "gone", "userId", ana.id()).entrySet()) {
            Answer answer = ana.http()
                    .get("/v1/documents")
                    .query(query.getKey(), query.getValue())
                    .refused(422, "request-invalid");
            assertThat(answer.pointers()).containsExactly("/" + query.getKey());
        }
    }

    @Test
    void renames_a_document() {
        Answer stored = raw("attachment; filename=\"notes.txt\"", "text/plain", bytes(2))
                .expect(201);

        Answer renamed = ana.http()
                .patch(path(stored))
                .patch(stored.etag(), Map.of("fileName", "notes.md"))
                .expect(200);

        assertThat(renamed.at("/fileName")).isEqualTo("notes.md");
        assertThat(renamed.at("/fileType")).isEqualTo("md");
        assertThat(renamed.at("/sha256")).isEqualTo(stored.at("/sha256"));
        assertThat(renamed.etag()).isNotEqualTo(stored.etag());
        ana.http()
                .patch(path(stored))
                .patch(stored.etag(), Map.of("fileName", "other.md"))
                .refused(412, "request-precondition-failed");
        ana.http()
                .patch(path(stored))
                .json(Map.of("fileName", "other.md"))
                .refused(428, "request-precondition-required");
    }

    @Test
    void C2_every_other_field_is_refused_when_sent_back() {
        Answer stored = raw("attachment; filename=\"notes.txt\"", "text/plain", bytes(2))
                .expect(201);
        List<String> refused = new ArrayList<>();

        for (Map.Entry<String, JsonNode> field : stored.json().properties()) {
            if (!Set.of("fileName", "tags").contains(field.getKey())) {
                Answer answer = ana.http()
                        .patch(path(stored))
                        .patch(stored.etag(), "{\"" + field.getKey() + "\": " + field.getValue() + "}")
                        .refused(422, "request-invalid");
                refused.addAll(answer.pointers());
            }
        }

        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "/id",
                        "/userId",
                        "/organizationId",
                        "/fileSize",
                        "/fileType",
                        "/mediaType",
                        "/sha256",
                        "/version",
                        "/status",
                        "/failureReason",
                        "/pageCount",
                        "/uploadedAt",
                        "/updatedAt",
                        "/deletedAt");
        assertThat(ana.http().get(path(stored)).expect(200).json()).isEqualTo(stored.json());
    }

    @Test
    void deletes_a_document_and_gives_the_bytes_back() {
        Answer stored = raw("attachment; filename=\"notes.txt\"", "text/plain", bytes(500))
                .expect(201);

        ana.http().delete(path(stored)).header("If-Match", "\"99\"").refused(412, "request-precondition-failed");
        ana.http().delete(path(stored)).header("If-Match", stored.etag()).expect(204);

        ana.http().get(path(stored)).refused(404, "document-not-found");
        ana.http().get(path(stored) + "/content").refused(404, "document-not-found");
        ana.http().delete(path(stored)).refused(404, "document-not-found");
        assertThat(used()).isZero();
        ana.http().delete(path(stored).replace("documents", "trash")).expect(204);
        ana.http().delete(path(stored).replace("documents", "trash")).refused(404, "document-not-found");
        leavesNothing();
    }

    @Test
    void C1_anothers_document_is_byte_for_byte_one_that_does_not_exist() {
        Answer stored = raw("attachment; filename=\"notes.txt\"", "text/plain", bytes(500))
                .expect(201);
        Person ben = tenon().person("ben@example.org");
        String missing = "/v1/documents/" + Fixtures.anId();

        for (String target : List.of(path(stored), missing, "/v1/documents/not-an-id")) {
            assertThat(List.of(
                            ben.http().get(target).send().withoutRequestId(),
                            ben.http().get(target + "/content").send().withoutRequestId(),
                            ben.http().delete(target).send().withoutRequestId(),
                            ben.http()
                                    .patch(target)
                                    .patch("\"1\"", Map.of("fileName", "mine.txt"))
                                    .send()
                                    .withoutRequestId()))
                    .allSatisfy(answer -> assertThat(answer)
                            .isEqualTo(ben.http().get(missing).send().withoutRequestId()));
        }
        assertThat(ben.http().get("/v1/documents").expect(200).items("id")).isEmpty();
        ana.http().get(path(stored)).expect(200);
    }

    @Test
    void not_even_an_administrator_reads_what_is_not_shared() {
        Answer stored = raw("attachment; filename=\"notes.txt\"", "text/plain", bytes(500))
                .expect(201);

        tenon().admin().http().get(path(stored) + "/content").refused(404, "document-not-found");
    }

    @Test
    void refuses_a_compressed_body() {
        ana.http()
                .post("/v1/documents")
                .header("Content-Encoding", "gzip")
                .header("Content-Disposition", "attachment; filename=\"a.gz\"")
                .body("application/octet-stream", bytes(10))
                .refused(415, "http-media-type-unsupported");

        leavesNothing();
    }

    private ValidatingClient.Call raw(String disposition, String mediaType, byte[] bytes) {
        return ana.http()
                .post("/v1/documents")
                .header("Content-Disposition", disposition)
                .body(mediaType, bytes);
    }

    private byte[] download(Answer stored) {
        return ana.http().get(path(stored) + "/content").expect(200).body();
    }

    private List<String> list(String parameter, String value) {
        return ana.http()
                .get("/v1/documents")
                .query(parameter, value)
                .expect(200)
                .items("fileName");
    }

    private void leavesNothing() {
        JsonNode quota = ana.http().get("/v1/quota").expect(200).json();
        assertThat(quota.path("used").asLong()).as("used").isZero();
        assertThat(quota.path("reserved").asLong()).as("reserved").isZero();
        assertThat(quota.at("/documents/used").asLong()).as("documents").isZero();
        assertThat(ana.http().get("/v1/documents").expect(200).items("id")).isEmpty();
        tenon().clock().advance(Duration.ofDays(1));
        tenon().runJobs();
        assertThat(tenon().blobs().count()).as("blobs").isZero();
    }

    private long used() {
        return ana.http().get("/v1/quota").expect(200).json().path("used").asLong();
    }

    private static String path(Answer stored) {
        return "/v1/documents/" + stored.at("/id");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
