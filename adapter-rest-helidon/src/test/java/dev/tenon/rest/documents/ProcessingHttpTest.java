package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonCore;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.ScriptedProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessingHttpTest extends HttpTest {

    private final ScriptedProcessor processor = new ScriptedProcessor();

    private Person ana;
    private String document;

    @Override
    protected void build(TenonCore.Builder builder) {
        builder.documentProcessor(processor);
    }

    @BeforeEach
    void upload() {
        ana = tenon().ana();
        Answer stored = ana.http()
                .post("/v1/documents")
                .header("Content-Disposition", "attachment; filename=\"notes.txt\"")
                .body("text/plain", "Größe <b>".getBytes(StandardCharsets.UTF_8))
                .expect(201);
        document = "/v1/documents/" + stored.at("/id");
    }

    @Test
    void a_document_is_read_in_the_background_and_its_text_is_given_as_text_alone() {
        ana.http().get(document + "/text").refused(404, "document-no-text");
        assertThat(ana.http().get(document).expect(200).at("/status")).isEqualTo("uploaded");

        tenon().runJobs();

        Answer shown = ana.http().get(document).expect(200);
        assertThat(shown.at("/status")).isEqualTo("processed");
        assertThat(shown.at("/pageCount")).isEqualTo("2");
        Answer text = ana.http().get(document + "/text").expect(200);
        assertThat(text.text()).isEqualTo("Größe <b>");
        assertThat(text.header("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(text.header("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void a_thumbnail_is_a_picture_with_its_digest_as_etag() {
        ana.http().get(document + "/thumbnail").refused(404, "document-no-thumbnail");
        tenon().runJobs();

        Answer picture = ana.http().get(document + "/thumbnail").expect(200);

        assertThat(picture.text()).isEqualTo(ScriptedProcessor.PICTURE);
        assertThat(picture.header("Content-Type")).contains("image/png");
        assertThat(picture.header("X-Content-Type-Options")).contains("nosniff");
        ana.http()
                .get(document + "/thumbnail")
                .header("If-None-Match", picture.etag())
                .expect(304);
        tenon().person("ben@example.org").http().get(document + "/thumbnail").refused(404, "document-not-found");
    }

    @Test
    void what_cannot_be_read_says_why_and_is_read_again_when_asked_for() {
        processor.fail(new Unreadable("The file is protected with a password."));
        tenon().runJobs();
        Answer failed = ana.http().get(document).expect(200);
        assertThat(failed.at("/status")).isEqualTo("failed");
        assertThat(failed.at("/failureReason")).isEqualTo("The file is protected with a password.");

        Answer waiting = ana.http().post(document + "/processing").expect(202);
        tenon().runJobs();

        assertThat(waiting.at("/status")).isEqualTo("uploaded");
        assertThat(ana.http().get(document).expect(200).at("/status")).isEqualTo("processed");
    }

    @Test
    void what_is_being_read_is_not_read_twice() {
        processor.meanwhile(
                () -> ana.http().post(document + "/processing").refused(409, "document-processing-under-way"));

        tenon().runJobs();

        assertThat(ana.http().get(document).expect(200).at("/status")).isEqualTo("processed");
    }

    @Test
    void who_may_only_read_a_document_has_its_text_and_cannot_have_it_read_again() {
        tenon().runJobs();
        Person ben = tenon().person("ben@example.org");
        ana.http()
                .put(document + "/shares/" + ben.id())
                .json(Map.of("permission", "read"))
                .expect(200);

        ben.http().get(document + "/text").expect(200);
        ben.http().post(document + "/processing").refused(403, "request-forbidden");
    }

    @Test
    void the_state_of_reading_changes_nothing_of_the_revision() {
        String before = ana.http().get(document).expect(200).etag();

        tenon().runJobs();

        assertThat(ana.http().get(document).expect(200).etag()).isEqualTo(before);
    }
}
