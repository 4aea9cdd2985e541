package dev.tenon.cli.signin;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.testkit.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocialLoginsCommandTest {

    private final CliInMemory cli = new CliInMemory();
    private Account ana;
    private SocialLogin link;

    @BeforeEach
    void register() {
        ana = cli.anAccount("ana@example.org");
        link = new SocialLogin(
                new SocialLoginId(Fixtures.anId()),
                ana.id(),
                "google",
                "https://accounts.google.com",
                "17",
                "ana.lima@example.org",
                true,
                cli.clock.instant());
        cli.storage.unitOfWork().run(() -> cli.storage.socialLogins().insertIfAbsent(link, null));
    }

    private boolean isLinked() {
        return !cli.storage.socialLogins().list(ana.id()).isEmpty();
    }

    @Test
    void lists_a_persons_accounts_elsewhere() {
        JsonNode listed = cli.run("social-logins", "list", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json();

        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("id").asText()).isEqualTo(link.id().toString());
        assertThat(listed.get(0).get("method").asText()).isEqualTo("google");
        assertThat(listed.get(0).get("providerEmail").asText()).isEqualTo("ana.lima@example.org");
        assertThat(cli.run("social-logins", "list", "--as", "ana@example.org")
                        .silent()
                        .out())
                .contains("google", "ana.lima@example.org");
        cli.run("social-logins", "list").refused(2);
    }

    @Test
    void unlinks_one_after_a_question_and_the_persons_password() {
        Run run = cli.input("y\n")
                .typing(PASSWORD)
                .run("social-logins", "unlink", link.id().toString(), "--as", "ana@example.org");

        assertThat(run.succeeded().out()).isEmpty();
        assertThat(run.err()).endsWith("It is unlinked.\n");
        assertThat(isLinked()).isFalse();
    }

    @Test
    void unlinks_one_in_a_script() {
        cli.input(PASSWORD + "\n")
                .run(
                        "social-logins",
                        "unlink",
                        link.id().toString(),
                        "--as",
                        "ana@example.org",
                        "--yes",
                        "--password-stdin")
                .succeeded();

        assertThat(isLinked()).isFalse();
    }

    @Test
    void refuses_a_wrong_password_and_what_is_not_there() {
        cli.input("another long enough password\n")
                .run(
                        "social-logins",
                        "unlink",
                        link.id().toString(),
                        "--as",
                        "ana@example.org",
                        "--yes",
                        "--password-stdin")
                .refused(5);
        for (String unknown : new String[] {Fixtures.anId().toString(), "google", "17"}) {
            cli.input(PASSWORD + "\n")
                    .run("social-logins", "unlink", unknown, "--as", "ana@example.org", "--yes", "--password-stdin")
                    .refused(6);
        }
        cli.anAccount("ben@example.org");
        cli.input(PASSWORD + "\n")
                .run(
                        "social-logins",
                        "unlink",
                        link.id().toString(),
                        "--as",
                        "ben@example.org",
                        "--yes",
                        "--password-stdin")
                .refused(6);

        assertThat(isLinked()).isTrue();
    }
}
