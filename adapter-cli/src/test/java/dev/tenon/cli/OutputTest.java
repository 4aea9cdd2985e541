package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes where, and in which form. */
class OutputTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void writes_tables_unless_told_otherwise() {
        cli.anAccount("ana@example.org");

        assertThat(cli.run("users", "list").silent().lines().get(1)).matches("-[-+]+-");
        assertThat(cli.run("users", "list", "-o", "TABLE").silent().out())
                .isEqualTo(cli.run("users", "list").out());
    }

    @Test
    void writes_lists_as_one_json_array() {
        assertThat(cli.run("users", "list", "-o", "json").silent().out()).isEqualTo("[\n]\n");
        cli.anAccount("ana@example.org");
        cli.anAccount("bo@example.org");

        JsonNode list = cli.run("users", "list", "--output=json").silent().json();

        assertThat(list.isArray()).isTrue();
        assertThat(list).hasSize(2);
    }

    @Test
    void writes_json_lines_one_thing_a_line() {
        cli.anAccount("ana@example.org");
        cli.anAccount("bo@example.org");

        List<String> lines = cli.run("users", "list", "-o", "jsonl").silent().lines();

        assertThat(lines)
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(CliInMemory.json(line).isObject()).isTrue());
        assertThat(cli.run("users", "show", "ana@example.org", "-o", "jsonl").lines())
                .hasSize(1);
        assertThat(cli.run("users", "show", "ana@example.org", "-o", "json").lines())
                .hasSizeGreaterThan(5);
    }

    @Test
    void gives_scripts_exact_values_in_their_own_types() {
        cli.anAccount("ana@example.org");

        JsonNode account = cli.run("users", "show", "ana@example.org", "-o", "json")
                .silent()
                .json();

        assertThat(account.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "email",
                        "status",
                        "isEmailVerified",
                        "createdAt",
                        "userName",
                        "firstName",
                        "lastName",
                        "lastLoginAt",
                        "updatedAt");
        assertThat(account.get("isEmailVerified").isBoolean()).isTrue();
        assertThat(account.get("createdAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(account.get("userName").isNull()).isTrue();
    }

    @Test
    void keeps_everything_but_data_away_from_standard_output() {
        cli.surroundings.progress = "Starting PostgreSQL";
        cli.anAccount("ana@example.org");

        Run run = cli.run("users", "list", "-o", "json");
        assertThat(run.json()).hasSize(1);
        assertThat(run.err()).isEqualTo("Starting PostgreSQL\n");
        assertThat(cli.run("sessions", "end-all", "--as", "ana@example.org", "--yes")
                        .succeeded()
                        .out())
                .isEmpty();
    }

    @Test
    void says_nothing_but_data_and_errors_when_quiet() {
        cli.surroundings.progress = "Starting PostgreSQL";

        assertThat(cli.run("users", "list", "-q").silent().out()).isEmpty();
        assertThat(cli.run("users", "show", "nobody@example.org", "--quiet").err())
                .startsWith("error: There is no account with the address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "\u009b2J", "\u202egnp.exe", "\u2028", "\u2066", "\u007f"})
    void shows_what_a_terminal_would_obey_as_a_question_mark(String attack) {
        cli.anAccount("ana@example.org");
        cli.aSession("ana@example.org", "x" + attack + "y");

        String table =
                cli.run("sessions", "list", "--as", "ana@example.org").silent().out();
        Run json = cli.run("sessions", "list", "--as", "ana@example.org", "-o", "json");

        assertThat(table).contains("x?").doesNotContain(attack.substring(0, 1));
        assertThat(json.silent().out()).doesNotContain(attack.substring(0, 1));
        assertThat(json.json().get(0).get("userAgent").asText()).isEqualTo("x" + attack + "y");
    }

    @Test
    void shows_names_of_every_language_as_they_are() {
        cli.anAccount("ana@example.org");
        cli.aSession("ana@example.org", "Zo\u00eb\u65e5\u672c\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645");

        assertThat(cli.run("sessions", "list", "--as", "ana@example.org")
                        .silent()
                        .out())
                .contains("Zo\u00eb\u65e5\u672c\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645");
    }

    @Test
    void messages_are_as_safe_as_data() {
        Run run = cli.run("users", "show", "\u001b[2J\u202e");

        run.refused(2);
        assertThat(run.err()).contains("\"?[2J?\" is neither").doesNotContain("\u001b", "\u202e");
        assertThat(cli.run("\u001b[2J").err()).contains("tenon has no command \"?[2J\".");
    }

    @Test
    void stops_in_silence_when_the_reader_has_enough() {
        cli.anAccount("ana@example.org");

        Run run = cli.run(new FullStream("Broken pipe"), "users", "list");

        assertThat(run.exitCode()).isEqualTo(141);
        assertThat(run.err()).isEmpty();
        assertThat(cli.surroundings.closed).isEqualTo(1);
    }

    @Test
    void says_that_the_output_could_not_be_written() {
        cli.anAccount("ana@example.org");

        Run run = cli.run(new FullStream("No space left on device"), "users", "list", "-o", "json");

        assertThat(run.exitCode()).isEqualTo(12);
        assertThat(run.err()).isEqualTo("error: Standard output takes no more: No space left on device\n");
    }

    /** Takes nothing. */
    private static final class FullStream extends OutputStream {

        private final String why;

        FullStream(String why) {
            this.why = why;
        }

        @Override
        public void write(int oneByte) throws IOException {
            throw new IOException(why);
        }
    }
}
