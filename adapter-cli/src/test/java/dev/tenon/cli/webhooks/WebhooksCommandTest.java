package dev.tenon.cli.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import org.junit.jupiter.api.Test;

class WebhooksCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void prints_a_secret_once() {
        Run made = cli.run("webhooks", "create", "https://hooks.example.org/", "--event", "role.*", "-o", "json");

        JsonNode webhook = made.succeeded().json();
        String secret = webhook.get("secret").asText();
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.err()).contains("not shown again");
        String id = webhook.get("id").asText();
        assertThat(cli.run("webhooks", "show", id, "-o", "json").silent().out())
                .contains("role.*")
                .doesNotContain("whsec_");
        assertThat(cli.run("webhooks", "rotate", id, "-o", "json")
                        .succeeded()
                        .json()
                        .get("secret")
                        .asText())
                .isNotEqualTo(secret);
        assertThat(cli.run("webhooks", "list").silent().out()).contains(id, "hooks.example.org");
    }

    @Test
    void changes_switches_off_and_on_and_deletes() {
        String id = create();

        JsonNode off = cli.run(
                        "webhooks",
                        "update",
                        id,
                        "--disable",
                        "--description",
                        "the shop",
                        "--event",
                        "role.*",
                        "-o",
                        "json")
                .silent()
                .json();
        assertThat(off.get("disabledReason").asText()).isEqualTo("by_hand");
        assertThat(off.get("description").asText()).isEqualTo("the shop");
        cli.run("webhooks", "test", id).refused(7);
        JsonNode on = cli.run("webhooks", "update", id, "--enable", "--all-events", "--description", "", "-o", "json")
                .silent()
                .json();
        assertThat(on.get("isEnabled").asBoolean()).isTrue();
        assertThat(on.get("eventTypes")).isEmpty();
        assertThat(on.get("description").isNull()).isTrue();
        cli.run("webhooks", "update", id, "--enable", "--disable").refused(2);
        cli.run("webhooks", "update", id, "--event", "role.*", "--all-events").refused(2);
        cli.run("webhooks", "delete", id).refused(2);
        cli.run("webhooks", "delete", id, "--yes").succeeded();
        cli.run("webhooks", "show", id).refused(6);
    }

    @Test
    void tests_lists_retries_and_replays() {
        String id = create();

        JsonNode queued = cli.run("webhooks", "test", id, "-o", "json").silent().json();
        assertThat(queued.get("eventType").asText()).isEqualTo("tenon.test");
        assertThat(cli.run("webhooks", "deliveries", id, "--status", "pending")
                        .silent()
                        .out())
                .contains("tenon.test", "webhook.created");
        cli.run("webhooks", "retry", id, queued.get("eventId").asText()).silent();
        cli.run("webhooks", "retry", id, "01920000-0000-7000-8000-000000000000").refused(6);
        assertThat(cli.run("webhooks", "replay", id, "--from", "2025-12-15", "--to", "2026-01-15", "-o", "json")
                        .silent()
                        .json()
                        .get("queued")
                        .asInt())
                .isPositive();
        cli.run("webhooks", "replay", id, "--from", "2040-01-01", "--to", "2020-01-01")
                .refused(3);
    }

    @Test
    void refuses_what_is_no_address_and_no_event() {
        cli.run("webhooks", "create", "http://hooks.example.org/").refused(3);
        cli.run("webhooks", "create", "https://hooks.example.org/", "--event", "moon.rose")
                .refused(3);
        cli.run("webhooks", "create", "https://hooks.example.org/", "--organization", "7")
                .refused(2);
        cli.run("webhooks", "show", "7").refused(6);
    }

    private String create() {
        return cli.run("webhooks", "create", "https://hooks.example.org/", "-o", "json")
                .succeeded()
                .json()
                .get("id")
                .asText();
    }
}
