package dev.tenon.rest.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubscriptionsHttpTest extends HttpTest {

    private static final String FREE = "01920000-0000-7000-8000-000000000301";
    private static final String STANDARD = "01920000-0000-7000-8000-000000000302";
    private static final String PREMIUM = "01920000-0000-7000-8000-000000000303";

    @Test
    void shows_the_free_subscription_that_every_verified_account_has() {
        Person ana = tenon().ana();

        JsonNode live = ana.http().get("/v1/subscriptions").expect(200).json().at("/items/0");

        assertThat(live.path("userId").asText()).isEqualTo(ana.id());
        assertThat(live.path("status").asText()).isEqualTo("active");
        assertThat(live.at("/price/amount").asText()).isEqualTo("0.00");
        assertThat(live.path("startDate").asText()).isEqualTo("2026-01-01");
        assertThat(live.path("endDate").isNull()).isTrue();
        assertThat(live.path("currentPeriodEnd").asText()).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(ana.http()
                        .get("/v1/subscriptions/" + live.path("id").asText())
                        .expect(200)
                        .json())
                .isEqualTo(live);
    }

    @Test
    void C1_anothers_subscription_is_byte_for_byte_one_that_does_not_exist() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        String id = ana.http().get("/v1/subscriptions").expect(200).items("id").get(0);

        String others = ben.http()
                .get("/v1/subscriptions/" + id)
                .refused(404, "subscription-not-found")
                .withoutRequestId();

        assertThat(ben.http().get("/v1/subscriptions/" + Fixtures.anId()).send().withoutRequestId())
                .isEqualTo(others);
        assertThat(ben.http().get("/v1/subscriptions/1").send().withoutRequestId())
                .isEqualTo(others);
        tenon().admin().http().get("/v1/subscriptions/" + id).expect(200);
    }

    @Test
    void subscribes_waits_a_day_for_the_payment_and_gives_up() {
        Person ana = tenon().ana();

        Answer started = ana.http()
                .post("/v1/subscriptions")
                .idempotencyKey("once")
                .json(Map.of("planId", STANDARD))
                .expect(201);
        JsonNode begun = started.json();
        assertThat(begun.path("status").asText()).isEqualTo("incomplete");
        assertThat(begun.at("/price/amount").asText()).isEqualTo("12.00");
        assertThat(begun.path("timezone").asText()).isEqualTo("UTC");
        assertThat(begun.path("organizationId").isNull()).isTrue();
        String id = begun.path("id").asText();
        assertThat(started.header("Location").orElseThrow()).endsWith("/v1/subscriptions/" + id);
        assertThat(started.etag()).isEqualTo("\"1\"");
        ana.http().post("/v1/subscriptions").json(Map.of("planId", PREMIUM)).refused(409, "subscription-already-live");
        assertThat(ana.http()
                        .post("/v1/subscriptions")
                        .idempotencyKey("once")
                        .json(Map.of("planId", STANDARD))
                        .expect(201)
                        .text())
                .isEqualTo(started.text());

        tenon().clock().advance(Duration.ofHours(23));
        tenon().runJobs();
        ana = tenon().signInAgain(ana);

        assertThat(show(ana, id).path("status").asText()).isEqualTo("expired");
        assertThat(ana.http()
                        .get("/v1/subscriptions")
                        .query("status", "active")
                        .expect(200)
                        .items("planId"))
                .containsExactly(FREE);
        ana.http().delete("/v1/subscriptions/" + id).refused(409, "subscription-ended");
    }

    @Test
    void tries_a_plan_changes_it_and_ends_it_with_its_period() {
        Person ana = tenon().ana();
        JsonNode tried = ana.http()
                .post("/v1/subscriptions")
                .json(Map.of("planId", STANDARD, "trial", true))
                .expect(201)
                .json();
        String path = "/v1/subscriptions/" + tried.path("id").asText();
        assertThat(tried.path("status").asText()).isEqualTo("trialing");
        assertThat(tried.path("trialEnd").asText()).isEqualTo("2026-01-15T00:00:00Z");
        assertThat(ana.http().get("/v1/quota").expect(200).at("/documents/max")).isEqualTo("2000");

        JsonNode preview = ana.http()
                .get(path + "/plan-preview")
                .query("planId", PREMIUM)
                .expect(200)
                .json();
        assertThat(preview.path("lines")).isEmpty();
        assertThat(preview.at("/amountDue/amount").asText()).isEqualTo("0.00");
        String etag = ana.http().get(path).expect(200).etag();
        Answer changed = ana.http()
                .put(path + "/plan")
                .header("If-Match", etag)
                .json(Map.of("planId", PREMIUM, "effective", "now"))
                .expect(200);
        assertThat(changed.at("/planId")).isEqualTo(PREMIUM);
        assertThat(changed.json().path("invoiceId").isNull()).isTrue();
        assertThat(changed.json().path("exceeded")).isEmpty();
        ana.http()
                .put(path + "/plan")
                .header("If-Match", etag)
                .json(Map.of("planId", STANDARD, "effective", "now"))
                .refused(412, "request-precondition-failed");
        ana.http()
                .put(path + "/plan")
                .json(Map.of("planId", PREMIUM, "effective", "now"))
                .refused(409, "subscription-same-plan");
        assertThat(ana.http()
                        .put(path + "/plan")
                        .json(Map.of("planId", STANDARD, "effective", "period_end"))
                        .expect(200)
                        .at("/pendingPlanId"))
                .isEqualTo(STANDARD);

        assertThat(ana.http().put(path + "/cancellation").expect(200).at("/cancelAtPeriodEnd"))
                .isEqualTo("true");
        assertThat(ana.http().delete(path + "/cancellation").expect(200).at("/cancelAtPeriodEnd"))
                .isEqualTo("false");
        ana.http().put(path + "/cancellation").expect(200);
        tenon().clock().advance(Duration.ofDays(11));
        tenon().runJobs();
        tenon().clock().advance(Duration.ofDays(3));
        tenon().runJobs();
        ana = tenon().signInAgain(ana);

        assertThat(ana.http().get(path).expect(200).at("/status")).isEqualTo("canceled");
        assertThat(ana.http().get("/v1/quota").expect(200).at("/documents/max")).isEqualTo("100");
        JsonNode trial = ana.http().get("/v1/trials").expect(200).json().at("/items/0");
        assertThat(trial.path("isActive").asBoolean()).isFalse();
        assertThat(trial.path("endDate").asText()).isEqualTo("2026-01-15");
        ana.http()
                .post("/v1/subscriptions")
                .json(Map.of("planId", PREMIUM, "trial", true))
                .refused(409, "trial-used");
        assertThat(tenon().mailsTo("ana@example.org"))
                .anyMatch(mail -> mail.subject().toLowerCase(Locale.ROOT).contains("trial"));
    }

    @Test
    void an_end_is_set_and_removed_and_it_expires_on_its_day() {
        Person ana = tenon().ana();
        String path = "/v1/subscriptions/"
                + ana.http()
                        .post("/v1/subscriptions")
                        .json(Map.of("planId", STANDARD, "trial", true))
                        .expect(201)
                        .at("/id");
        String etag = ana.http().get(path).expect(200).etag();

        ana.http().patch(path).json(Map.of("endDate", "2026-01-10")).refused(428, "request-precondition-required");
        Answer set = ana.http()
                .patch(path)
                .patch(etag, Map.of("endDate", "2026-01-10"))
                .expect(200);
        assertThat(set.at("/endDate")).isEqualTo("2026-01-10");
        ana.http().patch(path).patch(etag, Map.of("endDate", "2026-01-11")).refused(412, "request-precondition-failed");
        Answer removed = ana.http()
                .patch(path)
                .patch(set.etag(), Collections.singletonMap("endDate", null))
                .expect(200);
        assertThat(removed.json().path("endDate").isNull()).isTrue();
        ana.http().patch(path).patch(removed.etag(), Map.of()).refused(422, "request-invalid");
        ana.http()
                .patch(path)
                .patch(removed.etag(), Map.of("endDate", "2026-01-01"))
                .refused(422, "request-invalid");
        ana.http()
                .patch(path)
                .patch(removed.etag(), Map.of("endDate", "2026-02-30"))
                .refused(422, "request-invalid");
        tenon().person("ben@example.org")
                .http()
                .patch(path)
                .patch(removed.etag(), Map.of("endDate", "2026-01-10"))
                .refused(404, "subscription-not-found");
        ana.http()
                .patch(path)
                .patch(removed.etag(), Map.of("endDate", "2026-01-10"))
                .expect(200);

        tenon().clock().advance(Duration.ofDays(9));
        tenon().runJobs();
        ana = tenon().signInAgain(ana);

        assertThat(ana.http().get(path).expect(200).at("/status")).isEqualTo("expired");
    }

    @Test
    void a_downgrade_tells_what_exceeds_exceptions_counted_keeps_it_readable_and_refuses_growth() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();
        String tiny = admin.http()
                .post("/v1/plans")
                .json(Map.of("name", "Tiny", "price", Map.of("amount", "1.00", "currency", "USD"), "maxDocuments", 1))
                .expect(201)
                .at("/id");
        String path = "/v1/subscriptions/"
                + ana.http()
                        .post("/v1/subscriptions")
                        .json(Map.of("planId", STANDARD, "trial", true))
                        .expect(201)
                        .at("/id");
        List<String> documents =
                Stream.of("a", "b", "c").map(name -> upload(ana, name)).toList();

        assertThat(exceeded(ana, path, tiny)).isEqualTo("max-documents 3 of 1");
        except(admin, ana, 3);
        assertThat(exceeded(ana, path, tiny)).isEmpty();
        except(admin, ana, 2);
        assertThat(exceeded(ana, path, tiny)).isEqualTo("max-documents 3 of 2");
        Answer changed = ana.http()
                .put(path + "/plan")
                .json(Map.of("planId", tiny, "effective", "now"))
                .expect(200);

        assertThat(changed.at("/exceeded/0/limit")).isEqualTo("2");
        assertThat(ana.http().get("/v1/documents").expect(200).items("id")).hasSize(3);
        for (String id : documents) {
            ana.http().get("/v1/documents/" + id + "/content").expect(200);
        }
        ana.http()
                .post("/v1/documents")
                .file("file", "d.txt", "text/plain", new byte[1])
                .refused(409, "quota-documents-exceeded");
        ana.http().delete("/v1/documents/" + documents.get(0)).expect(204);
        ana.http().delete("/v1/documents/" + documents.get(1)).expect(204);
        upload(ana, "e");
    }

    private static String upload(Person person, String name) {
        return person.http()
                .post("/v1/documents")
                .file("file", name + ".txt", "text/plain", new byte[1])
                .expect(201)
                .at("/id");
    }

    private static String exceeded(Person person, String path, String plan) {
        JsonNode exceeded = person.http()
                .get(path + "/plan-preview")
                .query("planId", plan)
                .expect(200)
                .json()
                .path("exceeded");
        return exceeded.isEmpty()
                ? ""
                : exceeded.at("/0/key").asText() + " " + exceeded.at("/0/used") + " of " + exceeded.at("/0/limit");
    }

    private static void except(Person admin, Person person, int documents) {
        admin.http()
                .put("/v1/entitlement-overrides/max-documents")
                .query("userId", person.id())
                .json(Map.of("limit", documents, "reason", "Support"))
                .expect(200);
    }

    @Test
    void staff_pause_and_end_what_is_somebody_elses() {
        Person ana = tenon().ana();
        JsonNode begun = ana.http()
                .post("/v1/subscriptions")
                .json(Map.of("planId", STANDARD))
                .expect(201)
                .json();
        String path = "/v1/subscriptions/" + begun.path("id").asText();
        Person admin = tenon().admin();

        ana.http().put(path + "/pause").refused(403, "request-forbidden");
        admin.http().put(path + "/pause").refused(409, "subscription-not-running");
        admin.http().delete(path + "/pause").refused(409, "subscription-not-paused");
        assertThat(admin.http()
                        .get("/v1/subscriptions")
                        .query("userId", ana.id())
                        .query("status", "incomplete")
                        .expect(200)
                        .items("id"))
                .containsExactly(begun.path("id").asText());
        admin.http().delete(path).expect(204);
        assertThat(show(ana, begun.path("id").asText()).path("status").asText()).isEqualTo("canceled");
    }

    @Test
    void refuses_what_cannot_be() {
        Person ana = tenon().ana();
        ana.http()
                .post("/v1/subscriptions")
                .json(Map.of("planId", Fixtures.anId().toString()))
                .refused(404, "plan-not-found");
        ana.http()
                .post("/v1/subscriptions")
                .json(Map.of("planId", FREE, "trial", true))
                .refused(409, "trial-not-offered");
        ana.http()
                .post("/v1/subscriptions")
                .json(Map.of("planId", STANDARD, "endDate", "2026-02-01"))
                .refused(403, "request-forbidden");
        String free =
                ana.http().get("/v1/subscriptions").expect(200).items("id").get(0);
        ana.http()
                .put("/v1/subscriptions/" + free + "/plan")
                .json(Map.of("planId", STANDARD, "effective", "now"))
                .refused(409, "subscription-is-free");
    }

    private static JsonNode show(Person person, String id) {
        return person.http().get("/v1/subscriptions/" + id).expect(200).json();
    }
}
