package dev.tenon.cli.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import org.junit.jupiter.api.Test;

class FeaturesCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void a_feature_is_added_renamed_and_deleted() {
        JsonNode made = cli.run("features", "create", "invoice-approval", "Invoice Approval", "-o", "json")
                .silent()
                .json();
        assertThat(made.get("isBuiltIn").asBoolean()).isFalse();

        JsonNode renamed = cli.run(
                        "features",
                        "update",
                        "invoice-approval",
                        "--name",
                        "Approving",
                        "--description",
                        "Approve",
                        "-o",
                        "json")
                .silent()
                .json();
        assertThat(renamed.get("name").asText()).isEqualTo("Approving");
        assertThat(cli.run("features", "list").silent().out()).contains("invoice-approval");
        assertThat(cli.run("features", "delete", "invoice-approval", "--yes").err())
                .contains("The feature invoice-approval is deleted.");
        cli.run("features", "delete", "invoice-approval", "--yes").refused(6);
    }

    @Test
    void refuses_what_is_in_use_and_what_changes_nothing() {
        cli.run("features", "delete", "api-access", "--yes").refused(7);
        cli.run("features", "update", "api-access").refused(2);
        cli.run("features", "create", "API", "Api").refused(3);
    }
}
