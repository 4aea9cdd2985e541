package dev.tenon.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.cli.Surroundings.Finding;
import dev.tenon.cli.Surroundings.Finding.Health;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void is_content_with_warnings() {
        cli.surroundings.findings.add(new Finding("http-port", Health.OK, "8080", "default", ""));
        cli.surroundings.findings.add(new Finding("clock", Health.WARNING, "3 s off", "", "Set the clock."));

        Run run = cli.run("doctor");

        assertThat(run.silent().lines())
                .containsExactly(
                        "What      | Health  | Is      | Do             | From",
                        "----------+---------+---------+----------------+--------",
                        "http-port | ok      | 8080    | -              | default",
                        "clock     | warning | 3 s off | Set the clock. | -");
    }

    @Test
    void exits_with_12_if_something_is_broken() {
        cli.surroundings.findings.add(new Finding("database", Health.BROKEN, "is away", "", "Start it."));

        Run run = cli.run("doctor", "-o", "json");

        assertThat(run.exitCode()).isEqualTo(12);
        JsonNode finding = run.json().get(0);
        assertThat(finding.get("health").asText()).isEqualTo("broken");
        assertThat(finding.get("advice").asText()).isEqualTo("Start it.");
    }
}
