package dev.tenon.cli.accounts;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.OpenedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersCommandTest {

    private static final RequestOrigin ORIGIN = new RequestOrigin("request-1", "203.0.113.7", "test");

    private final CliInMemory cli = new CliInMemory();

    @Test
    void creates_a_verified_account_that_can_sign_in() {
        Run run =
                cli.input(PASSWORD + "\n").run("users", "create", "Ana@Example.org", "--password-stdin", "-o", "json");

        JsonNode account = run.silent().json();
        assertThat(account.get("email").asText()).isEqualTo("ana@example.org");
        assertThat(account.get("isEmailVerified").asBoolean()).isTrue();
        assertThat(account.get("status").asText()).isEqualTo("active");
        assertThat(cli.aSession("ana@example.org", "curl").session().userId())
                .hasToString(account.get("id").asText());
    }

    @Test
    void gives_the_roles_and_names_that_were_asked_for() {
        JsonNode account = cli.input(PASSWORD)
                .run(
                        "users",
                        "create",
                        "ana@example.org",
                        "--password-stdin",
                        "--role=admin",
                        "--role=support",
                        "--user-name=ana",
                        "--first-name=Ana",
                        "--last-name=Lima",
                        "--output=json")
                .silent()
                .json();

        assertThat(account.get("userName").asText()).isEqualTo("ana");
        assertThat(account.get("firstName").asText()).isEqualTo("Ana");
        assertThat(account.get("lastName").asText()).isEqualTo("Lima");
        assertThat(cli.run("roles", "list", "--user", "ana@example.org", "-o", "jsonl")
                        .lines())
                .hasSize(3);
    }

    @Test
    void names_the_operator_in_the_audit_trail() {
        cli.input(PASSWORD)
                .run("users", "create", "ana@example.org", "--password-stdin")
                .succeeded();

        assertThat(cli.run("audit", "list", "-o", "json").json())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("actor").asText()).isEqualTo("cli:ana"));
    }

    @Test
    void refuses_a_short_password_and_names_the_option() {
        Run run = cli.input("short").run("users", "create", "ana@example.org", "--password-stdin");

        run.refused(3);
        assertThat(run.err()).isEqualTo("error: password: Use at least 15 characters; a few words do well.\n");
    }

    @Test
    void names_every_value_that_breaks_a_rule() {
        Run run = cli.input("short").run("users", "create", "ana", "--password-stdin", "--user-name", " ");

        run.refused(3);
        assertThat(run.err().lines())
                .extracting(line -> line.split(":")[1].strip())
                .containsExactly("email", "password", "user-name");
    }

    @Test
    void refuses_an_address_that_has_an_account() {
        cli.anAccount("ana@example.org");

        Run run = cli.input(PASSWORD).run("users", "create", "ana@example.org", "--password-stdin");

        run.refused(7);
        assertThat(run.err()).contains("An account with this e-mail address exists");
    }

    @Test
    void refuses_a_role_that_does_not_exist() {
        Run run = cli.input(PASSWORD).run("users", "create", "ana@example.org", "--password-stdin", "--role", "king");

        run.refused(6);
        assertThat(run.err()).contains("There is no role named king.", "List the roles");
    }

    @Test
    void has_no_option_that_takes_a_password() {
        Run run = cli.run("users", "create", "ana@example.org", "--password", PASSWORD);

        run.refused(2);
        assertThat(run.err()).contains("--password-stdin").doesNotContain(PASSWORD);
    }

    @Test
    void says_that_hashing_is_busy_and_when_to_try_again() {
        cli.passwords.setBusy(true);

        Run run = cli.input(PASSWORD).run("users", "create", "ana@example.org", "--password-stdin");

        run.refused(12);
        assertThat(run.err()).contains("Try again in a second.").doesNotContain("Retry-After");
    }

    @Test
    void lists_accounts_newest_first() {
        cli.anAccount("ana@example.org");
        cli.clock.advance(Duration.ofMinutes(1));
        cli.anAccount("bo@example.org");

        assertThat(cli.run("users", "list").silent().lines())
                .satisfiesExactly(
                        head -> assertThat(head)
                                .startsWith("Id  ")
                                .contains("| E-mail ", "| Status | Verified | Created "),
                        rule -> assertThat(rule).matches("[-+]+"),
                        row -> assertThat(row).contains("bo@example.org", "| active | yes      | 2026-01-01 00:01Z |"),
                        row -> assertThat(row).contains("ana@example.org"));
    }

    @Test
    void filters_by_text_status_and_role() {
        cli.anAccount("ana@example.org");
        cli.anAccount("bo@example.org");
        cli.anAdmin("root@example.org");
        cli.run("users", "ban", "bo@example.org", "--yes").succeeded();

        assertThat(emails("--text", "AN")).containsExactly("ana@example.org");
        assertThat(emails("--status", "banned")).containsExactly("bo@example.org");
        assertThat(emails("--role", "admin")).containsExactly("root@example.org");
    }

    private Iterable<String> emails(String option, String value) {
        return cli.run("users", "list", option, value, "-o", "jsonl").silent().lines().stream()
                .map(line -> CliInMemory.json(line).get("email").asText())
                .toList();
    }

    @Test
    void says_that_nothing_was_found() {
        Run run = cli.run("users", "list", "--text", "nobody");

        assertThat(run.succeeded().out()).isEmpty();
        assertThat(run.err()).isEqualTo("Nothing found.\n");
    }

    @Test
    void changes_names_leaves_others_and_removes_empty_ones() {
        cli.anAccount("ana@example.org");
        assertThat(cli.run("users", "update", "ana@example.org", "--user-name", "ana", "--first-name", "Ana")
                        .silent()
                        .lines())
                .anyMatch(line -> line.matches("Name +\\| Ana"));

        JsonNode changed = cli.run(
                        "users", "update", "ana@example.org", "--first-name", "", "--last-name", "Lima", "-o", "json")
                .silent()
                .json();

        assertThat(changed.get("userName").asText()).isEqualTo("ana");
        assertThat(changed.get("firstName").isNull()).isTrue();
        assertThat(changed.get("lastName").asText()).isEqualTo("Lima");
        cli.run("users", "update", "ana@example.org").refused(2);
        cli.run("users", "update", "ana@example.org", "--user-name", "a\u0007b").refused(3);
        cli.run("users", "update", "nobody@example.org", "--user-name", "x").refused(6);
    }

    @Test
    void shows_an_account_by_address_or_by_id() {
        Account ana = cli.anAccount("ana@example.org");

        String byAddress = cli.run("users", "show", "ANA@example.org").silent().out();
        String byId = cli.run("users", "show", ana.id().toString()).silent().out();

        assertThat(byAddress)
                .isEqualTo(byId)
                .contains("Id         | " + ana.id())
                .contains("Created    | 2026-01-01 00:00:00Z")
                .contains("User name  | -\n");
    }

    @Test
    void finds_the_very_address_among_many_that_begin_like_it() {
        Account wanted = cli.anAccount("ana@example.co");
        for (int number = 0; number < 250; number++) {
            cli.anAccount("ana@example.com" + "a".repeat(number / 26) + (char) ('a' + number % 26));
        }

        JsonNode found = cli.run("users", "show", "ana@example.co", "-o", "json")
                .silent()
                .json();

        assertThat(found.get("id").asText()).isEqualTo(wanted.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody@example.org", "01920000-0000-7000-8000-0000000fffff"})
    void refuses_to_show_somebody_who_has_no_account(String name) {
        cli.run("users", "show", name).refused(6);
    }

    @Test
    void refuses_a_name_that_is_neither_address_nor_id() {
        Run run = cli.run("users", "show", "ana");

        run.refused(2);
        assertThat(run.err()).contains("\"ana\" is neither");
    }

    @Test
    void bans_and_lets_in_again() {
        Account ana = cli.anAccount("ana@example.org");
        OpenedSession session = cli.aSession("ana@example.org", "curl");

        JsonNode banned = cli.run("users", "ban", ana.id().toString(), "--yes", "-o", "json")
                .silent()
                .json();
        assertThat(banned.get("status").asText()).isEqualTo("banned");
        assertThat(cli.run("users", "sessions", "ana@example.org", "-o", "json").json())
                .isEmpty();

        cli.run("users", "activate", "ana@example.org").silent();
        assertThat(cli.tenon.accounts().get(cli.operator, ana.id()).status()).isEqualTo(AccountStatus.ACTIVE);
        assertThat(cli.aSession("ana@example.org", "curl").session().id())
                .isNotEqualTo(session.session().id());
    }

    @Test
    void asks_before_it_bans() {
        cli.anAccount("ana@example.org");

        Run run = cli.with("TENON_INTERACTIVE", "true").input("y\n").run("users", "ban", "ana@example.org");

        assertThat(run.succeeded().err()).isEqualTo("Ban ana@example.org? [y/N] ");
        assertThat(run.out()).contains("banned");
    }

    @Test
    void refuses_to_ban_the_last_administrator() {
        cli.anAdmin("root@example.org");

        Run run = cli.run("users", "ban", "root@example.org", "--yes");

        run.refused(7);
        assertThat(run.err()).isEqualTo("""
                        error: This is the last active administrator
                          Make another account an administrator first.
                        """);
    }

    @Test
    void lists_where_somebody_is_signed_in() {
        cli.anAccount("ana@example.org");
        OpenedSession session = cli.aSession("ana@example.org", "Firefox");

        Run run = cli.run("users", "sessions", "ana@example.org");

        assertThat(run.silent().out()).contains(session.session().id().toString(), "203.0.113.7", "Firefox");
    }

    @Test
    void acts_with_the_permissions_of_a_person() {
        Account ana = cli.anAccount("ana@example.org");
        cli.anAdmin("root@example.org");

        Run refused = cli.run("users", "list", "--as", "ana@example.org");
        refused.refused(5);
        assertThat(refused.err()).contains("users:read", "Ask an administrator");
        cli.run("users", "show", "root@example.org", "--as", ana.id().toString())
                .refused(5);
        assertThat(cli.run("users", "list", "--as", "root@example.org", "-o", "json")
                        .silent()
                        .json())
                .hasSize(2);
    }

    @Test
    void refuses_to_act_as_somebody_who_is_banned() {
        cli.anAccount("ana@example.org");
        cli.run("users", "ban", "ana@example.org", "--yes").succeeded();

        cli.run("users", "list", "--as", "ana@example.org").refused(6);
    }

    @Test
    void a_session_of_a_banned_account_opens_nothing() {
        cli.anAccount("ana@example.org");
        OpenedSession session = cli.aSession("ana@example.org", "curl");
        Authenticated before =
                cli.tenon.sessions().authenticate(ORIGIN, session.token().text());
        assertThat(before.account().isActive()).isTrue();

        cli.run("users", "ban", "ana@example.org", "--yes").succeeded();

        assertThat(cli.run("sessions", "end", session.session().id().toString(), "--yes")
                        .exitCode())
                .isEqualTo(6);
    }

    @Test
    void lists_who_has_certain_words_and_who_is_away() {
        cli.anAccount("ana@example.org");
        cli.anAccount("ben@example.org");

        assertThat(cli.run("users", "list", "--q", "EN@EXAMPLE", "-o", "json").json())
                .extracting(user -> user.get("email").asText())
                .containsExactly("ben@example.org");
        assertThat(cli.run("users", "list", "--q", "en", "-o", "json").json()).isEmpty();
        assertThat(cli.run("users", "list", "--inactive-since", "2100-01-01T00:00:00Z", "-o", "json")
                        .json())
                .hasSize(2);
        assertThat(cli.run("users", "list", "--inactive-since", "2000-01-01T00:00:00Z", "-o", "json")
                        .json())
                .isEmpty();
    }

    @Test
    void P1_exports_everything_about_a_person_to_a_file_that_only_its_owner_reads(@TempDir Path folder)
            throws IOException {
        cli.anAccount("ana@example.org");
        Path file = folder.resolve("ana.json");

        cli.run("users", "export", "ana@example.org", "--output-file", file.toString());

        String text = Files.readString(file);
        assertThat(text).contains("\"table\":\"users\"", "ana@example.org").doesNotContain(PASSWORD);
        assertThat(new ObjectMapper().readTree(text).get("tables").size()).isGreaterThan(20);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(cli.run("users", "export", "ana@example.org", "--output-file", file.toString())
                        .exitCode())
                .isEqualTo(7);
    }

    @Test
    void P2_erases_a_person_who_is_named_twice_by_yes() {
        cli.anAccount("ana@example.org");

        assertThat(cli.run("users", "erase", "ana@example.org").exitCode()).isEqualTo(2);
        assertThat(cli.run("users", "erase", "ana@example.org", "--yes").exitCode())
                .isZero();

        assertThat(cli.run("users", "show", "ana@example.org").exitCode()).isEqualTo(6);
    }

    @Test
    void lists_what_has_to_be_settled_before_somebody_is_erased() {
        cli.input(PASSWORD).run("users", "create", "root@example.org", "--password-stdin", "--role=admin");

        Run run = cli.run("users", "erase", "root@example.org", "--check", "-o", "jsonl");

        assertThat(run.lines()).singleElement().asString().contains("last-admin");
        assertThat(cli.run("users", "erase", "root@example.org", "--yes").exitCode())
                .isEqualTo(7);
    }
}
