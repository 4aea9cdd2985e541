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
}
