package dev.tenon.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.documents.Document;
import dev.tenon.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void lists_what_was_done_newest_first() {
        Account ana = cli.anAccount("ana@example.org");
        Document document = cli.aDocument("ana@example.org", "a.txt", "hello");

        JsonNode newest = cli.run("audit", "list", "-o", "json").silent().json().get(0);

        assertThat(newest.get("action").asText()).isEqualTo("document.uploaded");
        assertThat(newest.get("actor").asText()).isEqualTo("user:" + ana.id());
        assertThat(newest.get("userId").asText()).isEqualTo(ana.id().toString());
        assertThat(newest.get("tableName").asText()).isEqualTo("documents");
        assertThat(newest.get("recordId").asText()).isEqualTo(document.id().toString());
        assertThat(newest.get("details").get("size").asText()).isEqualTo("5");
        assertThat(newest.get("hash").asText()).hasSize(64);
        assertThat(cli.run("audit", "list").silent().lines().get(2))
                .contains("2026-01-01 00:00Z | document.uploaded", "user:" + ana.id(), "size=5");
    }

    @Test
    void tells_each_changed_field() {
        cli.anAccount("ana@example.org");
        cli.run("users", "ban", "ana@example.org", "--yes");

        JsonNode newest = cli.run("audit", "list", "--action", "account.updated", "-o", "json")
                .silent()
                .json()
                .get(0);

        assertThat(newest.get("changes").toString())
                .isEqualTo("[{\"field\":\"status\",\"before\":\"active\",\"after\":\"banned\"}]");
        assertThat(cli.run("audit", "list", "--action", "account.updated").out())
                .contains("status: active -> banned");
    }

    @Test
    void refuses_an_id_of_an_organization_that_is_none() {
        Run run = cli.run("audit", "list", "--organization", "acme");

        run.refused(2);
        assertThat(run.err()).contains("Name the organization by its id; \"acme\" is none.");
    }

    @Test
    void filters_by_person_action_table_record_and_time() {
        Account ana = cli.anAccount("ana@example.org");
        cli.clock.advance(Duration.ofDays(1));
        Document document = cli.aDocument("ana@example.org", "a.txt", "hello");

        assertThat(rows("--user", "ana@example.org")).isEqualTo(1);
        assertThat(rows("--user", ana.id().toString())).isEqualTo(1);
        assertThat(rows("--impersonator", "ana@example.org")).isZero();
        assertThat(rows("--organization", Fixtures.anId().toString())).isZero();
        assertThat(rows("--action", "account.registered")).isEqualTo(1);
        assertThat(rows("--table", "documents")).isEqualTo(1);
        assertThat(rows("--record", document.id().toString())).isEqualTo(1);
        assertThat(rows("--from", "2026-01-02")).isEqualTo(1);
        assertThat(rows("--from", "2026-01-02T01:00:00+01:00")).isEqualTo(1);
        assertThat(rows("--to", "2026-01-02")).isEqualTo(rows("--all", "-q") - 1);
        assertThat(rows("--from", "2026-01-02T00:00:01Z")).isZero();
    }

    private int rows(String option, String value) {
        return cli.run("audit", "list", option, value, "-o", "json")
                .silent()
                .json()
                .size();
    }

    @Test
    void refuses_a_time_that_is_none() {
        Run run = cli.run("audit", "list", "--from", "yesterday");

        run.refused(2);
        assertThat(run.err()).contains("'yesterday' is no time; write 2026-11-22 or 2026-11-22T14:00:00Z.");
    }

    @Test
    void I5_exports_what_matches_as_csv_or_lines_of_json(@TempDir Path directory) throws IOException {
        Account ana = cli.anAccount("ana@example.org");
        Path csv = directory.resolve("trail.csv");

        Run run = cli.run("audit", "export", "--out", csv.toString(), "--action", "account.registered");

        run.succeeded();
        assertThat(run.err()).contains("Saved 1 rows in");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).startsWith("id,createdAt,action,actor,userId,impersonatorId,tableName,recordId,");
        assertThat(lines.get(1))
                .contains(",account.registered,", "," + ana.id() + ",", "\"{\"\"roles\"\":\"\"member\"\"}\"");
        assertThat(lines).hasSize(2);
        cli.run("audit", "export", "--out", csv.toString()).refused(7);

        String json = cli.run("audit", "export", "--format", "jsonl", "--action", "account.registered")
                .silent()
                .out();
        assertThat(json.lines()).hasSize(1);
        assertThat(json).startsWith("{\"id\":");
        assertThat(cli.run("audit", "list", "--action", "audit-trail.exported", "-o", "json")
                        .json())
                .hasSize(2);
    }

    @Test
    void U3_verifies_the_trail_against_heads_that_were_exported_before(@TempDir Path directory) throws IOException {
        cli.anAccount("ana@example.org");
        Path heads = directory.resolve("heads.jsonl");
        Files.writeString(heads, cli.run("audit", "heads").silent().out());
        cli.anAccount("ben@example.org");

        JsonNode found = cli.run("audit", "verify", "--heads", heads.toString(), "-o", "json")
                .silent()
                .json();
        assertThat(found.get("intact").asBoolean()).isTrue();
        assertThat(found.get("exportedHeads").asInt()).isEqualTo(1);

        Files.writeString(heads, Files.readString(heads).replace("\"sequence\": ", "\"sequence\": 1"));
        Run run = cli.run("audit", "verify", "--heads", heads.toString());
        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.out()).contains("line 1 of the exported heads");
    }

    @Test
    void U3_prints_the_key_that_heads_are_signed_with() {
        assertThat(cli.run("audit", "key").silent().out())
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .endsWith("-----END PUBLIC KEY-----\n");
    }

    @Test
    void verifies_the_trail() {
        cli.anAccount("ana@example.org");

        JsonNode found = cli.run("audit", "verify", "-o", "json").silent().json();

        assertThat(found.get("intact").asBoolean()).isTrue();
        assertThat(found.get("rows").asInt()).isPositive();
        assertThat(found.get("firstBad").isNull()).isTrue();
    }

    @Test
    void exits_with_7_and_names_the_first_row_that_does_not_fit() {
        cli.anAccount("ana@example.org");
        cli.storage.unitOfWork().run(() -> {
            cli.storage
                    .audit()
                    .append(
                            "global",
                            List.of(Fixtures.anUnchainedRow(null, Fixtures.anAuditEntry(), cli.clock.instant())));
            return true;
        });

        Run run = cli.run("audit", "verify", "-o", "json");

        assertThat(run.exitCode()).isEqualTo(7);
        assertThat(run.json().get("intact").asBoolean()).isFalse();
        assertThat(run.json().get("firstBad").get("chain").asText()).isEqualTo("global");
        assertThat(run.json().get("firstBad").get("sequence").asInt())
                .isEqualTo(run.json().get("rows").asInt());
        assertThat(cli.run("audit", "verify").out()).containsPattern("Intact +\\| no\n");
    }
}
