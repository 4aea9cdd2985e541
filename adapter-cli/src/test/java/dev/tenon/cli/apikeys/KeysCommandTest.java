package dev.tenon.cli.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.apikeys.ApiCall;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.RequestOrigin;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeysCommandTest {

    private static final String ANA = "ana@example.org";

    private final CliInMemory cli = new CliInMemory();

    @BeforeEach
    void register() {
        cli.anAccount(ANA);
        cli.anAccount("ben@example.org");
    }

    @Test
    void S5_prints_a_key_once() {
        Run made = cli.run("keys", "create", "--as", ANA, "--name", "nightly", "-o", "json");

        JsonNode key = made.succeeded().json();
        assertThat(key.get("key").asText()).matches("tnk_[0-9A-Za-z]{36}");
        assertThat(key.get("permissions").asText()).isEqualTo("read");
        assertThat(made.err()).contains("not shown again");
        assertThat(cli.run("keys", "show", key.get("id").asText(), "-o", "json")
                        .silent()
                        .out())
                .contains("nightly")
                .doesNotContain(key.get("key").asText());
    }

    @Test
    void makes_a_key_for_single_permissions() {
        JsonNode key = create("--scope", "documents:read", "--scope", "profile:read", "--expires", "2030-01-01");

        assertThat(key.get("permissions").asText()).isEqualTo("custom");
        assertThat(key.get("scopes")).extracting(JsonNode::asText).containsExactly("documents:read", "profile:read");
        assertThat(key.get("expiresAt").asText()).isEqualTo("2030-01-01T00:00:00Z");
        cli.run("keys", "create", "--as", ANA, "--permissions", "write", "--scope", "documents:read")
                .refused(2);
        cli.run("keys", "create", "--as", ANA, "--scope", "documents:burn").refused(3);
        cli.run("keys", "create", "--as", ANA, "--organization", "7").refused(2);
    }

    @Test
    void lists_everyones_keys_to_the_operator_and_to_a_person_their_own() {
        String id = create().get("id").asText();

        assertThat(cli.run("keys", "list", "-o", "json").silent().json()).hasSize(1);
        assertThat(cli.run("keys", "list", "--as", "ben@example.org", "-o", "json")
                        .json())
                .isEmpty();
        assertThat(cli.run("keys", "list", "--as", ANA).silent().out()).contains(id, "tnk_");
        cli.run("keys", "show", id, "--as", "ben@example.org").refused(6);
    }

    @Test
    void rotates_with_grace_renames_and_revokes() {
        String old = create().get("id").asText();

        JsonNode next = cli.run("keys", "rotate", old, "--as", ANA, "--grace", "PT1H", "-o", "json")
                .succeeded()
                .json();

        assertThat(next.get("rotatedFrom").asText()).isEqualTo(old);
        cli.run("keys", "rotate", old, "--as", ANA).refused(7);
        String id = next.get("id").asText();
        assertThat(cli.run("keys", "rename", id, "weekly", "-o", "json")
                        .silent()
                        .json()
                        .get("name")
                        .asText())
                .isEqualTo("weekly");
        assertThat(cli.run("keys", "revoke", id, "--reason", "it leaked", "--yes")
                        .succeeded()
                        .err())
                .isEqualTo("It works no more.\n");
        assertThat(cli.run("keys", "list", "--status", "revoked", "-o", "json")
                        .json()
                        .get(0)
                        .get("revokedReason")
                        .asText())
                .isEqualTo("it leaked");
    }

    @Test
    void shows_what_a_key_was_used_for() {
        JsonNode key = create();
        Actor program = cli.tenon
                .apiKeys()
                .authenticate(RequestOrigin.inProcess(), key.get("key").asText())
                .actor();
        cli.tenon.apiUsage().record(program, new ApiCall("GET /v1/me", 200, Duration.ofMillis(7), null));
        cli.tenon.jobs().forEach(BackgroundJob::run);
        cli.clock.advance(Duration.ofSeconds(1));
        String id = key.get("id").asText();

        assertThat(cli.run("keys", "requests", id).silent().out()).contains("GET /v1/me");
        JsonNode usage = cli.run("keys", "usage", id, "--per", "hour", "-o", "json")
                .silent()
                .json();
        assertThat(usage.get(usage.size() - 1).get("requests").asInt()).isEqualTo(1);
        cli.run("keys", "usage", id, "--per", "hour", "--from", "2001-01-01").refused(3);
    }

    private JsonNode create(String... more) {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(new String[] {"keys", "create", "--as", ANA, "-o", "json"}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return cli.run(arguments).succeeded().json();
    }
}
