package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharesHttpTest extends HttpTest {

    private Person ana;
    private Person ben;
    private Person cleo;
    private String path = "";

    @BeforeEach
    void upload() {
        ana = tenon().ana();
        ben = tenon().person("ben@example.org");
        cleo = tenon().person("cleo@example.org");
        Answer stored = ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", "one".getBytes(StandardCharsets.UTF_8))
                .expect(201);
        path = "/v1/documents/" + stored.at("/id");
    }

    @Test
    void invisible_is_404_and_visible_but_not_enough_403() {
        ben.http().get(path).refused(404, "document-not-found");

        ana.http()
                .put(path + "/shares/" + ben.id())
                .json(Map.of("permission", "read"))
                .expect(200);

        assertThat(ben.http().get(path + "/content").expect(200).text()).isEqualTo("one");
        assertThat(ben.http().get("/v1/shared-documents").expect(200).at("/items/0/document/fileName"))
                .isEqualTo("a.txt");
        ben.http().delete(path).refused(403, "request-forbidden");
        ben.http()
                .put(path + "/shares/" + cleo.id())
                .json(Map.of("permission", "write"))
                .refused(403, "share-beyond-own");
        ben.http()
                .put(path + "/shares/" + cleo.id())
                .json(Map.of("permission", "read"))
                .expect(200);
        cleo.http().get(path).expect(200);

        ana.http().delete(path + "/shares/" + ben.id()).expect(204);

        ben.http().get(path).refused(404, "document-not-found");
        cleo.http().get(path).refused(404, "document-not-found");
        ana.http().delete(path + "/shares/" + ben.id()).refused(404, "share-not-found");
    }

    @Test
    void shares_with_an_address_and_with_an_organization() {
        String acme = cleo.http()
                .post("/v1/organizations")
                .json(Map.of("name", "Acme"))
                .expect(201)
                .at("/id");

        Answer byAddress = ana.http()
                .post(path + "/shares")
                .json(Map.of("email", "Ben@Example.org", "permission", "write"))
                .expect(201);
        ana.http()
                .post(path + "/shares")
                .json(Map.of("organizationId", acme, "permission", "read", "expiresAt", "2999-01-01T00:00:00Z"))
                .expect(201);

        assertThat(byAddress.at("/email")).isEqualTo("ben@example.org");
        assertThat(byAddress.json().get("userId").isNull()).isTrue();
        ben.http().get(path).expect(200);
        cleo.http().get(path).expect(200);
        assertThat(ana.http().get(path + "/shares").expect(200).items("permission"))
                .containsExactlyInAnyOrder("write", "read");
        ana.http().delete(path + "/shares/" + acme).expect(204);
        ana.http().delete(path + "/shares/" + byAddress.at("/id")).expect(204);
        ben.http().get(path).refused(404, "document-not-found");
        cleo.http().get(path).refused(404, "document-not-found");
    }

    @Test
    void refuses_what_makes_no_sense() {
        ana.http().post(path + "/shares").json(Map.of("permission", "read")).refused(422, "request-invalid");
        ana.http()
                .post(path + "/shares")
                .json(Map.of("email", "x@example.org", "userId", ben.id(), "permission", "read"))
                .refused(422, "request-invalid");
        ana.http()
                .post(path + "/shares")
                .json(Map.of("email", "x@example.org", "permission", "own"))
                .refused(422, "request-invalid");
        ana.http()
                .post(path + "/shares")
                .json(Map.of("userId", ben.id(), "permission", "read", "expiresAt", "2001-01-01T00:00:00Z"))
                .refused(422, "request-invalid");
        ana.http()
                .put(path + "/shares/" + ana.id())
                .json(Map.of("permission", "read"))
                .refused(409, "share-with-owner");
    }
}
