package dev.tenon.rest.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookCall;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.ApiDocument;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhooksHttpTest extends HttpTest {

    private static final Map<String, String> HOOK = Map.of("url", "https://hooks.example.org/tenon");

    @Test
    void a_webhook_is_made_shown_changed_and_deleted() {
        ValidatingClient admin = tenon().admin().http();

        Answer made = admin.post("/v1/webhooks")
                .json(Map.of("url", HOOK.get("url"), "eventTypes", List.of("role.*", "member.joined")))
                .expect(201);

        String path = "/v1/webhooks/" + made.at("/id");
        assertThat(made.header("Location"))
                .hasValueSatisfying(where -> assertThat(where).endsWith(path));
        assertThat(made.at("/secret")).startsWith("whsec_");
        Answer shown = admin.get(path).expect(200);
        assertThat(shown.text()).doesNotContain("whsec_");
        assertThat(shown.etag()).isEqualTo(made.etag());
        Answer changed = admin.patch(path)
                .patch(shown.etag(), Map.of("isEnabled", false, "eventTypes", List.of(), "description", "the shop"))
                .expect(200);
        assertThat(changed.at("/disabledReason")).isEqualTo("by_hand");
        assertThat(changed.text()).contains("\"eventTypes\":[]");
        admin.patch(path).patch(shown.etag(), Map.of("isEnabled", true)).refused(412, "request-precondition-failed");
        assertThat(admin.get("/v1/webhooks").expect(200).items("id")).containsExactly(made.at("/id"));
        admin.delete(path).expect(204);
        admin.get(path).refused(404, "webhook-not-found");
    }

    @Test
    void what_happens_is_told_as_the_document_says() {
        ValidatingClient admin = tenon().admin().http();
        String id = admin.post("/v1/webhooks").json(HOOK).expect(201).at("/id");
        admin.post("/v1/roles").json(Map.of("roleName", "editor")).expect(201);
        admin.post("/v1/webhooks/" + id + "/tests").expect(202);
        admin.patch("/v1/me")
                .patch(admin.get("/v1/me").expect(200).etag(), Map.of("lastName", "Canary"))
                .expect(200);

        tenon().runJobs();

        List<WebhookCall> calls = tenon().webhooks().calls();
        assertThat(calls).hasSizeGreaterThanOrEqualTo(4);
        for (WebhookCall call : calls) {
            assertThat(ApiDocument.violationsOf("Event", call.body()))
                    .as(call.body())
                    .isEmpty();
            assertThat(call.body()).doesNotContain("Canary");
        }
        Answer deliveries = admin.get("/v1/webhooks/" + id + "/deliveries")
                .query("status", "delivered")
                .expect(200);
        assertThat(deliveries.items("eventType")).contains("webhook.created", "role.created", "tenon.test");
    }

    @Test
    void what_failed_is_listed_and_told_again_by_hand_or_as_a_whole() {
        ValidatingClient admin = tenon().admin().http();
        String path = "/v1/webhooks/"
                + admin.post("/v1/webhooks").json(HOOK).expect(201).at("/id");
        tenon().webhooks().answer("hooks.example.org", 410, null);
        String event = admin.post(path + "/tests").expect(202).at("/eventId");
        tenon().runJobs();
        Answer gone = admin.get(path).expect(200);
        assertThat(gone.at("/disabledReason")).isEqualTo("gone");
        admin.post(path + "/tests").refused(409, "webhook-disabled");
        admin.post(path + "/deliveries/" + event + "/retries").refused(409, "webhook-disabled");

        tenon().webhooks().recover();
        admin.patch(path).patch(gone.etag(), Map.of("isEnabled", true)).expect(200);
        assertThat(admin.post(path + "/deliveries/" + event + "/retries")
                        .expect(202)
                        .at("/status"))
                .isEqualTo("pending");
        Instant now = tenon().clock().instant();
        Answer replayed = admin.post(path + "/replays")
                .json(Map.of(
                        "from",
                        now.minus(Duration.ofDays(1)).toString(),
                        "to",
                        now.plus(Duration.ofDays(1)).toString()))
                .expect(202);
        assertThat(Integer.parseInt(replayed.at("/queued"))).isPositive();
        admin.post(path + "/replays")
                .json(Map.of("from", "2040-01-01T00:00:00Z", "to", "2020-01-01T00:00:00Z"))
                .refused(422, "request-invalid");
    }

    @Test
    void a_rotation_answers_with_another_secret_and_its_kept_answer_with_the_same() {
        ValidatingClient admin = tenon().admin().http();
        Answer made = admin.post("/v1/webhooks").json(HOOK).expect(201);
        String path = "/v1/webhooks/" + made.at("/id") + "/rotations";

        Answer rotated = admin.post(path).header("Idempotency-Key", "once").expect(200);
        Answer again = admin.post(path).header("Idempotency-Key", "once").expect(200);

        assertThat(rotated.at("/secret")).startsWith("whsec_").isNotEqualTo(made.at("/secret"));
        assertThat(rotated.at("/previousSecretUntil")).isNotEqualTo("null");
        assertThat(again.text()).isEqualTo(rotated.text());
    }

    @Test
    void C1_a_tenant_keeps_its_own_and_hears_of_nobody_elses() {
        Person ana = tenon().person("ana@example.org");
        Person eva = tenon().person("eva@example.org");
        String anas = organization(ana);
        String evas = organization(eva);
        String id = ana.http()
                .post("/v1/webhooks")
                .json(Map.of("url", "https://ana.example.org/", "organizationId", anas))
                .expect(201)
                .at("/id");

        String path = "/v1/webhooks/" + id;
        eva.http().get(path).refused(404, "webhook-not-found");
        eva.http().post(path + "/tests").refused(404, "webhook-not-found");
        eva.http().get("/v1/webhooks").query("organizationId", anas).refused(404, "organization-not-found");
        eva.http()
                .post("/v1/webhooks")
                .json(Map.of("url", "https://eva.example.org/", "organizationId", anas))
                .refused(404, "organization-not-found");
        ana.http().post("/v1/webhooks").json(HOOK).refused(403, "request-forbidden");
        eva.http()
                .post("/v1/roles")
                .json(Map.of("roleName", "buyer", "organizationId", evas))
                .expect(201);
        ana.http()
                .post("/v1/roles")
                .json(Map.of("roleName", "seller", "organizationId", anas))
                .expect(201);
        tenon().runJobs();

        assertThat(tenon().webhooks().callsOf("ana.example.org"))
                .extracting(WebhookCall::body)
                .anyMatch(body -> body.contains("seller"))
                .allMatch(body -> body.contains(anas))
                .noneMatch(body -> body.contains(evas));
    }

    @Test
    void C2_what_only_answers_have_cannot_be_set() {
        ValidatingClient admin = tenon().admin().http();

        Answer refused = admin.post("/v1/webhooks")
                .json(Map.of("url", HOOK.get("url"), "secret", "whsec_mine", "isEnabled", false, "createdBy", "me"))
                .refused(422, "request-invalid");

        assertThat(refused.pointers()).containsExactlyInAnyOrder("/secret", "/isEnabled", "/createdBy");
    }

    private String organization(Person owner) {
        OrganizationId id = tenon().organizations().found(new UserId(UUID.fromString(owner.id())));
        return id.toString();
    }
}
