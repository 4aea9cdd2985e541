package dev.tenon.rest.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.PlainSecrets;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class UnsubscribeHttpTest extends HttpTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void one_post_of_a_mail_program_switches_the_mails_off() throws Exception {
        Person ana = tenon().ana();

        HttpResponse<String> answer = send("POST", FORM, "List-Unsubscribe=One-Click", token(ana, "billing"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("These mails are off");
        assertThat(setting(ana)).isEqualTo("{\"topics\":{\"billing\":{\"email\":false}}}");
    }

    @Test
    void it_may_send_the_form_in_parts() throws Exception {
        Person ana = tenon().ana();
        String parts = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";

        HttpResponse<String> answer = send("POST", "multipart/form-data; boundary=x", parts, token(ana, ""));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(setting(ana)).isEqualTo("{\"channels\":{\"email\":false}}");
    }

    @Test
    void reading_the_page_switches_nothing_off_and_its_button_does() throws Exception {
        Person ana = tenon().ana();
        String token = token(ana, "billing");

        HttpResponse<String> page = send("GET", null, "", token);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("action=\"/unsubscribe?token=" + token + "\"", "Switch them off</button>");
        ana.http().get("/v1/me/settings/notifications").refused(404, "setting-not-found");
        assertThat(send("POST", FORM, "List-Unsubscribe=One-Click", token).statusCode())
                .isEqualTo(200);
        assertThat(setting(ana)).contains("billing");
    }

    @Test
    void programs_do_the_same_with_json() {
        Person ana = tenon().ana();

        assertThat(http().post("/v1/email-unsubscriptions")
                        .json("{\"token\": \"" + token(ana, "billing") + "\"}")
                        .expect(200)
                        .at("/topic"))
                .isEqualTo("billing");
        assertThat(http().post("/v1/email-unsubscriptions")
                        .json("{\"token\": \"" + token(ana, "") + "\"}")
                        .expect(200)
                        .json()
                        .at("/topic")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_token_that_is_none_is_gone_and_a_link_without_one_incomplete() throws Exception {
        assertThat(send("POST", FORM, "List-Unsubscribe=One-Click", "nothing").statusCode())
                .isEqualTo(410);
        assertThat(send("GET", null, "", null).body()).contains("This link is incomplete");
        assertThat(send("POST", FORM, "List-Unsubscribe=One-Click", null).statusCode())
                .isEqualTo(410);
        http().post("/v1/email-unsubscriptions")
                .json("{\"token\": \"nothing\"}")
                .refused(410, "token-gone");
        assertThat(send("POST", "text/plain", "List-Unsubscribe=One-Click", "nothing")
                        .statusCode())
                .isEqualTo(415);
    }

    private HttpResponse<String> send(String method, String type, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        tenon().address().resolve("/unsubscribe" + (token == null ? "" : "?token=" + token)))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Accept", "text/html");
        if (type != null) {
            request.header("Content-Type", type);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String token(Person person, String topic) {
        return new PlainSecrets().seal("unsubscribe", person.id() + " " + topic);
    }

    private static String setting(Person person) {
        return person.http()
                .get("/v1/me/settings/notifications")
                .expect(200)
                .json()
                .toString();
    }
}
