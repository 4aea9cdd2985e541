package dev.tenon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void the_embedding_of_the_readme_registers_an_account() throws SQLException {
        Account ana = Embedding.registerAna(database("embedding"));

        assertThat(ana.emailVerified()).isTrue();
    }

    @Test
    void the_main_job_runs_embedded() throws IOException, SQLException {
        Path file = Files.writeString(directory.resolve("hello.txt"), "hello");

        List<String> done = MainJob.walk(database("main_job"), directory.resolve("blobs"), file);

        assertThat(done)
                .containsExactly(
                        "verified ana@example.org",
                        "signed in, plan Free",
                        "stored hello.txt with SHA-256 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                        "using 5 bytes",
                        "deleted it, using 0 bytes",
                        "7 audit rows, intact");
    }

    @Test
    void the_readme_shows_the_embedding_that_compiles() throws IOException {
        List<String> source = Files.readAllLines(Path.of("src/main/java/dev/tenon/examples/Embedding.java"));
        int begin = source.indexOf("        // readme:begin");
        int end = source.indexOf("        // readme:end");
        String shown = source.subList(begin + 1, end).stream()
                .map(line -> line.substring(8))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(REPOSITORY.resolve("README.md"))).contains(shown);
    }

    private static DataSource database(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return postgres.getDatabase("postgres", name);
    }
}
