package dev.tenon.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import org.junit.jupiter.api.Test;

class VersionCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void shows_the_build_and_what_it_runs_on_without_opening_anything() {
        JsonNode version = cli.run("version", "-o", "json").silent().json();

        assertThat(version.get("version").asText()).isNotEmpty();
        assertThat(version.get("java").asText()).startsWith(Runtime.version().toString());
        assertThat(version.get("system").asText()).contains(System.getProperty("os.arch"));
        assertThat(cli.surroundings.opened).isEmpty();
    }

    @Test
    void answers_the_option_in_one_line() {
        String version = cli.run("version", "-o", "json").json().get("version").asText();

        assertThat(cli.run("--version").silent().out()).isEqualTo("tenon " + version + "\n");
        assertThat(cli.run("-V").silent().out()).isEqualTo("tenon " + version + "\n");
    }
}
