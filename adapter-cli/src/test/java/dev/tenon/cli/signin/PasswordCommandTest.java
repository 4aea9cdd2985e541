package dev.tenon.cli.signin;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Credentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordCommandTest {

    private static final String FRESH = "a harbour full of paper boats";

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void register() {
        cli.anAccount("ana@example.org");
    }

    @Test
    void changes_a_password_that_is_typed_unseen() {
        cli.aSession("ana@example.org", "curl");

        Run run = cli.typing(PASSWORD, FRESH, FRESH).run("password", "change", "--as", "ana@example.org");

        assertThat(run.succeeded().out()).isEmpty();
        assertThat(run.err()).isEqualTo("The password is changed. Every session has ended.\n");
        assertThat(opens(FRESH)).isTrue();
        assertThat(cli.run("sessions", "list", "--as", "ana@example.org", "-o", "json")
                        .json())
                .hasSize(1);
    }

    @Test
    void changes_a_password_that_comes_on_standard_input() {
        cli.input(PASSWORD + "\n" + FRESH + "\n")
                .run("password", "change", "--as", "ana@example.org", "--password-stdin")
                .succeeded();

        assertThat(opens(FRESH)).isTrue();
    }

    @Test
    void needs_the_present_password_even_from_the_operator() {
        cli.input("another long enough password\n" + FRESH + "\n")
                .run("password", "change", "--as", "ana@example.org", "--password-stdin")
                .refused(5);

        assertThat(opens(PASSWORD)).isTrue();
    }

    @Test
    void refuses_a_slip_a_missing_line_and_a_password_that_breaks_a_rule() {
        cli.input(PASSWORD + "\n")
                .run("password", "change", "--as", "ana@example.org", "--password-stdin")
                .refused(3);
        cli.input(PASSWORD + "\nshort\n")
                .run("password", "change", "--as", "ana@example.org", "--password-stdin")
                .refused(3);
        Run slip = cli.typing(PASSWORD, FRESH, FRESH + "!").run("password", "change", "--as", "ana@example.org");

        assertThat(slip.exitCode()).isEqualTo(3);
        assertThat(slip.err()).contains("That was not the same password twice. Nothing was changed.");
        assertThat(opens(PASSWORD)).isTrue();
    }

    private boolean opens(String password) {
        Actor anonymous = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", "curl"));
        return cli.tenon.sessions().open(anonymous, new Credentials("ana@example.org", password)) != null;
    }
}
