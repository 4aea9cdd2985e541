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
}
