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
}
