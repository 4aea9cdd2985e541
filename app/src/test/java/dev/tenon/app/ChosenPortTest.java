package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.app.postgres.LocalPostgres;
import dev.tenon.cli.Surroundings;
import dev.tenon.cli.Surroundings.Server;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose port the system chooses. */
class ChosenPortTest {

    @TempDir
    static Path directory;

    @Test
    @Timeout(120)
    void links_in_mails_name_the_port_that_the_server_has() {
        Map<String, String> environment = Map.of(
                "TENON_DATA_DIR", directory.toString(), "TENON_PASSWORD_COST", "10", "TENON_HTTP_HOST", "127.0.0.1");
        try (LocalPostgres postgres = LocalPostgres.startOrJoin(directory, line -> {});
                Surroundings surroundings = AppSurroundings.open(environment, Map.of("http-port", "0"), line -> {})) {
            assertThat(postgres).isNotNull();
            Server server = surroundings.startServer();
            surroundings
                    .tenon()
                    .accounts()
                    .register(
                            Actor.operator("root"),
                            new Registration("ana@example.org", "correct horse battery staple"));

            while (mails().isEmpty()) {
                surroundings.tenon().jobs().stream()
                        .filter(job -> job.name().startsWith("deliver-mail"))
                        .forEach(job -> job.run());
            }

            assertThat(server.address().getPort()).isNotZero();
            assertThat(mails().get(0))
                    .contains("http://localhost:" + server.address().getPort() + "/verify-email")
                    .doesNotContain("localhost:0");
        }
    }

    private static List<String> mails() {
        Path mailbox = directory.resolve("mailbox");
        if (!Files.isDirectory(mailbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(mailbox)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .map(ChosenPortTest::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The mail without its soft line breaks. */
    private static String read(Path file) {
        try {
            return Files.readString(file)
                    .replace("=\r\n", "")
                    .replace("=\n", "")
                    .replace("=3D", "=");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
