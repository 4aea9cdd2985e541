package dev.tenon.cli.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import org.junit.jupiter.api.Test;

class EntitlementsCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void lists_what_a_person_may_do_and_why() {
        cli.anAccount("ana@example.org");
        cli.aDocument("ana@example.org", "a.txt", "hello");

        JsonNode entitlements = cli.run("entitlements", "list", "--as", "ana@example.org", "-o", "json")
                .silent()
                .json();

        assertThat(entitlements).anySatisfy(each -> {
            assertThat(each.get("key").asText()).isEqualTo("max-storage");
            assertThat(each.get("limit").asLong()).isEqualTo(1L << 30);
            assertThat(each.get("used").asLong()).isEqualTo(5);
            assertThat(each.get("source").asText()).isEqualTo("plan:Free");
        });
        assertThat(cli.run("entitlements", "list", "--as", "ana@example.org")
                        .silent()
                        .out())
                .contains("| Limit ", "| no limit ");
    }

    @Test
    void shows_those_of_whoever_asks_unless_somebody_is_named() {
        cli.anAccount("ana@example.org");

        assertThat(cli.run("entitlements", "show", "--as", "ana@example.org")
                        .silent()
                        .out())
                .contains("plan:Free");
        assertThat(cli.run("entitlements", "check", "document-sharing", "--as", "ana@example.org")
                        .exitCode())
                .isZero();

        CliInMemory.Run nobody = cli.run("entitlements", "show");
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.err()).contains("Give --user or --organization, or say who asks with --as.");
    }

    @Test
    void an_exception_counts_until_it_is_taken_back() {
        cli.anAccount("ana@example.org");
        assertThat(cli.run("entitlements", "check", "api-access", "--user", "ana@example.org")
                        .exitCode())
                .isEqualTo(5);

        JsonNode made = cli.run(
                        "entitlements",
                        "override",
                        "api-access",
                        "--user",
                        "ana@example.org",
                        "--reason",
                        "Trial",
                        "-o",
                        "json")
                .silent()
                .json();

        assertThat(made.get("isInForce").asBoolean()).isTrue();
        assertThat(cli.run("entitlements", "check", "api-access", "--user", "ana@example.org", "-o", "json")
                        .silent()
                        .json()
                        .get("source")
                        .asText())
                .isEqualTo("exception");
        assertThat(cli.run("entitlements", "overrides", "--key", "api-access")
                        .silent()
                        .out())
                .contains("Trial");
        assertThat(cli.run("entitlements", "show", "--user", "ana@example.org")
                        .silent()
                        .out())
                .contains("exception");
        assertThat(cli.run("entitlements", "forget", "api-access", "--user", "ana@example.org", "--yes")
                        .err())
                .contains("The exception of api-access is taken back.");
        cli.run("entitlements", "forget", "api-access", "--user", "ana@example.org", "--yes")
                .refused(6);
    }

    @Test
    void refuses_what_no_exception_can_be() {
        cli.anAccount("ana@example.org");
        cli.run("entitlements", "show").refused(2);
        cli.run("entitlements", "check", "nothing", "--user", "ana@example.org").refused(6);
        cli.run("entitlements", "override", "max-storage", "--user", "ana@example.org", "--deny", "--reason", "x")
                .refused(3);
        cli.run(
                        "entitlements",
                        "override",
                        "max-storage",
                        "--user",
                        "ana@example.org",
                        "--until",
                        "tomorrow",
                        "--reason",
                        "x")
                .refused(2);
    }
}
