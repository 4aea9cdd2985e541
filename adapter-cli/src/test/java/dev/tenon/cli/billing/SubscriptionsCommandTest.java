package dev.tenon.cli.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import org.junit.jupiter.api.Test;

class SubscriptionsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void lists_the_free_subscription_of_a_verified_account() {
        cli.anAccount("ana@example.org");

        JsonNode subscriptions = cli.run("subscriptions", "list", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json();

        assertThat(subscriptions).singleElement().satisfies(each -> {
            assertThat(each.get("status").asText()).isEqualTo("active");
            assertThat(each.get("price").get("amount").asText()).isEqualTo("0.00");
            assertThat(each.get("currentPeriodEnd").asText()).isEqualTo("2026-02-01T00:00:00Z");
        });
        assertThat(cli.run("subscriptions", "list", "--as", "ana@example.org")
                        .silent()
                        .out())
                .contains("| active | 0.00 USD | month | 2026-02-01 00:00Z | ", " | 2026-01-01 | -");
    }

    @Test
    void tries_a_plan_changes_it_and_cancels_it() {
        cli.anAccount("ana@example.org");
        String id = cli.run("subscriptions", "create", "standard", "--trial", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json()
                .get("id")
                .asText();

        assertThat(cli.run("subscriptions", "preview", id, "Premium").silent().out())
                .contains("Takes effect", "2026-01-01 00:00:00Z");
        assertThat(cli.run("subscriptions", "change-plan", id, "Premium", "-o", "json")
                        .silent()
                        .json()
                        .get("price")
                        .get("amount")
                        .asText())
                .isEqualTo("49.00");
        assertThat(cli.run("subscriptions", "cancel", id, "--as", "ana@example.org", "-o", "json")
                        .silent()
                        .json()
                        .get("cancelAtPeriodEnd")
                        .asBoolean())
                .isTrue();
        assertThat(cli.run("subscriptions", "cancel", id, "--undo", "-o", "json")
                        .silent()
                        .json()
                        .get("cancelAtPeriodEnd")
                        .asBoolean())
                .isFalse();
        assertThat(cli.run("subscriptions", "list", "--status", "trialing", "-o", "json")
                        .silent()
                        .json())
                .hasSize(1);
        assertThat(cli.run("subscriptions", "cancel", id, "--now", "--yes", "-o", "json")
                        .silent()
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("canceled");
        assertThat(cli.run("subscriptions", "show", id).silent().out()).contains("canceled");
        assertThat(cli.run("trials", "list", "-o", "json").silent().json())
                .singleElement()
                .satisfies(each -> assertThat(each.get("isActive").asBoolean()).isFalse());
        cli.run("subscriptions", "create", "premium", "--trial", "--as", "ana@example.org")
                .refused(7);
        cli.run("subscriptions", "resume", id).refused(7);
    }
}
