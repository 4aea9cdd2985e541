package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Race;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentVersionsHttpTest extends HttpTest {

    private Person ana;

    @BeforeEach
    void signIn() {
        ana = tenon().person("ana@example.org");
    }

    @Test
    void a_new_content_needs_the_revision_it_is_made_for() {
        Answer stored = uploaded("one");

        version(stored).refused(428, "request-precondition-required");
        Answer changed = version(stored).header("If-Match", stored.etag()).expect(201);

        assertThat(changed.json().get("version").asInt()).isEqualTo(2);
        assertThat(changed.json().get("fileName").asText()).isEqualTo("a.txt");
        assertThat(changed.header("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/versions/2"));
        Answer late = version(stored).header("If-Match", stored.etag()).refused(412, "request-precondition-failed");
        assertThat(late.at("/detail")).contains("current version is 2");
        assertThat(used()).isEqualTo(3 + 5);
    }

    @Test
    void of_twenty_contents_for_one_revision_one_becomes_current() {
        Answer stored = uploaded("one");

        List<Integer> statuses = Race.of(
                20,
                number ->
                        version(stored).header("If-Match", stored.etag()).send().status());

        assertThat(statuses).containsOnlyOnce(201).hasSize(20);
        assertThat(statuses.stream().filter(status -> status == 412)).hasSize(19);
        assertThat(used()).isEqualTo(3 + 5);
        assertThat(tenon().blobs().count()).isEqualTo(2);
    }

    @Test
    void every_version_is_listed_and_downloaded_also_in_parts() {
        Answer stored = uploaded("one");
        version(stored).header("If-Match", stored.etag()).expect(201);

        assertThat(ana.http().get(path(stored) + "/versions").expect(200).items("version"))
                .containsExactly("2", "1");
        assertThat(ana.http().get(path(stored) + "/versions/1").expect(200).at("/sha256"))
                .isEqualTo(stored.at("/sha256"));
        assertThat(content(stored, "/versions/1/content")).isEqualTo("one");
        assertThat(content(stored, "/versions/2/content")).isEqualTo("three");
        assertThat(content(stored, "/content")).isEqualTo("three");
        assertThat(text(ana.http()
                        .get(path(stored) + "/versions/2/content")
                        .header("Range", "bytes=1-2")
                        .expect(206)))
                .isEqualTo("hr");
        ana.http().get(path(stored) + "/versions/3").refused(404, "document-version-not-found");
        ana.http().get(path(stored) + "/versions/x/content").refused(404, "document-version-not-found");
    }

    @Test
    void an_earlier_content_is_restored_and_what_nobody_needs_deleted() {
        Answer stored = uploaded("one");
        Answer changed = version(stored).header("If-Match", stored.etag()).expect(201);

        ana.http().post(path(stored) + "/versions/1/restore").refused(428, "request-precondition-required");
        Answer restored = ana.http()
                .post(path(stored) + "/versions/1/restore")
                .header("If-Match", changed.etag())
                .expect(201);

        assertThat(restored.json().get("version").asInt()).isEqualTo(3);
        assertThat(content(stored, "/content")).isEqualTo("one");
        ana.http().delete(path(stored) + "/versions/3").refused(409, "document-version-current");
        ana.http().delete(path(stored) + "/versions/2").expect(204);
        ana.http().delete(path(stored) + "/versions/1").expect(204);
        assertThat(used()).isEqualTo(3);
        assertThat(content(stored, "/content")).isEqualTo("one");
    }

    @Test
    void the_trash_gives_back_what_was_deleted() {
        Answer stored = uploaded("one");
        ana.http().delete(path(stored)).expect(204);
        String trashed = path(stored).replace("documents", "trash");

        assertThat(ana.http().get("/v1/trash").expect(200).items("id")).containsExactly(stored.at("/id"));
        Answer restored = ana.http().post(trashed + "/restore").expect(200);

        assertThat(restored.json().get("deletedAt").isNull()).isTrue();
        assertThat(used()).isEqualTo(3);
        ana.http().delete(path(stored)).expect(204);
        ana.http().delete("/v1/trash").expect(204);
        ana.http().post(trashed + "/restore").refused(404, "document-not-found");
    }

    @Test
    void an_organizations_document_comes_by_a_part_of_the_form_or_by_the_query_and_moves() {
        String acme = ana.http()
                .post("/v1/organizations")
                .json(Map.of("name", "Acme"))
                .expect(201)
                .at("/id");
        Answer byQuery = ana.http()
                .post("/v1/documents")
                .query("organizationId", acme)
                .file("file", "a.txt", "text/plain", "one".getBytes(StandardCharsets.UTF_8))
                .expect(201);
        Answer byPart = ana.http()
                .post("/v1/documents")
                .body(
                        "multipart/form-data; boundary=b",
                        ("--b\r\nContent-Disposition: form-data; name=\"organizationId\"\r\n\r\n"
                                        + acme
                                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.txt\"\r\n\r\ntwo\r\n--b--\r\n")
                                .getBytes(StandardCharsets.UTF_8))
                .expect(201);

        assertThat(byQuery.at("/organizationId")).isEqualTo(acme);
        assertThat(byPart.at("/organizationId")).isEqualTo(acme);
        assertThat(byPart.at("/fileName")).isEqualTo("b.txt");
        assertThat(used()).isZero();
        assertThat(ana.http()
                        .get("/v1/documents")
                        .query("organizationId", acme)
                        .expect(200)
                        .items("fileName"))
                .containsExactlyInAnyOrder("a.txt", "b.txt");
        ana.http().put(path(byPart) + "/owner").json(Map.of()).refused(428, "request-precondition-required");
        Answer own = ana.http()
                .put(path(byPart) + "/owner")
                .header("If-Match", byPart.etag())
                .json(Map.of())
                .expect(200);
        assertThat(own.json().get("organizationId").isNull()).isTrue();
        assertThat(used()).isEqualTo(3);
        tenon().person("ben@example.org")
                .http()
                .get("/v1/documents")
                .query("organizationId", acme)
                .refused(404, "organization-not-found");
    }

    private Answer uploaded(String text) {
        return ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8))
                .expect(201);
    }

    private ValidatingClient.Call version(Answer stored) {
        return ana.http()
                .post(path(stored) + "/versions")
                .file("file", "other.txt", "text/plain", "three".getBytes(StandardCharsets.UTF_8));
    }

    private String content(Answer stored, String under) {
        return text(ana.http().get(path(stored) + under).expect(200));
    }

    private static String text(Answer answer) {
        return answer.text();
    }

    private static String path(Answer stored) {
        return "/v1/documents/" + stored.at("/id");
    }

    private long used() {
        return ana.http().get("/v1/quota").expect(200).json().path("used").asLong();
    }
}
