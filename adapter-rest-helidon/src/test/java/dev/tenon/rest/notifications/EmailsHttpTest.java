package dev.tenon.rest.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation;
import dev.tenon.rest.contract.Installation.Person;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmailsHttpTest extends HttpTest {

    @Test
    void shows_each_mail_and_how_far_it_has_come() {
        Person support = tenon().person("support@example.org", Set.of("support"));
        register("ana@example.org");

        JsonNode pending = support.http().get("/v1/emails").expect(200).json().at("/items/0");
        assertThat(pending.path("recipient").asText()).isEqualTo("ana@example.org");
        assertThat(pending.path("emailType").asText()).isEqualTo("verification");
        assertThat(pending.path("status").asText()).isEqualTo("pending");
        assertThat(pending.path("sentAt").isNull()).isTrue();

        tenon().runJobs();
        JsonNode sent = support.http().get("/v1/emails").expect(200).json().at("/items/0");
        assertThat(sent.path("status").asText()).isEqualTo("sent");
        assertThat(sent.path("messageId")).isEqualTo(pending.path("messageId"));
    }

    @Test
    void E2_a_mail_that_failed_waits_for_another_try_under_the_same_message_id() {
        Person admin = tenon().admin();
        register("ana@example.org");
        tenon().mail().failNext(1);
        tenon().runJobs();

        Answer failed = admin.http().get("/v1/emails").expect(200);
        assertThat(failed.items("status")).containsExactly("failed");
        assertThat(failed.items("lastError").get(0)).doesNotContain("ana@example.org");

        http().post("/v1/test-clock/advance").json("{\"duration\": \"P1D\"}").expect(200);
        Answer sent = admin.http().get("/v1/emails").expect(200);
        assertThat(sent.items("status")).containsExactly("sent");
        assertThat(sent.items("messageId")).isEqualTo(failed.items("messageId"));
        assertThat(tenon().mail().sent()).hasSize(1);
    }

    @Test
    void a_mail_server_that_is_down_stops_no_registration() {
        tenon().mail().failNext(1_000);

        register("ana@example.org");
        tenon().runJobs();

        assertThat(tenon().mail().sent()).isEmpty();
    }

    @Test
    void needs_the_permission() {
        tenon().ana().http().get("/v1/emails").refused(403, "request-forbidden");
    }

    private void register(String email) {
        http().post("/v1/registrations").json(Installation.credentials(email)).expect(202);
    }
}
