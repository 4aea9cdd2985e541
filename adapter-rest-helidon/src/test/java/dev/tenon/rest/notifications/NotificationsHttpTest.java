package dev.tenon.rest.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NotificationsHttpTest extends HttpTest {

    @Test
    void sends_lists_counts_and_marks() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();

        JsonNode sent = admin.http()
                .post("/v1/notifications")
                .json("""
                        {"userId": "%s", "type": "success", "topic": "reports", "message": "Your report is ready.",
                         "actionUrl": "/reports/17", "priority": "high", "channel": "both",
                         "expiresAt": "2026-02-01T00:00:00Z"}
                        """.formatted(ana.id()))
                .expect(201)
                .json();
        assertThat(sent.path("actionUrl").asText()).isEqualTo("https://tenon.example.org/reports/17");
        assertThat(sent.path("status").asText()).isEqualTo("unread");

        Answer listed = ana.http().get("/v1/notifications").expect(200);
        assertThat(listed.json().path("items")).singleElement().isEqualTo(sent);
        assertThat(count(ana)).isEqualTo(1);
        String path = "/v1/notifications/" + sent.path("id").asText();
        ana.http().patch(path).patch(null, Map.of("status", "read")).expect(200);
        assertThat(ana.http().get(path).expect(200).at("/status")).isEqualTo("read");
        assertThat(ana.http()
                        .get("/v1/notifications")
                        .query("status", "unread")
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
        ana.http().patch(path).patch(null, Map.of("status", "unread")).expect(200);
        assertThat(ana.http()
                        .post("/v1/notifications/read-all")
                        .expect(200)
                        .json()
                        .path("marked")
                        .asInt())
                .isEqualTo(1);
        assertThat(count(ana)).isZero();
    }

    @Test
    void lists_by_priority_in_pages() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();
        for (String priority : new String[] {"low", "high", "medium", "high", "low"}) {
            tenon().clock().advance(Duration.ofSeconds(1));
            admin.http()
                    .post("/v1/notifications")
                    .json(Map.of("userId", ana.id(), "message", priority, "priority", priority))
                    .expect(201);
        }

        Answer first = ana.http()
                .get("/v1/notifications")
                .query("sort", "priority")
                .query("limit", 2)
                .expect(200);
        Answer second = ana.http()
                .get("/v1/notifications")
                .query("sort", "priority")
                .query("limit", 2)
                .query("cursor", first.at("/next"))
                .expect(200);

        assertThat(first.items("priority")).containsExactly("high", "high");
        assertThat(second.items("priority")).containsExactly("medium", "low");
        ana.http()
                .get("/v1/notifications")
                .query("limit", 2)
                .query("cursor", first.at("/next"))
                .refused(400, "request-cursor-invalid");
    }

    @Test
    void C1_what_is_not_ones_own_is_as_if_it_were_not_there() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        String id = tenon().admin()
                .http()
                .post("/v1/notifications")
                .json(Map.of("userId", ana.id(), "message", "Hello"))
                .expect(201)
                .at("/id");

        String foreign = ben.http()
                .get("/v1/notifications/" + id)
                .refused(404, "notification-not-found")
                .text();
        String unknown = ben.http()
                .get("/v1/notifications/01a2038e-7f00-7e52-9d1c-4b5a69788796")
                .refused(404, "notification-not-found")
                .text();
        assertThat(foreign.replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(unknown.replaceAll("\"instance\":\"[^\"]*\"", ""));
        ben.http()
                .patch("/v1/notifications/" + id)
                .patch(null, Map.of("status", "read"))
                .refused(404, "notification-not-found");
    }

    @Test
    void who_runs_an_organization_notifies_its_members() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");
        Person cleo = tenon().person("cleo@example.org");
        OrganizationId organization = tenon().organizations().found(user(ana));
        tenon().organizations().join(organization, user(ben), MemberRole.MEMBER);
        Map<String, String> news = Map.of("organizationId", organization.toString(), "message", "News");

        ana.http().post("/v1/notifications").json(news).expect(201);

        assertThat(ben.http()
                        .get("/v1/notifications")
                        .query("organizationId", organization)
                        .expect(200)
                        .items("message"))
                .containsExactly("News");
        ben.http().post("/v1/notifications").json(news).refused(403, "request-forbidden");
        cleo.http().post("/v1/notifications").json(news).refused(404, "organization-not-found");
        cleo.http()
                .post("/v1/notifications")
                .json(Map.of("userId", ben.id(), "message", "Hello"))
                .refused(403, "request-forbidden");
        for (int each = 1; each < 60; each++) {
            ana.http().post("/v1/notifications").json(news).expect(201);
        }
        Answer tooMany = ana.http().post("/v1/notifications").json(news).refused(429, "notification-too-many");
        assertThat(tooMany.header("Retry-After")).contains("3600");
    }

    @Test
    void refuses_what_breaks_a_rule_and_names_it() {
        Person admin = tenon().admin();

        Answer refused = admin.http().post("/v1/notifications").json("""
                        {"message": " ", "topic": "No Topic", "actionUrl": "javascript:alert(1)",
                         "expiresAt": "2020-01-01T00:00:00Z"}
                        """).refused(422, "request-invalid");

        assertThat(refused.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/userId", "/message", "/topic", "/actionUrl", "/expiresAt");
        admin.http()
                .post("/v1/notifications")
                .json(Map.of("message", "a", "channel", "pigeon", "type", "news"))
                .refused(422, "request-invalid");
    }

    @Test
    void D2_a_repeated_request_sends_once() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();
        String key = UUID.randomUUID().toString();
        Map<String, String> hello = Map.of("userId", ana.id(), "message", "Hello");

        String first = admin.http()
                .post("/v1/notifications")
                .idempotencyKey(key)
                .json(hello)
                .expect(201)
                .text();
        String again = admin.http()
                .post("/v1/notifications")
                .idempotencyKey(key)
                .json(hello)
                .expect(201)
                .text();

        assertThat(again).isEqualTo(first);
        assertThat(count(ana)).isEqualTo(1);
    }

    @Test
    void people_choose_in_a_setting_what_they_are_told() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();
        for (String type : new String[] {"info", "warning"}) {
            admin.http()
                    .post("/v1/notifications")
                    .json(Map.of("userId", ana.id(), "message", type, "type", type))
                    .expect(201);
        }

        ana.http()
                .put("/v1/me/settings/notifications")
                .json("{\"types\": {\"info\": {\"in-app\": false}}, \"digestMinutes\": 60}")
                .expect(201);

        assertThat(ana.http().get("/v1/notifications").expect(200).items("message"))
                .containsExactly("warning");
        Answer refused = ana.http()
                .put("/v1/me/settings/notifications")
                .json("{\"topics\": {\"security\": false}, \"digestMinutes\": -1}")
                .refused(422, "request-invalid");
        assertThat(refused.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/topics/security", "/digestMinutes");
    }

    private static int count(Person person) {
        return person.http()
                .get("/v1/notifications/unread-count")
                .expect(200)
                .json()
                .path("count")
                .asInt();
    }

    private static UserId user(Person person) {
        return UserId.parse(person.id()).orElseThrow();
    }
}
