package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Race;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadsHttpTest extends HttpTest {

    private static final String BYTES = "application/offset+octet-stream";

    private Person ana;

    @BeforeEach
    void signIn() {
        ana = tenon().person("ana@example.org");
    }

    @Test
    void says_what_of_tus_it_can_to_anybody() {
        Answer answer = http().call("OPTIONS", "/v1/uploads").expect(204);

        assertThat(answer.header("Tus-Version")).contains("1.0.0");
        assertThat(answer.header("Tus-Extension").orElseThrow().split(","))
                .containsExactlyInAnyOrder("creation", "creation-with-upload", "termination", "expiration", "checksum");
        assertThat(answer.header("Tus-Checksum-Algorithm")).contains("sha256,sha1,md5");
        assertThat(Long.parseLong(answer.header("Tus-Max-Size").orElseThrow())).isEqualTo(8L << 30);
    }

    @Test
    void a_file_comes_in_pieces_and_is_a_document_with_the_last() {
        Answer begun = begin(11).expect(201);
        assertThat(begun.header("Upload-Offset")).contains("0");
        assertThat(begun.header("Upload-Expires")).contains("Fri, 02 Jan 2026 00:00:00 GMT");
        String path = path(begun);

        assertThat(piece(path, 0, "hello ").expect(204).header("Upload-Offset")).contains("6");
        Answer half = tus(ana.http().head(path)).expect(200);
        assertThat(half.header("Upload-Offset")).contains("6");
        assertThat(half.header("Upload-Length")).contains("11");
        assertThat(half.header("Upload-Metadata")).contains(metadata());
        assertThat(half.header("Content-Location")).isEmpty();
        Answer last = piece(path, 6, "world").expect(204);

        String document = last.header("Content-Location").orElseThrow();
        assertThat(last.header("Upload-Offset")).contains("11");
        assertThat(last.header("Upload-Expires")).isEmpty();
        assertThat(ana.http().get(document).expect(200).at("/fileName")).isEqualTo("Bericht ä.pdf");
        assertThat(ana.http().get(document).expect(200).at("/mediaType")).isEqualTo("application/pdf");
        assertThat(ana.http().get(document + "/content").expect(200).text()).isEqualTo("hello world");
        assertThat(tus(ana.http().head(path)).expect(200).header("Content-Location"))
                .contains(document);
        Answer shown = ana.http().get(path).expect(200);
        assertThat(shown.at("/status")).isEqualTo("done");
        assertThat(document).endsWith(shown.at("/documentId"));
    }

    @Test
    void a_client_that_never_heard_how_far_a_piece_came_asks_and_goes_on() {
        String path = path(begin(11).expect(201));
        piece(path, 0, "hello ").expect(204);

        // As if that answer had been lost: the client knows of nothing but the beginning.
        piece(path, 0, "hello ").refused(409, "upload-offset-mismatch");
        String offset =
                tus(ana.http().head(path)).expect(200).header("Upload-Offset").orElseThrow();
        Answer last = piece(path, Integer.parseInt(offset), "hello world".substring(Integer.parseInt(offset)))
                .expect(204);
        // And the last one's too.
        piece(path, 6, "world").refused(409, "upload-offset-mismatch");
        Answer told = tus(ana.http().head(path)).expect(200);

        assertThat(told.header("Upload-Offset")).contains("11");
        assertThat(told.header("Content-Location")).isEqualTo(last.header("Content-Location"));
        String document = told.header("Content-Location").orElseThrow();
        assertThat(ana.http().get(document + "/content").expect(200).text()).isEqualTo("hello world");
        assertThat(ana.http().get("/v1/documents").expect(200).items("id")).hasSize(1);
    }

    @Test
    void the_first_bytes_come_along_with_the_beginning() {
        Answer half = begin(5).body(BYTES, "hel").expect(201);
        assertThat(half.header("Upload-Offset")).contains("3");
        Answer whole = begin(5).body(BYTES, "hello").expect(201);
        assertThat(whole.header("Content-Location")).isPresent();
        assertThat(piece(path(half), 3, "lo").expect(204).header("Content-Location"))
                .isPresent();

        begin(3).body(BYTES, "hello").refused(413, "upload-beyond-size");
        begin(5).header("Upload-Checksum", "sha1 " + base64("wrong"))
                .body(BYTES, "hello")
                .refused(460, "upload-checksum-mismatch");
        begin(5).body("text/plain", "hello").refused(415, "http-media-type-unsupported");
        assertThat(reserved()).as("what nobody was told of is given up").isZero();
        assertThat(ana.http().get("/v1/uploads").expect(200).items("status"))
                .containsExactly("terminated", "terminated", "done", "done");
    }

    @Test
    void beginning_twice_with_one_key_is_beginning_once() {
        Answer first = begin(5).idempotencyKey("one").expect(201);
        Answer again = begin(5).idempotencyKey("one").expect(201);

        assertThat(path(again)).isEqualTo(path(first));
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(ana.http().get("/v1/uploads").expect(200).items("id")).hasSize(1);
        begin(6).idempotencyKey("one").refused(422, "request-key-reused");
    }

    @Test
    void what_cannot_be_begun_is_refused_before_a_byte_is_sent() {
        ana.http().post("/v1/uploads").header("Upload-Length", "5").refused(412, "http-tus-version-unsupported");
        Answer old = ana.http()
                .post("/v1/uploads")
                .header("Tus-Resumable", "0.2.2")
                .refused(412, "http-tus-version-unsupported");
        assertThat(old.header("Tus-Version")).contains("1.0.0");
        tus(ana.http().post("/v1/uploads")).refused(400, "request-malformed");
        for (String length : List.of("-1", "five", "1e3", "9".repeat(19), "")) {
            tus(ana.http().post("/v1/uploads"))
                    .header("Upload-Length", length)
                    .header("Upload-Metadata", metadata())
                    .refused(400, "request-malformed");
        }
        begin(5).header("Upload-Concat", "partial").refused(400, "request-malformed");
        begin(5).header("Upload-Defer-Length", "1").refused(400, "request-malformed");
        begin(0).refused(422, "document-empty");
        begin(26_214_401).refused(413, "document-too-large");
        begin((8L << 30) + 1).refused(413, "http-body-too-large");
        begin(5).header("Upload-Metadata", "").refused(422, "request-invalid");
        begin(5).header("Upload-Metadata", "filename").refused(422, "request-invalid");
        for (String metadata : List.of("filename ?", "filename YQ== YQ==", "filename /w==", "a,a", "filename YQ==,")) {
            begin(5).header("Upload-Metadata", metadata).refused(400, "request-malformed");
        }
        begin(5).header("Upload-Metadata", "filename YQ==,organizationId " + base64("nowhere"))
                .refused(404, "organization-not-found");
        begin(5).header("Upload-Metadata", "documentId " + base64("nowhere"))
                .refused(428, "request-precondition-required");
        begin(5).header("Upload-Metadata", "documentId " + base64("nowhere"))
                .header("If-Match", "\"1\"")
                .refused(404, "document-not-found");
        assertThat(reserved()).isZero();
    }

    @Test
    void what_cannot_go_on_is_refused_and_nothing_moves() {
        String path = path(begin(5).expect(201));
        piece(path, 0, "hel").expect(204);

        piece(path, 0, "hel").refused(409, "upload-offset-mismatch");
        piece(path, 4, "o").refused(409, "upload-offset-mismatch");
        piece(path, 3, "lo!").refused(413, "upload-beyond-size");
        piece(path, 3, "lO")
                .header("Upload-Checksum", "sha1 " + base64("no such sum"))
                .refused(460, "upload-checksum-mismatch");
        piece(path, 3, "lo").header("Upload-Checksum", "crc32 AAAA").refused(400, "request-malformed");
        piece(path, 3, "lo").header("Upload-Checksum", "sha1").refused(400, "request-malformed");
        piece(path, 3, "lo").header("Upload-Offset", "three").refused(400, "request-malformed");
        tus(ana.http().patch(path))
                .header("Upload-Offset", "3")
                .body("text/plain", "lo")
                .refused(415, "http-media-type-unsupported");
        ana.http()
                .patch(path)
                .header("Upload-Offset", "3")
                .body(BYTES, "lo")
                .refused(412, "http-tus-version-unsupported");
        ana.http().head(path).expect(412);
        ana.http().delete(path).refused(412, "http-tus-version-unsupported");

        assertThat(tus(ana.http().head(path)).expect(200).header("Upload-Offset"))
                .contains("3");
    }

    @Test
    void a_checksum_that_fits_is_no_hindrance() {
        String path = path(begin(10).expect(201));

        piece(path, 0, "hello")
                .header("Upload-Checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=")
                .expect(204);
        Answer last = piece(path, 5, "hello")
                .header("Upload-Checksum", "sha256 LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")
                .expect(204);

        assertThat(last.header("Content-Location")).isPresent();
    }

    @Test
    void to_others_there_is_no_upload() {
        String path = path(begin(5).expect(201));
        Person ben = tenon().person("ben@example.org");

        tus(ben.http().head(path)).expect(404);
        ben.http().get(path).refused(404, "upload-not-found");
        tus(ben.http().delete(path)).refused(404, "upload-not-found");
        ben.http().delete(path).refused(404, "upload-not-found");
        tus(ben.http().patch(path))
                .header("Upload-Offset", "0")
                .body(BYTES, "hello")
                .refused(404, "upload-not-found");
        assertThat(ben.http().get("/v1/uploads").expect(200).items("id")).isEmpty();
        tus(http().patch(path))
                .header("Upload-Offset", "0")
                .body(BYTES, "hello")
                .refused(401, "request-unauthenticated");
    }

    @Test
    void what_was_given_up_or_expired_is_gone() {
        String given = path(begin(5).expect(201));
        String expired = path(begin(5).expect(201));
        piece(given, 0, "hel").expect(204);

        tus(ana.http().delete(given)).expect(204);
        tus(ana.http().delete(given)).refused(410, "upload-ended");
        piece(given, 3, "lo").refused(410, "upload-ended");
        tus(ana.http().head(given)).expect(410);
        assertThat(reserved()).isEqualTo(5);

        tenon().clock().advance(Duration.ofDays(1));
        Person later = tenon().signInAgain(ana);
        tus(later.http().head(expired)).expect(410);
        later.http().get(expired).refused(410, "upload-ended");
        tus(later.http().delete(expired)).refused(410, "upload-ended");
    }

    @Test
    void who_cannot_send_patch_or_delete_says_so_in_a_post() {
        String path = path(begin(5).expect(201));

        Answer patched = raw(path, "PATCH")
                .header("Upload-Offset", "0")
                .body(BYTES, "hel")
                .send();
        assertThat(patched.status()).isEqualTo(204);
        assertThat(patched.header("Upload-Offset")).contains("3");
        raw(path, "GET").refused(405, "http-method-not-allowed");
        assertThat(raw(path, "DELETE").send().status()).isEqualTo(204);
        tus(ana.http().head(path)).expect(410);
        tus(ana.http().post(path)).refused(405, "http-method-not-allowed");
    }

    private ValidatingClient.Call raw(String path, String method) {
        return tus(ana.http().post(path).overriding(method));
    }

    @Test
    void a_new_version_of_a_document_comes_in_pieces() {
        Answer stored = ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", "one".getBytes(StandardCharsets.UTF_8))
                .expect(201);
        String metadata = "documentId " + base64(stored.at("/id"));

        begin(5).header("Upload-Metadata", metadata)
                .header("If-Match", "\"7\"")
                .refused(412, "request-precondition-failed");
        String path = path(begin(5).header("Upload-Metadata", metadata)
                .header("If-Match", stored.etag())
                .expect(201));
        piece(path, 0, "th").expect(204);
        Answer last = piece(path, 2, "ree").expect(204);

        assertThat(last.header("Content-Location")).contains("/v1/documents/" + stored.at("/id"));
        Answer changed = ana.http().get("/v1/documents/" + stored.at("/id")).expect(200);
        assertThat(changed.json().get("version").asInt()).isEqualTo(2);
    }

    @Test
    void a_document_that_was_changed_meanwhile_gets_no_version_and_the_space_is_free() {
        Answer stored = ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", "one".getBytes(StandardCharsets.UTF_8))
                .expect(201);
        String path = path(begin(5).header("Upload-Metadata", "documentId " + base64(stored.at("/id")))
                .header("If-Match", stored.etag())
                .expect(201));
        ana.http()
                .patch("/v1/documents/" + stored.at("/id"))
                .patch(stored.etag(), Map.of("fileName", "b.txt"))
                .expect(200);

        piece(path, 0, "three").refused(412, "request-precondition-failed");

        tus(ana.http().head(path)).expect(410);
        assertThat(reserved()).isZero();
    }

    @Test
    void of_forty_who_bring_the_same_piece_one_makes_the_document() {
        String path = path(begin(5).expect(201));

        List<Answer> answers = Race.of(40, number -> piece(path, 0, "hello").send());

        assertThat(answers)
                .filteredOn(answer -> answer.status() == 204)
                .as("%s", answers)
                .hasSize(1);
        assertThat(answers).allMatch(answer -> answer.status() == 204 || answer.status() == 409);
        assertThat(ana.http().get("/v1/documents").expect(200).items("id")).hasSize(1);
        assertThat(reserved()).isZero();
        tenon().runJobs();
        assertThat(tenon().blobs().count()).isEqualTo(1);
    }

    @Test
    void a_storage_that_fails_keeps_what_came_before() {
        String path = path(begin(5).expect(201));
        piece(path, 0, "hel").expect(204);
        tenon().blobs().setBroken(true);

        piece(path, 3, "lo").refused(503, "document-storage-unavailable");

        tenon().blobs().setBroken(false);
        assertThat(tus(ana.http().head(path)).expect(200).header("Upload-Offset"))
                .contains("3");
        assertThat(piece(path, 3, "lo").expect(204).header("Content-Location")).isPresent();
    }

    private ValidatingClient.Call begin(long size) {
        return tus(ana.http().post("/v1/uploads"))
                .header("Upload-Length", Long.toString(size))
                .header("Upload-Metadata", metadata());
    }

    private static String metadata() {
        return "filename " + base64("Bericht ä.pdf") + ",filetype " + base64("application/pdf") + ",relativePath";
    }

    private ValidatingClient.Call piece(String path, long offset, String text) {
        return tus(ana.http().patch(path))
                .header("Upload-Offset", Long.toString(offset))
                .body(BYTES, text);
    }

    private static ValidatingClient.Call tus(ValidatingClient.Call call) {
        return call.header("Tus-Resumable", "1.0.0");
    }

    private static String path(Answer begun) {
        return begun.header("Location").orElseThrow();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private long reserved() {
        return ana.http().get("/v1/quota").expect(200).json().get("reserved").asLong();
    }
}
