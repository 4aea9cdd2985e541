package dev.tenon.cli.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    private final CliInMemory cli = new CliInMemory();

    @TempDir
    Path folder;

    @Test
    void refuses_a_file_that_is_not_there_before_anything_is_opened() {
        Run run = cli.run("demo", "--file", folder.resolve("none.pdf").toString());

        run.refused(6);
        assertThat(cli.surroundings.opened).isEmpty();
    }

    @Test
    void needs_to_read_the_mail_that_it_causes() {
        Run run = cli.run("demo");

        run.refused(7);
        assertThat(run.err()).contains("Run it without TENON_SMTP_URL.");
        assertThat(cli.surroundings.started).isNull();
    }

    @Test
    void stops_at_the_step_that_fails_and_says_which() throws IOException {
        Path file = Files.writeString(folder.resolve("report.txt"), "hello");
        cli.surroundings.mailbox = folder;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            cli.surroundings.runningServer = URI.create("http://127.0.0.1:" + taken.getLocalPort());
        }

        Run run = cli.run("demo", "--file", file.toString());

        assertThat(run.exitCode()).isEqualTo(12);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .satisfiesExactly(
                        step -> assertThat(step).contains("Find or start the server", " ms"),
                        error -> assertThat(error)
                                .startsWith("error: The demo stopped at this step: Register demo-")
                                .contains("the server does not answer"));
    }
}
