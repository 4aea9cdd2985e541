package dev.tenon.rest.audit;

import static dev.tenon.rest.contract.Installation.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditLogsHttpTest extends HttpTest {

    private Person admin;

    @BeforeEach
    void signIn() {
        admin = tenon().admin();
    }

    @Test
    void U1_shows_each_change_with_its_actor_its_request_and_its_address() {
        Person ana = tenon().ana();
        Answer stored = ana.http()
                .with("Request-Id", "upload.7")
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[3])
                .expect(201);

        JsonNode row = admin.http()
                .get("/v1/audit-logs")
                .query("record", stored.at("/id"))
                .expect(200)
                .json()
                .at("/items/0");

        assertThat(row.path("action").asText()).isEqualTo("document.uploaded");
        assertThat(row.path("tableName").asText()).isEqualTo("documents");
        assertThat(row.path("userId").asText()).isEqualTo(ana.id());
        assertThat(row.path("actor").asText()).isEqualTo("user:" + ana.id());
        assertThat(row.path("requestId").asText()).isEqualTo("upload.7");
        assertThat(row.path("ipAddress").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void U1_shows_nothing_of_what_was_refused() {
        Person ana = tenon().ana();
        List<String> before = actions();

        ana.http().get("/v1/users").refused(403, "request-forbidden");
        ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[0])
                .refused(422, "document-empty");
        http().post("/v1/registrations")
                .json(credentials("ben@example.org", "short"))
                .refused(422, "request-invalid");

        assertThat(actions()).isEqualTo(before);
    }

    @Test
    void finds_rows_by_each_condition_and_by_all_of_them() {
        Person ana = tenon().ana();
        tenon().clock().advance(Duration.ofHours(1));
        String from = tenon().clock().instant().toString();
        ana.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[3])
                .expect(201);
        tenon().clock().advance(Duration.ofHours(1));
        String to = tenon().clock().instant().toString();
        Person again = tenon().signInAgain(ana);
        again.http().delete("/v1/sessions/current").expect(204);

        assertThat(find(Map.of("action", "session.ended"))).containsExactly("session.ended");
        assertThat(find(Map.of("table", "documents"))).containsExactly("document.uploaded");
        assertThat(find(Map.of("from", from, "to", to))).containsExactly("document.uploaded");
        assertThat(find(Map.of("user", ana.id(), "from", to))).containsExactly("session.ended", "session.opened");
        assertThat(find(Map.of("user", admin.id(), "from", from))).isEmpty();
        assertThat(find(Map.of("impersonator", admin.id()))).isEmpty();
        assertThat(find(Map.of("organization", Fixtures.anId().toString()))).isEmpty();
        assertThat(find(Map.of("user", Fixtures.anId().toString()))).isEmpty();
        assertThat(find(Map.of("action", "session"))).isEmpty();
    }

    @Test
    void U1_tells_each_changed_field_and_who_worked_in_whose_name() {
        Person ana = tenon().ana();
        String etag = admin.http().get("/v1/users/" + ana.id()).expect(200).etag();
        admin.http()
                .patch("/v1/users/" + ana.id())
                .patch(etag, "{\"status\": \"banned\", \"userName\": \"Nana\"}")
                .expect(200);

        JsonNode row = admin.http()
                .get("/v1/audit-logs")
                .query("action", "account.updated")
                .expect(200)
                .json()
                .at("/items/0");

        assertThat(row.at("/changes/0").toString())
                .isEqualTo("{\"field\":\"status\",\"before\":\"active\",\"after\":\"banned\"}");
        assertThat(row.at("/changes/1").toString())
                .isEqualTo("{\"field\":\"userName\",\"before\":null,\"after\":null}");
        assertThat(row.path("impersonatorId").isNull()).isTrue();
    }

    @Test
    void I3_takes_only_conditions_that_it_knows() {
        for (Map.Entry<String, String> query : Map.of(
                        "from", "yesterday",
                        "to", "2026-13-01T00:00:00Z",
                        "actor", "cli:ana",
                        "sort", "action")
                .entrySet()) {
            Answer answer = admin.http()
                    .get("/v1/audit-logs")
                    .query(query.getKey(), query.getValue())
                    .refused(422, "request-invalid");
            assertThat(answer.pointers()).containsExactly("/" + query.getKey());
        }
    }

    @Test
    void U2_every_row_is_chained_to_the_one_before() {
        tenon().ana();
        JsonNode items = admin.http().get("/v1/audit-logs").expect(200).json().path("items");

        assertThat(items.size()).isGreaterThan(3);
        for (int index = 0; index + 1 < items.size(); index++) {
            JsonNode newer = items.get(index);
            JsonNode older = items.get(index + 1);
            assertThat(newer.path("previousHash")).isEqualTo(older.path("hash"));
            assertThat(newer.path("sequence").asLong())
                    .isEqualTo(older.path("sequence").asLong() + 1);
        }
        assertThat(items.get(items.size() - 1).path("previousHash").asText()).isEqualTo("0".repeat(64));
    }

    @Test
    void U2_verifies_the_chains() {
        tenon().ana();
        int rows = actions().size();

        JsonNode verification =
                admin.http().get("/v1/audit-logs/verification").expect(200).json();

        assertThat(verification.path("intact").booleanValue()).isTrue();
        assertThat(verification.path("rows").asInt()).isEqualTo(rows);
        assertThat(verification.path("firstBad").isNull()).isTrue();
    }

    @Test
    void I5_exports_what_matches_as_csv_that_no_spreadsheet_calculates() {
        Person ana = tenon().ana();
        ana.http()
                .with("Request-Id", "=cmd|'/C calc'!A0")
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", new byte[3])
                .expect(201);
        ana.http()
                .with("Request-Id", "@upload.8")
                .post("/v1/documents")
                .file("file", "b.txt", "text/plain", new byte[3])
                .expect(201);

        Answer answer = admin.http()
                .get("/v1/audit-logs/export")
                .query("format", "csv")
                .query("table", "documents")
                .expect(200);

        assertThat(answer.header("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(answer.header("content-disposition")).hasValue("attachment; filename=\"audit-logs.csv\"");
        List<String> lines = answer.text().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("id,userId,impersonatorId,actor,action,tableName,recordId,");
        assertThat(lines.get(1)).contains(",document.uploaded,documents,", "\"{\"\"sha256\"\":");
        assertThat(lines).noneMatch(line -> line.contains(",=") || line.contains(",@"));
    }

    @Test
    void exports_every_row_of_many_pages_as_it_was_when_it_began_and_notes_that() {
        for (int person = 0; person < 90; person++) {
            tenon().person("ana." + person + "@example.org");
        }
        int before = (int) admin.http()
                .get("/v1/audit-logs/verification")
                .expect(200)
                .json()
                .path("rows")
                .asLong();

        List<String> lines = admin.http()
                .get("/v1/audit-logs/export")
                .query("format", "jsonl")
                .expect(200)
                .text()
                .lines()
                .toList();

        assertThat(lines).hasSize(before).doesNotHaveDuplicates();
        JsonNode listed = admin.http()
                .get("/v1/audit-logs")
                .query("limit", 2)
                .expect(200)
                .json()
                .path("items");
        assertThat(listed.at("/0/action").asText()).isEqualTo("audit-trail.exported");
        assertThat(lines.get(0)).isEqualTo(listed.get(1).toString());
    }

    @Test
    void refuses_an_unknown_format() {
        admin.http().get("/v1/audit-logs/export").query("format", "xlsx").refused(422, "request-invalid");
    }

    @Test
    void U3_gives_signed_heads() {
        tenon().ana();

        List<String> lines = admin.http()
                .get("/v1/audit-logs/heads")
                .expect(200)
                .text()
                .lines()
                .toList();

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .contains("\"chain\": \"global\", \"sequence\": " + actions().size(), "\"signature\": ");
    }

    @Test
    void U4_shows_no_password_no_token_and_no_address() {
        Person ana = tenon().ana();
        http().post("/v1/registrations").json(credentials("ben@example.org")).expect(202);

        String rows = admin.http().get("/v1/audit-logs").expect(200).text();

        assertThat(rows).doesNotContain(Fixtures.PASSWORD, "tns_", "tnm_", "ben@example.org", ana.email());
    }

    @Test
    void needs_the_permission() {
        Person ana = tenon().ana();

        ana.http().get("/v1/audit-logs").refused(403, "request-forbidden");
        ana.http().get("/v1/audit-logs/verification").refused(403, "request-forbidden");
        ana.http().get("/v1/audit-logs/export").refused(403, "request-forbidden");
        ana.http().get("/v1/audit-logs/heads").refused(403, "request-forbidden");
    }

    private List<String> actions() {
        return find(Map.of());
    }

    private List<String> find(Map<String, String> conditions) {
        var call = admin.http().get("/v1/audit-logs").query("limit", 200);
        conditions.forEach(call::query);
        return call.expect(200).items("action");
    }
}
