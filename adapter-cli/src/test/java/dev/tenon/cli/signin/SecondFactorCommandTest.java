package dev.tenon.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Fixtures;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorCommandTest {

    private static final String ANA = "ana@example.org";

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void register() {
        Account account = cli.anAccount(ANA);
        Actor ana = Actor.person(account.id(), null, Set.of(), RequestOrigin.inProcess());
        String secret = cli.tenon.secondFactors().enrol(ana, Fixtures.PASSWORD).secret();
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
