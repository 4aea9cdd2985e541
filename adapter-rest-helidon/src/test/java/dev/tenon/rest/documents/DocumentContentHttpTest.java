package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentContentHttpTest extends HttpTest {

    private static final String TEXT = "0123456789";

    private Person ana;
    private String content;
    private String etag;

    @BeforeEach
    void upload() {
        ana = tenon().ana();
        Answer stored = store("attachment; filename=\"digits.txt\"", "text/plain");
        content = "/v1/documents/" + stored.at("/id") + "/content";
        etag = "\"" + stored.at("/sha256") + "\"";
    }

    @Test
    void gives_the_bytes_back_with_their_digest_as_etag() {
        Answer answer = ana.http().get(content).expect(200);

        assertThat(answer.text()).isEqualTo(TEXT);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(answer.header("Content-Length")).contains("10");
        assertThat(answer.etag()).isEqualTo(etag);
    }

    @Test
    void F3_a_download_is_an_attachment_that_browsers_do_not_run() {
        Answer stored = store("attachment; filename=\"page.html\"", "text/html");

        Answer answer =
                ana.http().get("/v1/documents/" + stored.at("/id") + "/content").expect(200);

        assertThat(answer.header("Content-Disposition").orElse("")).startsWith("attachment;");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Security-Policy").orElse("")).contains("sandbox");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filename*=UTF-8''r%C3%A9sum%C3%A9.pdf  | filename*=UTF-8''r%C3%A9sum%C3%A9.pdf",
                "filename*=UTF-8''%22%3B%20x%3D.pdf     | filename*=UTF-8''%22%3B%20x%3D.pdf",
                "filename*=UTF-8''%F0%9F%90%9D.pdf      | filename*=UTF-8''%F0%9F%90%9D.pdf"
            })
    void F3_a_name_beyond_plain_ascii_is_encoded(String given, String expected) {
        Answer stored = store("attachment; " + given, "application/pdf");

        Answer answer =
                ana.http().get("/v1/documents/" + stored.at("/id") + "/content").expect(200);

        assertThat(answer.header("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"")
                .endsWith("; " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3     | 0123 | bytes 0-3/10",
                "bytes=4-      | 456789 | bytes 4-9/10",
                "bytes=-2      | 89 | bytes 8-9/10",
                "bytes=9-9     | 9 | bytes 9-9/10",
                "bytes=5-99    | 56789 | bytes 5-9/10",
                "bytes=-99     | 0123456789 | bytes 0-9/10"
            })
    void gives_the_range_that_was_asked_for(String range, String text, String contentRange) {
        Answer answer = ana.http().get(content).header("Range", range).expect(206);

        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.header("Content-Range")).contains(contentRange);
        assertThat(answer.header("Content-Length")).contains(Integer.toString(text.length()));
        assertThat(answer.etag()).isEqualTo(etag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=99-100", "bytes=-0"})
    void a_range_outside_the_file_is_416(String range) {
        Answer answer = ana.http().get(content).header("Range", range).refused(416, "http-range-not-satisfiable");

        assertThat(answer.header("Content-Range")).contains("bytes */10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=5-2",
                "bytes=0-1,5-2",
                "bytes=",
                "lines=0-1",
                "bytes=a-b",
                "0-3",
                "bytes=-",
                "bytes=0-99999999999999999999"
            })
    void what_is_no_range_is_answered_with_the_whole(String range) {
        assertThat(ana.http().get(content).header("Range", range).expect(200).text())
                .isEqualTo(TEXT);
    }

    @Test
    void gives_several_ranges_as_parts_of_one_body() {
        Answer answer =
                ana.http().get(content).header("Range", "bytes=-2,0-1,1-3").expect(206);

        String boundary = answer.header("Content-Type").orElse("").replace("multipart/byteranges; boundary=", "");
        assertThat(answer.text()).isEqualTo("""
                        --%1$s
                        Content-Type: text/plain
                        Content-Range: bytes 8-9/10

                        89
                        --%1$s
                        Content-Type: text/plain
                        Content-Range: bytes 0-3/10

                        0123
                        --%1$s--
                        """.formatted(boundary).replace("\n", "\r\n"));
        assertThat(answer.header("Content-Length"))
                .contains(Integer.toString(answer.text().length()));
        assertThat(answer.header("Content-Range")).isEmpty();
        assertThat(answer.etag()).isEqualTo(etag);
    }

    @Test
    void a_date_decides_only_where_no_tag_does() {
        String changed =
                ana.http().get(content).expect(200).header("Last-Modified").orElseThrow();
        String earlier = "Thu, 01 Jan 2015 00:00:00 GMT";

        ana.http().get(content).header("If-Modified-Since", changed).expect(304);
        ana.http().get(content).header("If-Modified-Since", earlier).expect(200);
        ana.http()
                .get(content)
                .header("If-Modified-Since", "Wed Jan  1 00:00:00 2048")
                .expect(304);
        ana.http()
                .get(content)
                .header("If-Unmodified-Since", "Thursday, 01-Jan-15 00:00:00 GMT")
                .refused(412, "request-precondition-failed");
        ana.http().get(content).header("If-Modified-Since", "yesterday").expect(200);
        ana.http()
                .get(content)
                .header("If-Modified-Since", changed)
                .header("If-None-Match", "\"x\"")
                .expect(200);
        ana.http().get(content).header("If-Unmodified-Since", changed).expect(200);
        ana.http().get(content).header("If-Unmodified-Since", earlier).refused(412, "request-precondition-failed");
        ana.http()
                .get(content)
                .header("If-Unmodified-Since", earlier)
                .header("If-Match", etag)
                .expect(200);
    }

    @Test
    void refuses_who_wants_other_bytes() {
        ana.http().get(content).header("If-Match", etag).expect(200);
        ana.http().get(content).header("If-Match", "\"x\", " + etag).expect(200);
        ana.http().get(content).header("If-Match", "*").expect(200);
        ana.http().get(content).header("If-Match", "W/" + etag).refused(412, "request-precondition-failed");
        ana.http()
                .get(content)
                .header("If-Match", "\"x\"")
                .header("If-None-Match", etag)
                .refused(412, "request-precondition-failed");
    }

    @Test
    void another_content_is_not_what_a_client_has_by_its_date() {
        String changed =
                ana.http().get(content).expect(200).header("Last-Modified").orElseThrow();
        ana.http()
                .get(content)
                .header("Range", "bytes=5-")
                .header("If-Range", changed)
                .expect(206);
        String document = content.replace("/content", "");
        tenon().clock().advance(Duration.ofMinutes(1));
        ana.http()
                .post(document + "/versions")
                .header("If-Match", "*")
                .header("Content-Disposition", "attachment; filename=\"digits.txt\"")
                .body("text/plain", "9876543210".getBytes(StandardCharsets.US_ASCII))
                .expect(201);

        Answer now =
                ana.http().get(content).header("If-Modified-Since", changed).expect(200);
        String later = now.header("Last-Modified").orElseThrow();

        assertThat(now.text()).isEqualTo("9876543210");
        assertThat(later).isNotEqualTo(changed);
        ana.http()
                .get(content)
                .header("Range", "bytes=5-")
                .header("If-Range", later)
                .expect(200);
    }

    @Test
    void F3_a_browser_is_let_show_what_cannot_run() {
        Answer shown = ana.http().get(content + "?disposition=inline").expect(200);

        assertThat(shown.header("Content-Disposition").orElse("")).startsWith("inline;");
        assertThat(shown.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(shown.header("Content-Security-Policy").orElse("")).contains("sandbox");
        ana.http().get(content + "?disposition=none").refused(422, "request-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/svg+xml", "application/xml", "text/xml", "application/octet-stream"})
    void F3_a_browser_is_never_let_show_what_could_run(String mediaType) {
        Answer stored = store("attachment; filename=\"a\"", mediaType);

        ana.http()
                .get("/v1/documents/" + stored.at("/id") + "/content?disposition=inline")
                .refused(422, "document-not-inline");
    }

    @Test
    void continues_a_download_only_if_the_bytes_are_the_same() {
        Answer same = ana.http()
                .get(content)
                .header("Range", "bytes=5-")
                .header("If-Range", etag)
                .expect(206);
        Answer other = ana.http()
                .get(content)
                .header("Range", "bytes=5-")
                .header("If-Range", "\"" + "0".repeat(64) + "\"")
                .expect(200);

        assertThat(same.text()).isEqualTo("56789");
        assertThat(other.text()).isEqualTo(TEXT);
    }

    @Test
    void says_not_modified_to_who_has_the_bytes() {
        assertThat(ana.http()
                        .get(content)
                        .header("If-None-Match", etag)
                        .expect(304)
                        .etag())
                .isEqualTo(etag);
        ana.http().get(content).header("If-None-Match", "\"x\", W/" + etag).expect(304);
        ana.http().get(content).header("If-None-Match", "*").expect(304);
        ana.http().get(content).header("If-None-Match", "\"x\"").expect(200);
        ana.http().head(content).header("If-None-Match", etag).expect(304);
    }

    @Test
    void shows_the_headers_alone() {
        Answer head = ana.http().head(content).expect(200);

        assertThat(head.header("Content-Length")).contains("10");
        assertThat(head.etag()).isEqualTo(etag);
    }

    @Test
    void a_rename_leaves_the_bytes_and_their_tag() {
        String document = content.replace("/content", "");
        String revision = ana.http().get(document).expect(200).etag();
        ana.http()
                .patch(document)
                .patch(revision, Map.of("fileName", "numbers.txt"))
                .expect(200);

        Answer answer = ana.http().get(content).expect(200);

        assertThat(answer.etag()).isEqualTo(etag);
        assertThat(answer.header("Content-Disposition").orElse("")).contains("numbers.txt");
    }

    @Test
    void a_disk_that_fails_is_said_and_not_shown_as_a_short_file() {
        tenon().blobs().setBroken(true);

        ana.http().get(content).refused(503, "document-storage-unavailable");
    }

    private Answer store(String disposition, String mediaType) {
        return ana.http()
                .post("/v1/documents")
                .header("Content-Disposition", disposition)
                .body(mediaType, TEXT.getBytes(StandardCharsets.US_ASCII))
                .expect(201);
    }
}
