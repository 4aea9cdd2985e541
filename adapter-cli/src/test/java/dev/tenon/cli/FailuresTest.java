package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.RefusalCatalogue;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.signin.SignInRefusal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command says when it goes wrong, and with which exit code. */
class FailuresTest {

    private static final Map<Kind, Integer> EXIT_CODES = Map.ofEntries(
            Map.entry(Kind.MALFORMED, 2),
            Map.entry(Kind.INVALID, 3),
            Map.entry(Kind.UNAUTHENTICATED, 4),
            Map.entry(Kind.FORBIDDEN, 5),
            Map.entry(Kind.NOT_FOUND, 6),
            Map.entry(Kind.CONFLICT, 7),
            Map.entry(Kind.GONE, 8),
            Map.entry(Kind.STALE, 9),
            Map.entry(Kind.LIMIT_REACHED, 10),
            Map.entry(Kind.TOO_LARGE, 10),
            Map.entry(Kind.TOO_MANY, 11),
            Map.entry(Kind.UNAVAILABLE, 12));

    private final CliInMemory cli = new CliInMemory();

    @ParameterizedTest
    @MethodSource("everythingThatTenonMayRefuse")
    void says_every_refusal_in_words_of_the_command_line(RefusalCode code) {
        cli.surroundings.failure = code.refusal();

        Run run = cli.run("users", "list");

        run.refused(EXIT_CODES.get(code.kind()));
        assertThat(run.err())
                .startsWith("error: " + code.title() + "\n")
                .doesNotContain("If-Match", "ETag", "Retry-After", "`errors`", "the body");
        assertThat(cli.surroundings.closed).isEqualTo(1);
    }

