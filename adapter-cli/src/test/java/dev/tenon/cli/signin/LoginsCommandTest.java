package dev.tenon.cli.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.signin.Credentials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void somebodyTries() {
        cli.anAccount("ana@example.org");
        cli.aSession("ana@example.org", "curl");
        fail("ana@example.org");
        fail("nobody@example.org");
    }

    private void fail(String email) {
        Actor anonymous = Actor.anonymous(new RequestOrigin("request-2", "203.0.113.9", "curl"));
        Credentials wrong = new Credentials(email, "another long enough password");
        assertThatThrownBy(() -> cli.tenon.sessions().open(anonymous, wrong)).isInstanceOf(Refusal.class);
    }

    @Test
    void lists_every_try_newest_first() {
        JsonNode tries = cli.run("logins", "list", "-o", "json").silent().json();

        assertThat(tries)
                .extracting(attempt -> attempt.get("outcome").asText())
                .containsExactly("failure", "failure", "success");
        assertThat(tries.get(0).get("reason").asText()).isEqualTo("unknown-account");
        assertThat(tries.get(0).get("userId").isNull()).isTrue();
        assertThat(tries.toString()).doesNotContain("nobody@example.org");
    }

    @Test
    void lists_those_of_one_outcome() {
        assertThat(cli.run("logins", "list", "--outcome", "failure", "-o", "json")
                        .silent()
                        .json())
                .hasSize(2);
        cli.run("logins", "list", "--outcome", "odd").refused(2);
    }

    @Test
    void lists_those_at_one_account() {
        JsonNode tries = cli.run("users", "logins", "ana@example.org", "-o", "json")
                .silent()
                .json();

        assertThat(tries).extracting(attempt -> attempt.get("outcome").asText()).containsExactly("failure", "success");
        cli.run("users", "logins", "nobody@example.org").refused(6);
    }

    @Test
    void is_for_those_who_may() {
        cli.run("logins", "list", "--as", "ana@example.org").refused(5);
    }
}
