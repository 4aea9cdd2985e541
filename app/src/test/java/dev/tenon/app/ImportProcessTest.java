package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.app.postgres.LocalPostgres;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who came from elsewhere, beside a server as operators run it. */
class ImportProcessTest {

    private static final Path FILES = Path.of("..", "adapter-cli", "src", "test", "resources", "imports");
    private static final int MANY = 40_000;
    private static final int AT_A_TIME = 1_000;

    @TempDir
    static Path directory;

    private static Path data;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws IOException {
        data = directory.resolve("data");
        server = ServerProcess.start(data);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close();
    }

    @Test
    void people_of_keycloak_sign_in_over_http_with_the_passwords_they_had() throws Exception {
        String said = imported("--from", "keycloak", file("acme-realm.json"), "--create-roles");

        assertThat(said).contains("Imported 37 of 38 people", "3 group");
        // argon2, pbkdf2-sha512, pbkdf2-sha256, and characters beyond ASCII
        for (int number : List.of(1, 2, 29, 31, 34)) {
            assertThat(signedIn("user" + number + "@acme.example", "acme-Passw0rd-" + number))
                    .as("user " + number)
                    .isEqualTo(201);
        }
        assertThat(signedIn("zoe@acme.example", "pässwörd 日本語")).isEqualTo(201);
        assertThat(signedIn("zoe@acme.example", "pässwörd 日本語")).as("made anew").isEqualTo(201);
        assertThat(signedIn("user1@acme.example", "acme-Passw0rd-2")).isEqualTo(401);
        assertThat(signedIn("user10@acme.example", "acme-Passw0rd-10"))
                .as("disabled there")
                .isEqualTo(401);
        assertThat(signedIn("no-password@acme.example", "acme-Passw0rd-1")).isEqualTo(401);
        assertThat(count("SELECT count(*) FROM users WHERE email LIKE '%@acme.example'"
                        + " AND password_hash LIKE '{bcrypt-hmac-sha384}%'"))
                .as("whose hash is an own one since")
                .isEqualTo(6);
    }

    @Test
    void people_of_firebase_sign_in_over_http_with_the_passwords_they_had() throws Exception {
        String said = imported(
                "--from",
                "firebase",
                file("firebase-users.json"),
                "--firebase-parameters",
                file("firebase-parameters.json"));

        assertThat(said).contains("Imported 5 of 5 people");
        Map<String, String> passwords = Map.of(
                "firebase0@example.com", "two space password",
                "firebase2@example.com", "one two three four five six seven eight nine ten");
        for (Map.Entry<String, String> each : passwords.entrySet()) {
            assertThat(signedIn(each.getKey(), each.getValue())).isEqualTo(201);
            assertThat(signedIn(each.getKey(), each.getValue() + " ")).isEqualTo(401);
        }
    }

    @Test
    void D1_an_import_that_was_killed_goes_on_where_it_was_and_makes_everybody_once() throws Exception {
        Path table = directory.resolve("many.csv");
        try (Writer lines = Files.newBufferedWriter(table)) {
            lines.write("id,email,email_verified,first_name,roles\n");
            for (int number = 0; number < MANY; number++) {
                lines.write(number + ",many-" + number + "@example.org,true,Ana,editor\n");
            }
        }
        String[] words = {"import", "users", "--from", "csv", table.toString(), "--create-roles"};
        long done = 0;
        for (int kills = 0; kills < 2; kills++) {
            Process process = ServerProcess.command(data, words)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("killed.log").toFile())
                    .start();
            long before = done;
            do {
                done = progress();
            } while (process.isAlive() && done < before + 3 * AT_A_TIME);
            process.destroyForcibly();
            assertThat(process.waitFor()).as("killed while it worked").isNotZero();
        }
        assertThat(progress()).isBetween(6L * AT_A_TIME, (long) MANY - 1);

        String said = run(words);

        assertThat(said).contains("Went on behind record", "Imported " + MANY + " of " + MANY + " people");
        assertThat(texts("SELECT email FROM users WHERE email LIKE 'many-%'"))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MANY)
                        .mapToObj(number -> "many-" + number + "@example.org")
                        .toList());
        for (String name : List.of("import_rows", "subscriptions", "storage_quotas")) {
            assertThat(count("SELECT count(*) FROM " + name + " t JOIN users u ON u.id = t.user_id"
                            + " WHERE u.email LIKE 'many-%'"))
                    .as(name)
                    .isEqualTo(MANY);
        }
        assertThat(
                        count(
                                "SELECT count(*) FROM user_roles r JOIN users u ON u.id = r.user_id WHERE u.email LIKE 'many-%'"))
                .isEqualTo(2 * MANY);
        assertThat(run("audit", "verify")).isNotEmpty();
    }

    /** How many records of the table are behind the import; 0 before it began. */
    private static long progress() throws SQLException {
        return count("SELECT coalesce(max(records_done), 0) FROM import_batches WHERE source = 'csv'");
    }

    private static String file(String name) {
        return FILES.resolve(name).toString();
    }

    private static String imported(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("import", "users"));
        words.addAll(List.of(options));
        return run(words.toArray(String[]::new));
    }

    /** Runs a command that succeeds, in a process of its own; what it said. */
    private static String run(String... words) throws Exception {
        Path said = Files.createTempFile(directory, "said-", ".log");
        Process process = ServerProcess.command(data, words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    private static int signedIn(String email, String password) throws Exception {
        return new Browser(server.address())
                .post("/v1/sessions", "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}")
                .statusCode();
    }

    private static long count(String sql) throws SQLException {
        return Long.parseLong(texts(sql).get(0));
    }

    private static List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (LocalPostgres postgres = LocalPostgres.startOrJoin(data, line -> {});
                Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
