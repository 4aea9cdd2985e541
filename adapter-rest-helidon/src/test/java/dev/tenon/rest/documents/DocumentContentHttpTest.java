package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.nio.charset.StandardCharsets;
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
                "bytes=0-1,4-5",
                "bytes=5-2",
                "bytes=",
                "lines=0-1",
                "bytes=a-b",
                "0-3",
                "bytes=-",
                "bytes=0-99999999999999999999"
            })
    void several_ranges_and_what_is_no_range_are_answered_with_the_whole(String range) {
        assertThat(ana.http().get(content).header("Range", range).expect(200).text())
                .isEqualTo(TEXT);
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
