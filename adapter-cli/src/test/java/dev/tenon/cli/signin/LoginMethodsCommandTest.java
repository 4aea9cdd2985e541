package dev.tenon.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import org.junit.jupiter.api.Test;

class LoginMethodsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void lists_the_ways_of_signing_in() {
        JsonNode methods =
                cli.run("login-methods", "list", "-o", "json").silent().json();

        assertThat(methods)
                .extracting(method -> method.get("methodName").asText())
                .containsExactly("email", "facebook", "github", "google", "passkey");
        assertThat(methods.get(0).get("isConfigured").booleanValue()).isTrue();
        assertThat(methods.get(3).get("isConfigured").booleanValue()).isFalse();
    }

    @Test
    void closes_and_opens_a_way() {
        assertThat(cli.run("login-methods", "disable", "google", "--yes", "-o", "json")
                        .succeeded()
                        .json()
                        .get("isEnabled")
                        .booleanValue())
                .isFalse();
        assertThat(cli.run("login-methods", "enable", "google", "-o", "json")
                        .succeeded()
                        .json()
                        .get("isEnabled")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void refuses_to_close_the_last_way_and_one_that_there_is_not() {
        cli.run("login-methods", "disable", "email", "--yes").refused(7);
        cli.run("login-methods", "disable", "smoke-signals", "--yes").refused(6);
        cli.run("login-methods", "disable", "google").refused(2);
    }

    @Test
    void a_member_may_not() {
        cli.anAccount("ana@example.org");

        cli.run("login-methods", "enable", "google", "--as", "ana@example.org").refused(5);
    }
}
