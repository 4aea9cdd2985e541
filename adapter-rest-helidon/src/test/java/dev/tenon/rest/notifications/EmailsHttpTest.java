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

        http().post("/v1/test-clock/advance").json("{\"duration\": \"PT1H\"}").expect(200);
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
    void lists_by_status_type_and_person() {
        Person admin = tenon().admin();
        register("dead@example.org");
        tenon().mail().refuseNext(1);
        tenon().runJobs();
        register("waiting@example.org");

        assertThat(admin.http().get("/v1/emails?status=dead").expect(200).items("recipient"))
                .containsExactly("dead@example.org");
        Answer pending =
                admin.http().get("/v1/emails?status=pending&type=verification").expect(200);
        assertThat(pending.items("recipient")).containsExactly("waiting@example.org");
        String user = pending.items("userId").get(0);
        assertThat(admin.http().get("/v1/emails?user=" + user).expect(200).items("recipient"))
                .containsExactly("waiting@example.org");
        assertThat(admin.http().get("/v1/emails?user=nobody").expect(200).items("recipient"))
                .isEmpty();
        assertThat(admin.http()
                        .get("/v1/emails?type=new-device&status=sent")
                        .expect(200)
                        .items("recipient"))
                .isEmpty();
        admin.http().get("/v1/emails?type=VERIFICATION").refused(422, "request-invalid");
        admin.http().get("/v1/emails?status=lost").refused(422, "request-invalid");
    }

    @Test
    void shows_one_and_tries_a_dead_one_again() {
        Person admin = tenon().admin();
        register("ana@example.org");
        tenon().mail().refuseNext(1);
        tenon().runJobs();
        String id = admin.http().get("/v1/emails").expect(200).items("id").get(0);
        JsonNode dead = admin.http().get("/v1/emails/" + id).expect(200).json();
        assertThat(dead.path("status").asText()).isEqualTo("dead");

        JsonNode again =
                admin.http().post("/v1/emails/" + id + "/retries").expect(200).json();
        assertThat(again.path("status").asText()).isEqualTo("pending");
        assertThat(again.path("attempts").asInt()).isZero();
        admin.http().post("/v1/emails/" + id + "/retries").refused(409, "email-not-failed");
        tenon().runJobs();

        assertThat(admin.http()
                        .get("/v1/emails/" + id)
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("sent");
        assertThat(tenon().mailsTo("ana@example.org")).hasSize(1);
        assertThat(admin.http()
                        .get("/v1/audit-logs?action=email.retried")
                        .expect(200)
                        .items("recordId"))
                .containsExactly(id);
    }

    @Test
    void a_mail_whose_link_works_no_more_is_not_tried_again() {
        Person admin = tenon().admin();
        register("ana@example.org");
        tenon().mail().refuseNext(1);
        tenon().runJobs();
        String id = admin.http().get("/v1/emails").expect(200).items("id").get(0);

        http().post("/v1/test-clock/advance").json("{\"duration\": \"P1D\"}").expect(200);

        tenon().signInAgain(admin).http().post("/v1/emails/" + id + "/retries").refused(410, "email-expired");
    }

    @Test
    void what_is_no_mail_is_not_found() {
        Person admin = tenon().admin();
        for (String id : new String[] {"nothing", "01920000-0000-7000-8000-000000000999"}) {
            admin.http().get("/v1/emails/" + id).refused(404, "email-not-found");
            admin.http().post("/v1/emails/" + id + "/retries").refused(404, "email-not-found");
        }
    }

    @Test
    void needs_the_permission() {
        String id = "01920000-0000-7000-8000-000000000999";
        Person ana = tenon().ana();
        ana.http().get("/v1/emails").refused(403, "request-forbidden");
        ana.http().get("/v1/emails/" + id).refused(403, "request-forbidden");
        ana.http().post("/v1/emails/" + id + "/retries").refused(403, "request-forbidden");
        Person support = tenon().person("support@example.org", Set.of("support"));
        support.http().post("/v1/emails/" + id + "/retries").refused(403, "request-forbidden");
    }

    private void register(String email) {
        http().post("/v1/registrations").json(Installation.credentials(email)).expect(202);
    }
}
