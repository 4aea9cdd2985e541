package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentSearchHttpTest extends HttpTest {

    @Test
    void finds_what_the_caller_may_read_and_pages_through_it() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        String first = upload(ana, "annual report.txt");
        String second = upload(ana, "report on reports.txt");
        upload(ana, "letter.txt");
        upload(ben, "report.txt");

        assertThat(ana.http()
                        .get("/v1/document-matches?q=report")
                        .expect(200)
                        .json()
                        .get("items")
                        .findValuesAsText("id"))
                .containsExactlyInAnyOrder(first, second);
        String next = ana.http()
                .get("/v1/document-matches?q=report&limit=1")
                .expect(200)
                .at("/next");
        assertThat(ana.http()
                        .get("/v1/document-matches?q=report&limit=1&cursor=" + next)
                        .expect(200)
                        .json()
                        .get("items"))
                .hasSize(1);
        ana.http().get("/v1/document-matches?q=letter&limit=1&cursor=" + next).refused(400, "request-cursor-invalid");
        String acme = ana.http()
                .post("/v1/organizations")
                .json(Map.of("name", "Acme"))
                .expect(201)
                .at("/id");
        assertThat(ana.http()
                        .get("/v1/document-matches?q=report&organizationId=" + acme)
                        .expect(200)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void asks_for_words() {
        Person ana = tenon().ana();

        ana.http().get("/v1/document-matches").refused(422, "request-invalid");
        ana.http().get("/v1/document-matches?q=%20").refused(422, "request-invalid");
        ana.http().get("/v1/document-matches?q=" + "a".repeat(201)).refused(422, "request-invalid");
    }

    private static String upload(Person person, String name) {
        return person.http()
                .post("/v1/documents")
                .file("file", name, "text/plain", "hello".getBytes(StandardCharsets.UTF_8))
                .expect(201)
                .at("/id");
    }
}
