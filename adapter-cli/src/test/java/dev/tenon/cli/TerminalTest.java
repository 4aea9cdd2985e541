package dev.tenon.cli;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions, secrets, colours. */
class TerminalTest {

    private static final String[] CREATE = {"users", "create", "ana@example.org"};
    private static final String[] CREATE_FROM_INPUT = {"users", "create", "ana@example.org", "--password-stdin"};
    private static final String[] BAN = {"users", "ban", "ana@example.org"};

    private final CliInMemory cli = new CliInMemory();

    @ParameterizedTest
    @ValueSource(strings = {PASSWORD, PASSWORD + "\n", PASSWORD + "\r\n", PASSWORD + "\nand more\n"})
    void cuts_the_end_of_the_line_off_a_password(String input) {
        cli.input(input).run(CREATE_FROM_INPUT).succeeded();

        assertThat(cli.aSession("ana@example.org", "curl").session()).isNotNull();
    }

    @Test
    void keeps_the_blanks_of_a_password() {
        cli.input("  " + PASSWORD + " \n").run(CREATE_FROM_INPUT).succeeded();

        assertThat(cli.passwords.verify("  " + PASSWORD + " ", storedHash())).isTrue();
        assertThat(cli.passwords.verify(PASSWORD, storedHash())).isFalse();
    }

    private String storedHash() {
        return cli.storage
                .sessions()
                .findLogin(new EmailAddress("ana@example.org"))
                .orElseThrow()
                .passwordHash();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void refuses_an_empty_password(String input) {
        Run run = cli.input(input).run(CREATE_FROM_INPUT);

        run.refused(3);
        assertThat(run.err()).isEqualTo("error: Standard input has no password; put it there, on a line of its own.\n");
        assertThat(cli.run("users", "list", "-o", "json").json()).isEmpty();
    }

    @Test
    void refuses_a_password_that_is_not_utf_8() {
        Run run = cli.input((PASSWORD + "\u00e9").getBytes(StandardCharsets.ISO_8859_1))
                .run(CREATE_FROM_INPUT);

        run.refused(3);
        assertThat(run.err()).isEqualTo("error: Standard input is not UTF-8.\n");
    }

    @Test
    void asks_for_a_new_password_twice() {
        cli.typing(PASSWORD, PASSWORD).run(CREATE).succeeded();

        assertThat(cli.aSession("ana@example.org", "curl").session()).isNotNull();
    }

    @Test
    void refuses_two_passwords_that_differ() {
        Run run = cli.typing(PASSWORD, PASSWORD + "!").run(CREATE);

        run.refused(3);
        assertThat(run.err()).isEqualTo("error: That was not the same password twice. Nothing was changed.\n");
        assertThat(cli.run("users", "list", "-o", "json").json()).isEmpty();
    }

    @Test
    void refuses_to_take_nothing_for_a_password() {
        Run run = cli.typing("").run(CREATE);

        run.refused(3);
        assertThat(run.err()).isEqualTo("error: No password was typed. Nothing was changed.\n");
    }

    @Test
    void asks_for_no_password_where_nobody_types() {
        Run run = cli.input(PASSWORD).run(CREATE);

        run.refused(2);
        assertThat(run.err()).isEqualTo("error: Give the password on standard input with --password-stdin.\n");
        assertThat(cli.surroundings.closed).isEqualTo(1);
    }

    @Test
    void asks_for_no_password_where_it_would_be_seen() {
        Run run = cli.typing().run(CREATE);

        run.refused(2);
        assertThat(run.err()).contains("Nothing can be typed unseen").contains("--password-stdin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "Yes\n", " YES \r\n", "y"})
    void takes_yes_for_yes(String answer) {
        cli.anAccount("ana@example.org");

        cli.with("TENON_INTERACTIVE", "true").input(answer).run(BAN).succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "n\n", "yeah\n", "ana@example.org\n"})
    void takes_anything_else_for_no(String answer) {
        cli.anAccount("ana@example.org");

        Run run = cli.with("TENON_INTERACTIVE", "true").input(answer).run(BAN);

        assertThat(run.exitCode()).isEqualTo(130);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("Ban ana@example.org? [y/N] error: Nothing was changed.\n");
        assertThat(cli.run("users", "list", "--status=banned", "-o=json").json())
                .isEmpty();
    }

    @Test
    void destroys_nothing_unasked() {
        cli.anAccount("ana@example.org");

        Run run = cli.input("y\n").run(BAN);

        run.refused(2);
        assertThat(run.err()).contains("add --yes if you mean it");
        assertThat(cli.run("users", "list", "--status=banned", "-o=json").json())
                .isEmpty();
    }

    @Test
    void asks_nothing_if_told_yes() {
        cli.anAccount("ana@example.org");

        assertThat(cli.run("users", "ban", "ana@example.org", "--yes").silent().out())
                .contains("banned");
    }

    @Test
    void uses_colours_on_a_terminal_only() {
        assertThat(cli.run("users", "--help").silent().out()).doesNotContain("\u001b[");
        cli.with("TENON_INTERACTIVE", "true");
        assertThat(cli.run("users", "--help").silent().out()).doesNotContain("\u001b[");
        cli.with("TENON_COLUMNS", "100");
        assertThat(cli.run("users", "--help").silent().out()).contains("\u001b[");
    }

    @Test
    void uses_no_colours_if_told_so() {
        cli.with("TENON_COLUMNS", "100");
        assertThat(cli.run("users", "--help", "--no-color").silent().out()).doesNotContain("\u001b[");
        assertThat(cli.run("users", "--no-color", "list", "--help").silent().out())
                .doesNotContain("\u001b[");
        cli.with("NO_COLOR", "");
        assertThat(cli.run("users", "--help").silent().out()).contains("\u001b[");
        cli.with("NO_COLOR", "1");
        assertThat(cli.run("users", "--help").silent().out()).doesNotContain("\u001b[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "wide"})
    void takes_80_columns_where_the_terminal_does_not_tell(String columns) {
        cli.anAccount("ana@example.org");

        assertThat(cli.with("TENON_COLUMNS", columns).run("users", "list").lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
}
