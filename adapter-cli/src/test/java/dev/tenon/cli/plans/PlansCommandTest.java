package dev.tenon.cli.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import org.junit.jupiter.api.Test;

class PlansCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void lists_the_plans_with_sizes_that_people_read() {
        assertThat(cli.run("plans", "list").silent().lines())
                .extracting(line -> line.replaceAll(" +", " "))
                .anySatisfy(line -> assertThat(line).startsWith("Free | 0.00 USD | month | 100 | 1 GiB | 1 | "))
                .anySatisfy(line ->
                        assertThat(line).startsWith("Premium | 49.00 USD | month | no limit | 1000 GiB | no limit | "));
    }

    @Test
    void gives_scripts_what_http_gives() {
        JsonNode plans = cli.run("plans", "list", "-o", "json").silent().json();

        JsonNode free = plans.get(0);
        assertThat(free.get("price")).isEqualTo(CliInMemory.json("{\"amount\":\"0.00\",\"currency\":\"USD\"}"));
        assertThat(free.get("maxStorage").asLong()).isEqualTo(1L << 30);
        assertThat(free.get("features").get(0).get("key").asText()).isEqualTo("document-sharing");
        assertThat(free.get("features").get(0).get("limit").isNull()).isTrue();
        assertThat(plans.get(2).get("maxDocuments").isNull()).isTrue();
    }

    @Test
    void shows_a_plan_by_name_or_id() {
        JsonNode byName =
                cli.run("plans", "show", "free", "-o", "json").silent().json();
        JsonNode byId = cli.run("plans", "show", byName.get("id").asText(), "-o", "json")
                .silent()
                .json();

        assertThat(byName).isEqualTo(byId);
        assertThat(cli.run("plans", "show", "Free").silent().out()).contains("Storage   | 1 GiB (1073741824 bytes)\n");
    }

    @Test
    void refuses_a_plan_that_does_not_exist() {
        cli.run("plans", "show", "Gold").refused(6);
        cli.run("plans", "show", "01920000-0000-7000-8000-0000000fffff").refused(6);
    }

    @Test
    void a_plan_is_offered_changed_and_archived() {
        JsonNode made = cli.run(
                        "plans",
                        "create",
                        "Team",
                        "--price",
                        "29.00",
                        "--currency",
                        "EUR",
                        "--per",
                        "year",
                        "--documents",
                        "5000",
                        "--storage-gb",
                        "1.5",
                        "--seats",
                        "10",
                        "--trial-days",
                        "14",
                        "-o",
                        "json")
                .silent()
                .json();
        assertThat(made.get("price")).isEqualTo(CliInMemory.json("{\"amount\":\"29.00\",\"currency\":\"EUR\"}"));
        assertThat(made.get("maxStorage").asLong()).isEqualTo(3L << 29);
        assertThat(made.get("billingInterval").asText()).isEqualTo("year");

        JsonNode changed = cli.run(
                        "plans",
                        "update",
                        "team",
                        "--price",
                        "31",
                        "--documents",
                        "unlimited",
                        "--name",
                        "Crew",
                        "-o",
                        "json")
                .silent()
                .json();
        assertThat(changed.get("price")).isEqualTo(CliInMemory.json("{\"amount\":\"31.00\",\"currency\":\"EUR\"}"));
        assertThat(changed.get("maxDocuments").isNull()).isTrue();
        assertThat(changed.get("maxSeats").asInt()).isEqualTo(10);

        assertThat(cli.run("plans", "archive", "Crew", "--yes").err()).contains("The plan Crew is offered no more.");
        assertThat(cli.run("plans", "list", "--archived", "-o", "json")
                        .silent()
                        .json()
                        .get(0)
                        .get("name")
                        .asText())
                .isEqualTo("Crew");
        cli.run("plans", "show", "Crew").refused(6);
    }

    @Test
    void a_plan_grants_a_feature_until_it_is_revoked() {
        assertThat(cli.run("plans", "grant", "Free", "upload-size", "--feature-limit", "7")
                        .err())
                .contains("The plan Free grants upload-size up to 7.");
        assertThat(cli.run("plans", "grant", "Free", "api-access").err()).contains("The plan Free grants api-access.");
        assertThat(cli.run("plans", "revoke", "Free", "upload-size", "--yes").err())
                .contains("The plan Free does not grant upload-size any more.");

        assertThat(cli.run("plans", "show", "Free", "-o", "json")
                        .silent()
                        .json()
                        .get("features")
                        .findValuesAsText("key"))
                .containsExactly("api-access", "document-sharing");
    }

    @Test
    void refuses_what_no_plan_can_be() {
        cli.run("plans", "create", "Team").refused(2);
        cli.run("plans", "create", "Team", "--price", "29.001").refused(2);
        cli.run("plans", "create", "Team", "--price", "1", "--currency", "XTS").refused(2);
        cli.run("plans", "create", "Team", "--price", "1", "--documents", "many")
                .refused(2);
        cli.run("plans", "create", "Team", "--price", "1", "--storage-gb", "1.234")
                .refused(2);
        cli.run("plans", "create", "Free", "--price", "1").refused(7);
        cli.run("plans", "update", "Free").refused(2);
        cli.run("plans", "update", "Free", "--price", "1").refused(7);
        cli.run("plans", "archive", "Free", "--yes").refused(7);
    }
}
