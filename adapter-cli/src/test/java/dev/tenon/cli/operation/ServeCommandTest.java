package dev.tenon.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.cli.Surroundings.Unusable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServeCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @Test
    void prints_exactly_one_line_and_waits() {
        Run run = cli.run("serve");

        assertThat(run.silent().out()).isEqualTo("Listening on http://127.0.0.1:8081\n");
        assertThat(cli.surroundings.started.awaited).isTrue();
        assertThat(cli.surroundings.closed).isEqualTo(1);
    }

    @Test
    void prints_it_even_if_it_shall_be_quiet() {
        cli.surroundings.progress = "Starting PostgreSQL";

        assertThat(cli.run("serve").err()).isEqualTo("Starting PostgreSQL\n");
        assertThat(cli.run("serve", "--quiet").silent().out()).isEqualTo("Listening on http://127.0.0.1:8081\n");
    }

    @Test
    void passes_its_flags_on_as_settings() {
        cli.run("serve").succeeded();
        cli.run(
                        "--data-dir=/tmp/tenon",
                        "serve",
                        "--host=0.0.0.0",
                        "--port",
                        "0",
                        "--test-clock",
                        "--config",
                        "tenon.yaml")
                .succeeded();

        assertThat(cli.surroundings.opened)
                .containsExactly(
                        Map.of(),
                        Map.of(
                                "http-host",
                                "0.0.0.0",
                                "http-port",
                                "0",
                                "test-clock",
                                "true",
                                "data-dir",
                                "/tmp/tenon",
                                "config",
                                "tenon.yaml"));
    }

    @Test
    void says_what_is_wrong_with_the_installation() {
        cli.surroundings.failure = new Unusable(
                "The port 8080 is taken. Choose another with --port.", new IllegalStateException("bind failed"));

        Run run = cli.run("serve");
        run.refused(12);
        assertThat(run.err()).isEqualTo("error: The port 8080 is taken. Choose another with --port.\n");
        assertThat(cli.surroundings.closed).isEqualTo(1);
        assertThat(cli.run("serve", "-v").err()).contains("Caused by: java.lang.IllegalStateException: bind failed");
    }

    @Test
    void refuses_a_port_that_is_no_number() {
        Run run = cli.run("serve", "--port", "http");

        run.refused(2);
        assertThat(run.err()).contains("--port");
    }
}