    static Stream<RefusalCode> everythingThatTenonMayRefuse() {
        return RefusalCatalogue.all().stream();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void has_an_exit_code_for_every_kind_and_says_it_in_the_help(Kind kind) {
        int code = EXIT_CODES.get(kind);

        assertThat(ExitCode.of(kind)).isEqualTo(code);
        assertThat(cli.run("--help").silent().out()).containsPattern("(?m)^ +" + code + "   \\S");
        assertThat(RefusalCatalogue.all()).extracting(RefusalCode::kind).contains(kind);
    }

    @Test
    void says_when_to_try_again() {
        cli.surroundings.failure = SignInRefusal.THROTTLED.retryAfter(Duration.ofMillis(59_100));

        Run run = cli.run("users", "list");

        run.refused(11);
        assertThat(run.err()).isEqualTo("error: Too many attempts\n  Try again in 60 seconds.\n");
    }

    @Test
    void says_a_bug_in_a_short_line() {
        cli.surroundings.failure = new IllegalStateException("The table is upside down");

        Run run = cli.run("users", "list");

        run.refused(1);
        assertThat(run.err())
                .isEqualTo("error: Something unexpected went wrong:"
                        + " java.lang.IllegalStateException: The table is upside down\n"
                        + "  This is a bug. Run it again with --verbose to see where, and tell us.\n");
        assertThat(cli.surroundings.closed).isEqualTo(1);
    }

    @Test
    void shows_where_a_bug_is_with_verbose() {
        cli.surroundings.failure = new IllegalStateException("The table is upside down");

        Run run = cli.run("users", "list", "--verbose");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("error: Something unexpected went wrong")
                .contains("\tat dev.tenon.cli.FailuresTest.shows_where_a_bug_is_with_verbose");
        assertThat(cli.run("-v", "users", "list").err()).contains("\tat ");
    }

    @Test
    void says_even_an_error_of_the_machine_in_a_short_line() {
        cli.surroundings.failure = new StackOverflowError();

        Run run = cli.run("users", "list");

        run.refused(1);
        assertThat(run.err()).contains("java.lang.StackOverflowError").doesNotContain("picocli");
    }

    @Test
    void says_that_it_was_interrupted() {
        cli.surroundings.failure = new InterruptedException();
        cli.run("users", "list").refused(130);

        cli.surroundings.failure = new InterruptedIOException("Told to stop");
        assertThat(cli.run("users", "list").err()).isEqualTo("error: Interrupted.\n");
    }

    @Test
    void says_what_is_wrong_with_a_file() {
        cli.surroundings.failure = new AccessDeniedException("/x/report.pdf");
        Run denied = cli.run("users", "list");
        denied.refused(5);
        assertThat(denied.err()).isEqualTo("error: You have no right to use /x/report.pdf.\n");

        cli.surroundings.failure = new FileSystemException("/x/report.pdf", null, "No space left on device");
        Run full = cli.run("users", "list");
        full.refused(12);
        assertThat(full.err()).isEqualTo("error: /x/report.pdf cannot be used: No space left on device.\n");

        cli.surroundings.failure = new IOException("Input/output error");
        assertThat(cli.run("users", "list").err()).isEqualTo("error: A file cannot be used: Input/output error.\n");
    }

    @ParameterizedTest
    @CsvSource({
        "usres list, users",
        "sessoins list, sessions",
        "user list, users",
        "docu list, documents",
        "users lst, list",
        "users creat x, create",
        "documents donwload x, download",
        "users list --outptu json, --output",
        "users list --limt 3, --limit",
        "users create x --password y, --password-stdin",
        "serve --prot=1, --port",
        "--hlep, --help"
    })
    void suggests_the_nearest_word(String line, String suggestion) {
        Run run = cli.run(line.split(" "));

        run.refused(2);
        assertThat(run.err().lines().findFirst().orElseThrow()).endsWith(" Did you mean " + suggestion + "?");
        assertThat(run.err()).containsPattern("\n  See: tenon( \\w+)* --help\n$");
        assertThat(cli.surroundings.opened).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "xyzzy, tenon has no command \"xyzzy\".",
        "users list --xyzzy, tenon users list has no option --xyzzy.",
        "users list more, \"more\" is one word too many for tenon users list.",
        "users show, Missing required parameter: 'USER'.",
        "documents list, Missing required option: '--as=USER'.",
        "users list --limit, Missing required parameter for option '--limit' (N).",
        "--config, Missing required parameter for option '--config' (FILE)."
    })
    void says_what_is_wrong_with_the_command_line(String line, String message) {
        Run run = cli.run(line.split(" "));

        run.refused(2);
        assertThat(run.err()).startsWith("error: " + message + "\n  See: tenon");
    }

    @ParameterizedTest
    @CsvSource({
        "users list -o xml, '--output is not \"xml\", but one of table, json, jsonl.'",
        "users list --status=happy, '--status is not \"happy\", but one of active, inactive, banned, erased.'",
        "logins list --outcome=odd, '--outcome is not \"odd\", but one of success, failure.'",
        "users list --limit=many, '--limit is not \"many\", but a whole number.'",
        "completion bsh, 'SHELL is not \"bsh\", but one of bash, zsh, fish.'",
        "users list --inactive-since=yesterday, Invalid value for option '--inactive-since': 'yesterday' is no time;"
    })
    void says_which_values_there_are_for_one_that_is_wrong(String line, String message) {
        Run run = cli.run(line.split(" "));

        run.refused(2);
        assertThat(run.err()).startsWith("error: " + message);
    }

    @Test
    void shows_what_there_is_to_do_if_told_nothing() {
        Run alone = cli.run();
        Run group = cli.run("users");

        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.out()).isEmpty();
        assertThat(alone.err()).startsWith("Usage: tenon [OPTIONS] COMMAND\n");
        assertThat(group.exitCode()).isEqualTo(2);
        assertThat(group.err())
                .startsWith("Usage: tenon users [OPTIONS] COMMAND\n")
                .contains("  create ");
    }

    @Test
    void takes_arguments_as_they_are() {
        Run run = cli.run("users", "show", "@/etc/hostname");

        run.refused(3);
        assertThat(run.err()).startsWith("error: user: Give an e-mail address");
    }
}
