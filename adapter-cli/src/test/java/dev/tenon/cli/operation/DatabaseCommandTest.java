package dev.tenon.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.Surroundings.ChangeSet;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void migrates_and_says_how_much_was_done() {
        cli.surroundings.pending = 12;

        assertThat(cli.run("db", "migrate").succeeded().err()).isEqualTo("12 change sets were applied.\n");
        assertThat(cli.run("db", "migrate").succeeded().err()).isEqualTo("The database is up to date.\n");
        cli.surroundings.pending = 1;
        assertThat(cli.run("db", "migrate").succeeded().err()).isEqualTo("1 change set was applied.\n");
        assertThat(cli.run("db", "migrate", "--quiet").silent().out()).isEmpty();
    }

    @Test
    void lists_change_sets_and_shows_which_are_pending() {
        cli.surroundings.changeSets.add(new ChangeSet("0001-accounts", Instant.parse("2026-01-01T00:00:00Z")));
        cli.surroundings.changeSets.add(new ChangeSet("0002-sign-in", null));

        assertThat(cli.run("db", "status").silent().lines())
                .containsExactly(
                        "Change set    | Applied",
                        "--------------+------------------",
                        "0001-accounts | 2026-01-01 00:00Z",
                        "0002-sign-in  | -");
        JsonNode sets = cli.run("db", "status", "-o", "json").silent().json();
        assertThat(sets.get(0).get("appliedAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(sets.get(1).get("appliedAt").isNull()).isTrue();
    }

    @Test
    void prints_the_sql_that_takes_change_sets_back() {
        assertThat(cli.run("db", "sql").silent().out()).isEqualTo("CREATE TABLE users; -- null\n");
        assertThat(cli.run("db", "sql", "--after", "users").silent().out()).isEqualTo("CREATE TABLE users; -- users\n");
        assertThat(cli.run("db", "rollback-sql").silent().out()).isEqualTo("DROP TABLE users; -- 1\n");
        assertThat(cli.run("db", "rollback-sql", "--count", "3").silent().out()).isEqualTo("DROP TABLE users; -- 3\n");
        cli.run("db", "rollback-sql", "--count", "0").refused(2);
        cli.run("db", "rollback-sql", "--count", "all").refused(2);
    }
}
