package dev.tenon.rest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient.Call;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageLogsHttpTest extends HttpTest {

    private Person ana;

    @BeforeEach
    void signIn() {
        ana = tenon().ana();
    }

    private static List<String> actions(Answer list) {
        return list.items("action");
    }

    private Answer record(Person person, Object body, int status) {
        return person.http().post("/v1/usage-logs").json(body).expect(status);
    }

    @Test
    void shows_what_the_caller_used_newest_first() {
        String document = ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[3])
                .expect(201)
                .at("/id");
        tenon().clock().advance(Duration.ofMinutes(1));
        ana.http().get("/v1/documents/" + document + "/content").expect(200);
        tenon().runJobs();

        Answer list = ana.http().get("/v1/usage-logs").expect(200);

        assertThat(actions(list)).containsExactly("document.downloaded", "document.uploaded", "session.opened");
        assertThat(list.at("/items/0/details/documentId")).isEqualTo(document);
        assertThat(list.json().at("/items/0/details/size").asInt()).isEqualTo(3);
        assertThat(list.at("/items/0/userId")).isEqualTo(ana.id());
    }

    @Test
    void asking_whether_a_file_is_there_or_has_changed_is_no_download() {
        Answer stored = ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[3])
                .expect(201);
        String content = "/v1/documents/" + stored.at("/id") + "/content";
        String tag = ana.http().get(content).expect(200).etag();
        ana.http().head(content).expect(200);
        ana.http().with("If-None-Match", tag).get(content).expect(304);
        ana.http().with("Range", "bytes=1-2").get(content).expect(206);
        tenon().runJobs();

        assertThat(actions(ana.http()
                        .get("/v1/usage-logs")
                        .query("action", "document.downloaded")
                        .expect(200)))
                .hasSize(1);
    }

    @Test
    void D2_an_event_that_is_sent_again_is_answered_with_the_first() {
        Map<String, Object> event =
                Map.of("action", "report.exported", "details", Map.of("pages", 3), "eventKey", "event-1");
        Answer first = record(ana, event, 201);
        tenon().clock().advance(Duration.ofDays(2));

        Answer again = record(ana, event, 200);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(first.json().at("/details/pages").asInt()).isEqualTo(3);
        assertThat(first.at("/eventKey")).isEqualTo("event-1");
        ana.http()
                .post("/v1/usage-logs")
                .json(Map.of("action", "report.printed", "eventKey", "event-1"))
                .refused(409, "usage-event-key-taken");
        record(tenon().person("ben@example.org"), event, 201);
    }

    @Test
    void D2_a_repeated_request_gets_its_answer_again() {
        Map<String, Object> event = Map.of("action", "report.exported");
        Answer first = ana.http()
                .with("Idempotency-Key", "key-1")
                .post("/v1/usage-logs")
                .json(event)
                .expect(201);

        Answer again = ana.http()
                .with("Idempotency-Key", "key-1")
                .post("/v1/usage-logs")
                .json(event)
                .expect(201);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(actions(ana.http()
                        .get("/v1/usage-logs")
                        .query("action", "report.exported")
                        .expect(200)))
                .hasSize(1);
    }

    @Test
    void records_several_at_once_or_none() {
        Map<String, Object> known = Map.of("action", "report.opened", "eventKey", "event-1");
        record(ana, known, 201);

        Answer batch = ana.http()
                .post("/v1/usage-logs/batches")
                .json(Map.of("items", List.of(known, Map.of("action", "report.closed"))))
                .expect(201);

        assertThat(batch.json().at("/newCount").asInt()).isEqualTo(1);
        assertThat(batch.json().at("/items/0/isNew").asBoolean()).isFalse();
        assertThat(batch.at("/items/1/usage/action")).isEqualTo("report.closed");
        ana.http()
                .post("/v1/usage-logs/batches")
                .json(Map.of("items", List.of(known)))
                .expect(200);
        ana.http()
                .post("/v1/usage-logs/batches")
                .json(Map.of("items", List.of(Map.of("action", "report.saved"), Map.of("action", "document.stolen"))))
                .refused(422, "request-invalid");
        ana.http()
                .post("/v1/usage-logs/batches")
                .json(Map.of("items", Collections.nCopies(101, Map.of("action", "report.saved"))))
                .refused(422, "request-invalid");
        assertThat(actions(ana.http().get("/v1/usage-logs").expect(200))).doesNotContain("report.saved");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /action",
                "{\"action\": 1} | /action",
                "{\"action\": \"session.opened\"} | /action",
                "{\"action\": \"report.exported\", \"details\": [1]} | /details",
                "{\"action\": \"report.exported\", \"details\": \"x\"} | /details",
                "{\"action\": \"report.exported\", \"eventKey\": \"a b\"} | /eventKey",
                "{\"action\": \"report.exported\", \"timestamp\": \"yesterday\"} | /timestamp",
                "{\"action\": \"report.exported\", \"timestamp\": \"2025-01-01T00:00:00Z\"} | /timestamp",
                "{\"action\": \"report.exported\", \"userId\": \"x\"} | /userId",
                "{\"action\": \"report.exported\", \"more\": 1} | /more",
            })
    void C2_I1_refuses_what_breaks_a_rule_and_names_it(String body, String pointer) {
        Answer refused =
                ana.http().post("/v1/usage-logs").body("application/json", body).refused(422, "request-invalid");

        assertThat(refused.pointers()).containsExactly(pointer);
    }

    @Test
    void sums_up_by_action_and_day() {
        record(ana, Map.of("action", "report.exported"), 201);
        tenon().clock().advance(Duration.ofDays(2));
        record(ana, Map.of("action", "report.exported"), 201);
        record(ana, Map.of("action", "report.printed"), 201);

        JsonNode summary = ana.http()
                .get("/v1/usage-logs/summary")
                .query("by", "action")
                .query("per", "day")
                .query("from", "2026-01-01T00:00:00Z")
                .expect(200)
                .json();

        assertThat(summary.path("count").asInt()).isEqualTo(4);
        assertThat(summary.path("people").asInt()).isEqualTo(1);
        assertThat(summary.path("periods").findValuesAsText("start"))
                .containsExactly("2026-01-01", "2026-01-02", "2026-01-03");
        assertThat(summary.path("periods").findValuesAsText("count")).containsExactly("2", "0", "2");
        assertThat(summary.path("actions").findValuesAsText("action"))
                .containsExactly("report.exported", "report.printed", "session.opened");
        assertThat(summary.at("/items/0/start").asText()).isEqualTo("2026-01-01");
        assertThat(ana.http()
                        .get("/v1/usage-logs/summary")
                        .query("per", "month")
                        .query("timeZone", "Pacific/Auckland")
                        .expect(200)
                        .json()
                        .at("/periods/11/count")
                        .asInt())
                .isEqualTo(4);
    }

    @Test
    void H1_refuses_ranges_and_words_that_it_does_not_know() {
        for (String[] query : new String[][] {
            {"per", "hour"},
            {"by", "user"},
            {"timeZone", "Mars/Olympus"},
            {"timeZone", "+02:00"},
            {"from", "2020-01-01T00:00:00Z", "to", "2026-01-01T00:00:00Z"},
            {"from", "2026-01-02T00:00:00Z", "to", "2026-01-01T00:00:00Z"},
            {"from", "0000-01-01T00:00:00Z", "to", "9999-12-31T23:59:59Z", "per", "month"},
            {"everyone", "yes"},
            {"everyone", "true", "userId", ana.id()},
        }) {
            Call call = ana.http().get("/v1/usage-logs/summary");
            for (int index = 0; index < query.length; index += 2) {
                call.query(query[index], query[index + 1]);
            }
            call.refused(422, "request-invalid");
        }
    }

    @Test
    void C1_anothers_and_an_unknown_accounts_are_answered_alike() {
        Person ben = tenon().person("ben@example.org");
        Answer anothers =
                ben.http().get("/v1/usage-logs").query("userId", ana.id()).refused(404, "account-not-found");
        Answer nobodys = ben.http()
                .get("/v1/usage-logs")
                .query("userId", Fixtures.anId().toString())
                .refused(404, "account-not-found");

        assertThat(anothers.withoutRequestId()).isEqualTo(nobodys.withoutRequestId());
        ben.http().get("/v1/usage-logs/summary").query("userId", ana.id()).refused(404, "account-not-found");
        ben.http().get("/v1/usage-logs").query("everyone", "true").refused(403, "request-forbidden");
        ben.http()
                .get("/v1/usage-logs/summary")
                .query("organizationId", Fixtures.anId().toString())
                .refused(403, "request-forbidden");
    }

    @Test
    void C1_who_may_see_everyones_sees_it() {
        Person admin = tenon().admin();

        assertThat(actions(admin.http()
                        .get("/v1/usage-logs")
                        .query("userId", ana.id())
                        .expect(200)))
                .containsExactly("session.opened");
        assertThat(actions(admin.http()
                        .get("/v1/usage-logs")
                        .query("everyone", "true")
                        .expect(200)))
                .hasSize(2);
        assertThat(admin.http()
                        .get("/v1/usage-logs/summary")
                        .query("everyone", "true")
                        .expect(200)
                        .json()
                        .path("people")
                        .asInt())
                .isEqualTo(2);
        admin.http()
                .get("/v1/usage-logs")
                .query("organizationId", Fixtures.anId().toString())
                .expect(200);
    }

    @Test
    void H1_what_is_written_behind_requests_is_counted_in_the_metrics() {
        assertThat(http().get("/metrics").expect(200).text())
                .contains("tenon_usage_log_waiting", "tenon_usage_log_written_total", "tenon_usage_log_dropped_total");
    }
}
