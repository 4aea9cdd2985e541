package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.WebKit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShareLinksHttpTest extends HttpTest {

    private static final String PASSWORD = "paper boats";

    private Person ana;
    private String path = "";

    @BeforeEach
    void upload() {
        ana = tenon().ana();
        path = "/v1/documents/"
                + ana.http()
                        .post("/v1/documents")
                        .file("file", "a.html", "text/html", "<b>one</b>".getBytes(StandardCharsets.UTF_8))
                        .expect(201)
                        .at("/id");
    }

    @Test
    void F3_who_has_the_link_saves_the_file_and_no_browser_runs_it() {
        Answer made = make(Map.of("maxDownloads", 1));
        Map<String, Object> proof = Map.of("token", made.at("/token"));

        Answer seen = http().post("/v1/share-link-openings").json(proof).expect(200);
        Answer answer = http().post("/v1/share-link-downloads").json(proof).expect(200);

        assertThat(seen.at("/fileName")).isEqualTo("a.html");
        assertThat(seen.at("/downloadsLeft")).isEqualTo("1");
        assertThat(answer.text()).isEqualTo("<b>one</b>");
        assertThat(answer.header("Content-Length")).contains("10");
        assertThat(answer.header("Content-Disposition").orElse("")).startsWith("attachment;");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Security-Policy").orElse("")).contains("sandbox");
        http().post("/v1/share-link-downloads").json(proof).refused(404, "share-link-closed");
        assertThat(ana.http().get(path + "/links").expect(200).at("/items/0/state"))
                .isEqualTo("exhausted");
    }

    @Test
    void whatever_is_wrong_the_answer_is_the_same() {
        String revoked = make(Map.of()).at("/token");
        ana.http()
                .delete(path + "/links/"
                        + ana.http().get(path + "/links").expect(200).at("/items/0/id"))
                .expect(204);
        String guarded = make(Map.of("password", PASSWORD)).at("/token");
        Map<String, Object> unknown = Map.of("token", "tnl_000000000000000000000000000000000000", "password", PASSWORD);

        Answer first = closed(unknown);
        for (Map<String, Object> proof : List.<Map<String, Object>>of(
                Map.of("token", "x"),
                Map.of("token", revoked),
                Map.of("token", guarded),
                Map.of("token", guarded, "password", "paper boots"))) {
            assertThat(closed(proof).withoutRequestId()).isEqualTo(first.withoutRequestId());
        }
        http().post("/v1/share-link-downloads")
                .json(Map.of("token", guarded, "password", PASSWORD))
                .expect(200);
    }

    @Test
    void wrong_passwords_are_limited() {
        String token = make(Map.of("password", PASSWORD)).at("/token");
        for (int count = 0; count < 5; count++) {
            closed(Map.of("token", token, "password", "wrong one"));
        }

        Answer refused = http().post("/v1/share-link-openings")
                .json(Map.of("token", token, "password", PASSWORD))
                .refused(429, "share-link-throttled");

        assertThat(refused.header("Retry-After")).isPresent();
    }

    @Test
    void only_who_made_it_or_owns_the_document_sees_and_ends_a_link() {
        Person ben = tenon().person("ben@example.org");
        String id = make(Map.of()).at("/link/id");

        ben.http().get(path + "/links").refused(404, "document-not-found");
        ben.http().delete(path + "/links/" + id).refused(404, "document-not-found");
        ana.http()
                .put(path + "/shares/" + ben.id())
                .json(Map.of("permission", "read", "expiresAt", "2999-01-01T00:00:00Z"))
                .expect(200);
        ben.http().delete(path + "/links/" + id).refused(404, "share-link-not-found");
        ben.http()
                .post(path + "/links")
                .json(Map.of("expiresAt", "2999-01-02T00:00:00Z"))
                .refused(403, "share-beyond-own");
        ana.http().post(path + "/links").json(Map.of("password", "short")).refused(422, "request-invalid");
        ana.http().post(path + "/links").json(Map.of("maxDownloads", 0)).refused(422, "request-invalid");
    }

    @Test
    void P3_a_person_opens_the_link_in_a_browser_and_the_token_is_in_no_address() {
        Answer made = make(Map.of("password", PASSWORD));
        String url = made.at("/url");
        assertThat(url).startsWith(Installation.BASE_URL + "/share#token=");
        WebKit browser = new WebKit();

        browser.open(tenon().address().resolve(url.substring(Installation.BASE_URL.length())));

        assertThat(browser.title()).isEqualTo("A file for you");
        assertThat(browser.run("document.forms[0].elements.token.value")).isEqualTo(made.at("/token"));
        assertThat(browser.eventually("document.getElementById('what').textContent"))
                .contains("the password if it has one");
        browser.run("document.getElementById('what').textContent = ''");
        browser.type("password", PASSWORD);
        browser.run("document.forms[0].elements.password.dispatchEvent(new Event('change'))");
        assertThat(browser.eventually("document.getElementById('what').textContent"))
                .isEqualTo("a.html, 10 bytes");
        browser.type("password", "paper boots");
        browser.press();
        assertThat(browser.title()).isEqualTo("This link does not open");
    }

    @Test
    void the_form_of_the_page_downloads_by_the_token_and_by_the_whole_link() {
        Answer made = make(Map.of());
        URI url = URI.create(made.at("/url"));

        for (String token : List.of(made.at("/token"), url.toString())) {
            Answer answer = http().post("/share/content")
                    .form(Map.of("token", token, "password", ""))
                    .expect(200);
            assertThat(answer.text()).isEqualTo("<b>one</b>");
        }
    }

    private Answer make(Map<String, Object> wanted) {
        return ana.http().post(path + "/links").json(wanted).expect(201);
    }

    private Answer closed(Map<String, Object> proof) {
        http().post("/v1/share-link-downloads").json(proof).refused(404, "share-link-closed");
        return http().post("/v1/share-link-openings").json(proof).refused(404, "share-link-closed");
    }
}
