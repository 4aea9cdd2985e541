package dev.tenon.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorCommandTest {

    private static final String ANA = "ana@example.org";

    private final CliInMemory cli = new CliInMemory();
    private String secret = "";

    @BeforeEach
    void register() {
        Account account = cli.anAccount(ANA);
        Actor ana = Actor.person(account.id(), null, Set.of(), RequestOrigin.inProcess());
        secret = cli.tenon.secondFactors().enrol(ana, Fixtures.PASSWORD).secret();
        cli.tenon.secondFactors().confirm(ana, AuthenticatorApp.codeAt(secret, cli.clock.instant()));
    }

    @Test
    void shows_whether_sign_ins_ask_for_it() {
        JsonNode status = cli.run("second-factor", "status", "--as", ANA, "-o", "json")
                .silent()
                .json();

        assertThat(status.get("isEnabled").asBoolean()).isTrue();
        assertThat(status.get("enabledAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(status.get("recoveryCodesLeft").asInt()).isEqualTo(10);
    }

    @Test
    void sets_an_app_up_asks_for_its_first_code_and_prints_recovery_codes() {
        String ben = cli.anAccount("ben@example.org").email().value();
        cli.input("a wrong password\n");
        cli.run("second-factor", "enrol", "--as", ben, "--password-stdin").refused(5);
        cli.input(Fixtures.PASSWORD + "\n");
        JsonNode enrolled = cli.run("second-factor", "enrol", "--as", ben, "--password-stdin", "-o", "json")
                .silent()
                .json();
        String secret = enrolled.get("secret").asText();
        assertThat(enrolled.get("uri").asText()).startsWith("otpauth://totp/").contains(secret);
        cli.input(AuthenticatorApp.wrongCodeAt(secret, cli.clock.instant()));
        cli.run("second-factor", "confirm", "--as", ben, "--code-stdin").refused(5);

        cli.input(AuthenticatorApp.codeAt(secret, cli.clock.instant()));
        JsonNode codes = cli.run("second-factor", "confirm", "--as", ben, "--code-stdin", "-o", "json")
                .silent()
                .json();

        assertThat(codes).hasSize(10);
        cli.input(Fixtures.PASSWORD + "\n" + codes.get(0).get("recoveryCode").asText() + "\n");
        JsonNode fresh = cli.run("second-factor", "new-codes", "--as", ben, "--password-stdin", "-o", "json")
                .silent()
                .json();
        assertThat(fresh).hasSize(10).doesNotContain(codes.get(1));
    }

    @Test
    void turns_it_off_with_password_and_code() {
        cli.input(Fixtures.PASSWORD + "\n000000\n");
        cli.run("second-factor", "disable", "--as", ANA, "--password-stdin").refused(5);
        cli.input(Fixtures.PASSWORD);
        assertThat(cli.run("second-factor", "disable", "--as", ANA, "--password-stdin")
                        .refused(3)
                        .err())
                .isEqualTo("error: Standard input has no code; put it there, on a line of its own.\n");
        cli.clock.advance(Duration.ofSeconds(30));
        cli.input(Fixtures.PASSWORD + "\n" + AuthenticatorApp.codeAt(secret, cli.clock.instant()) + "\n");

        cli.run("second-factor", "disable", "--as", ANA, "--password-stdin").succeeded();

        assertThat(cli.run("second-factor", "status", "--as", ANA, "-o", "json")
                        .json()
                        .get("isEnabled")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void takes_it_from_somebody_who_lost_it() {
        cli.run("users", "reset-second-factor", ANA).refused(2);

        assertThat(cli.run("users", "reset-second-factor", ANA, "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("The password alone signs in now.\n");

        assertThat(cli.run("second-factor", "status", "--as", ANA, "-o", "json")
                        .json()
                        .get("isEnabled")
                        .asBoolean())
                .isFalse();
        cli.run("users", "reset-second-factor", ANA, "--yes").refused(7);
    }
}
