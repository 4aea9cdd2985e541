package dev.tenon.cli.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Authenticated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code tenon users} does about signing in. */
class UserSigninsTest {

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void register() {
        cli.anAccount("ana@example.org");
        cli.anAdmin("root@example.org");
    }

    @Test
    void mails_a_link_that_resets_the_password_and_leaves_the_password_alone() {
        Run run = cli.run("users", "reset-password", "ana@example.org");

        assertThat(run.succeeded().out()).isEmpty();
        assertThat(run.err()).isEqualTo("A link goes to ana@example.org, unless one went in the last minute.\n");
        assertThat(queued()).contains("password-reset");
        assertThat(cli.aSession("ana@example.org", "curl").session().method()).isEqualTo("email");
    }

    @Test
    void mails_no_link_to_nobody_and_to_who_is_shut_out() {
        cli.run("users", "reset-password", "nobody@example.org").refused(6);
        cli.run("users", "ban", "ana@example.org", "--yes").succeeded();

        cli.run("users", "reset-password", "ana@example.org").refused(7);

        assertThat(queued()).doesNotContain("password-reset");
    }

    @Test
    void opens_a_session_in_somebodys_name_for_an_administrator() {
        JsonNode opened = cli.run(
                        "users",
                        "impersonate",
                        "ana@example.org",
                        "--as",
                        "root@example.org",
                        "--reason",
                        "Ticket 4711",
                        "-o",
                        "json")
                .silent()
                .json();

        Authenticated inHerName = cli.tenon
                .sessions()
                .authenticate(RequestOrigin.inProcess(), opened.get("token").asText());
        assertThat(inHerName.account().email().value()).isEqualTo("ana@example.org");
        assertThat(inHerName.actor().impersonatorId()).isNotNull();
        JsonNode seen = cli.run("users", "sessions", "ana@example.org", "-o", "json")
                .silent()
                .json()
                .get(0);
        assertThat(seen.at("/impersonation/reason").asText()).isEqualTo("Ticket 4711");
        assertThat(seen.toString()).doesNotContain(opened.get("token").asText());
        assertThat(cli.run("users", "sessions", "ana@example.org").silent().out())
                .contains("in the person's name");
    }

    @Test
    void shows_the_token_on_a_terminal_only_if_told_to() {
        String[] words = {
            "users", "impersonate", "ana@example.org", "--as", "root@example.org", "--reason", "Ticket 4711"
        };
        cli.with("TENON_COLUMNS", "120");

        Run refused = cli.run(words);
        refused.refused(2);
        assertThat(refused.err()).contains("--show-token");
        assertThat(cli.run("users", "sessions", "ana@example.org", "-o", "json").json())
                .isEmpty();

        String[] told = new String[words.length + 1];
        System.arraycopy(words, 0, told, 0, words.length);
        told[words.length] = "--show-token";
        assertThat(cli.run(told).succeeded().out()).contains("tns_");
    }

    @Test
    void needs_somebody_who_answers_for_it() {
        cli.run("users", "impersonate", "ana@example.org", "--as", "root@example.org")
                .refused(2);
        cli.anAccount("ben@example.org");
        cli.run("users", "impersonate", "ana@example.org", "--as", "ben@example.org", "--reason", "Curious")
                .refused(5);
        cli.run("users", "impersonate", "ana@example.org", "--as", "root@example.org", "--reason", " ")
                .refused(3);
    }

    @Test
    void asks_for_an_administrator_who_answers_for_it() {
        assertThat(cli.run("users", "impersonate", "ana@example.org", "--reason", "Ticket 4711")
                        .refused(2)
                        .err())
                .isEqualTo("error: Say with --as which administrator answers for it.\n");
    }

    private String queued() {
        return cli.run("emails", "list", "--all", "-o", "json").succeeded().out();
    }
}
