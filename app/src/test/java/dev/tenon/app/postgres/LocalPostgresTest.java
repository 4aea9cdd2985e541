package dev.tenon.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    /** Most rules are about a database that is there already, and share this one; its name has a space in it. */
    @TempDir
    private static Path shared;

    private static Path binaries;

    @TempDir
    private Path folder;

    private Path data;
    private final List<String> steps = new ArrayList<>();

    @BeforeAll
    static void a_database() {
        binaries = shared.resolve("programs");
        LocalPostgres.startOrJoin(shared.resolve("my data"), binaries, step -> {})
                .close();
    }

    @BeforeEach
    void its_data_directory() {
        data = shared.resolve("my data");
    }

    @AfterEach
    void no_server_is_left_behind() throws IOException {
        var left = postmaster();
        if (left.isPresent()) {
            left.get().stop();
        }
        Files.deleteIfExists(data.resolve("postgres/local.conf"));
    }

    @Test
    void keeps_what_was_committed_and_creates_the_database_only_once() throws Exception {
        data = folder;
        Path home = Files.createDirectories(data.resolve("postgres"));
        Path cutShort = Files.createDirectories(home.resolve("cluster-new-1/base"));
        Files.createFile(cutShort.resolve("1"));

        int port;
        try (LocalPostgres postgres = open()) {
            port = postgres.port();
            run(postgres, "CREATE TABLE notes (body TEXT)", "INSERT INTO notes VALUES ('still here')");
        }
        assertThat(postmaster()).as("the last one out stops it").isEmpty();
        assertThat(steps).containsExactly("Creating the database in " + home.toRealPath(), "Starting PostgreSQL");
        steps.clear();

        try (LocalPostgres postgres = open()) {
            assertThat(ask(postgres, "SELECT body FROM notes")).isEqualTo("still here");
            assertThat(postgres.port()).isEqualTo(port);
        }
        assertThat(steps).containsExactly("Starting PostgreSQL");
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("nothing of the start that was cut short")
                    .containsExactlyInAnyOrder("cluster", "credentials", "log", "mutex", "users");
        }
    }

    @Test
    void D1_runs_with_settings_that_lose_nothing_that_was_answered() throws Exception {
        try (LocalPostgres postgres = open()) {
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW log_timezone")).isEqualTo("UTC");
            assertThat(ask(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(postgres, "SELECT datlocale FROM pg_database WHERE datname = 'tenon'"))
                    .isEqualTo("C.UTF-8");
            assertThat(ask(postgres, "SELECT upper('straße ñ')")).isEqualTo("STRAßE Ñ");
        }
    }

    @Test
    void D1_recovers_after_the_server_itself_was_killed() throws Exception {
        try (LocalPostgres postgres = open()) {
            run(postgres, "CREATE TABLE answers (body TEXT)", "INSERT INTO answers VALUES ('answered')");
            killServer();

            try (LocalPostgres again = open()) {
                assertThat(ask(again, "SELECT body FROM answers")).isEqualTo("answered");
                assertThat(again.port()).isEqualTo(postgres.port());
            }
        }
    }

    @Test
    void D1_a_server_that_was_killed_under_a_running_tenon_is_started_again() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        try (LocalPostgres postgres = LocalPostgres.startOrJoin(data, binaries, step -> {
                    if (step.equals("PostgreSQL runs again")) {
                        back.countDown();
                    }
                })
                .closedByCaller()
                .keptRunning()) {
            run(postgres, "CREATE TABLE survivors (body TEXT)", "INSERT INTO survivors VALUES ('answered')");

            killServer();

            assertThat(back.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ask(postgres, "SELECT body FROM survivors")).isEqualTo("answered");
        }
        assertThat(postmaster()).isEmpty();
    }

    @Test
    void refuses_to_run_with_fsync_off_and_leaves_nothing_running() throws Exception {
        Files.writeString(data.resolve("postgres/local.conf"), "fsync = off\n");

        assertRefused(this::open, Reason.UNSAFE_SETTINGS).hasMessageContaining("fsync = off (must be on)");

        assertThat(postmaster()).isEmpty();
    }

    @Test
    void takes_settings_of_the_operator() throws Exception {
        Files.writeString(data.resolve("postgres/local.conf"), "work_mem = '7MB'\n");

        try (LocalPostgres postgres = open()) {
            assertThat(ask(postgres, "SHOW work_mem")).isEqualTo("7MB");
        }
    }

    @Test
    void listens_on_the_loopback_address_alone_and_asks_for_the_password() throws Exception {
        try (LocalPostgres postgres = open()) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.2", postgres.port()), 2000))
                        .isInstanceOf(IOException.class);
            }
            assertThat(ask(postgres, "SHOW unix_socket_directories")).isEmpty();
            assertThat(ask(postgres, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            Path credentials = data.resolve("postgres/credentials");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(credentials)).contains(postgres.password());
            assertThat(filesUnder(data.resolve("postgres/log"))).noneMatch(log -> log.contains(postgres.password()));
        }
    }

    @Test
    void one_jvm_may_open_it_many_times_and_the_last_to_close_stops_it() throws Exception {
        LocalPostgres first = open();
        LocalPostgres second = open();
        assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());

        first.close();
        first.close();
        assertThat(ask(second, "SELECT 1")).isEqualTo("1");
        second.close();

        assertThat(postmaster()).isEmpty();
    }

    @Test
    void joins_the_server_that_a_killed_jvm_left_and_stops_it_when_done() throws Exception {
        long orphan;
        try (Neighbour neighbour = Neighbour.open(data, binaries)) {
            int port = neighbour.awaitPort();
            neighbour.kill();
            orphan = postmaster().orElseThrow().pid();

            try (LocalPostgres postgres = open()) {
                assertThat(postgres.port()).isEqualTo(port);
                assertThat(postmaster().orElseThrow().pid()).isEqualTo(orphan);
                assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
            }
        }

        assertThat(steps).isEmpty();
        assertThat(postmaster()).isEmpty();
    }

    @Test
    void a_starter_that_leaves_first_does_not_stop_the_server_of_the_others() throws Exception {
        try (Neighbour starter = Neighbour.open(data, binaries)) {
            starter.awaitPort();
            try (LocalPostgres postgres = open()) {
                starter.tell("close");

                assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
            }
        }

        assertThat(postmaster()).isEmpty();
    }

    @Test
    void exiting_or_terminating_a_jvm_that_did_not_close_stops_the_server() throws Exception {
        try (Neighbour exits = Neighbour.open(data, binaries)) {
            exits.awaitPort();
            exits.tell("exit");
            assertThat(postmaster()).isEmpty();
        }
        try (Neighbour terminated = Neighbour.open(data, binaries)) {
            terminated.awaitPort();
            terminated.terminate();
            assertThat(postmaster()).isEmpty();
        }
    }

    @Test
    void first_starts_at_the_same_time_create_one_cluster() throws Exception {
        data = folder;
        List<Neighbour> neighbours = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                neighbours.add(Neighbour.open(data, binaries));
            }
            List<Integer> ports = neighbours.stream().map(Neighbour::awaitPort).toList();

            assertThat(ports.stream().distinct()).hasSize(1);
            assertThat(neighbours.stream()
                            .flatMap(neighbour -> neighbour.steps().stream())
                            .filter(step -> step.startsWith("Creating the database")))
                    .hasSize(1);
            for (Neighbour neighbour : neighbours) {
                neighbour.tell("close");
            }
            assertThat(postmaster()).isEmpty();
        } finally {
            neighbours.forEach(Neighbour::close);
        }
    }

    @Test
    void a_pid_file_left_by_a_crash_of_the_machine_does_not_stand_in_the_way() throws Exception {
        Path pidFile = data.resolve("postgres/cluster/postmaster.pid");
        List<String> left;
        try (LocalPostgres postgres = open()) {
            assertThat(postgres.port()).isPositive();
            left = new ArrayList<>(Files.readAllLines(pidFile));
        }
        // the number was given to another program since, which is alive
        left.set(0, String.valueOf(ProcessHandle.current().pid()));
        Files.write(pidFile, left);

        try (LocalPostgres postgres = open()) {
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void takes_another_port_when_the_last_one_is_taken() throws Exception {
        int last;
        try (LocalPostgres postgres = open()) {
            last = postgres.port();
        }

        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), last));
            try (LocalPostgres postgres = open()) {
                assertThat(postgres.port()).isNotEqualTo(last);
                assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void makes_a_new_password_when_the_old_one_was_lost() throws Exception {
        try (LocalPostgres postgres = open()) {
            run(postgres, "CREATE TABLE kept (body TEXT)", "INSERT INTO kept VALUES ('still here')");
        }
        Files.delete(data.resolve("postgres/credentials"));

        try (LocalPostgres postgres = open()) {
            assertThat(ask(postgres, "SELECT body FROM kept")).isEqualTo("still here");
        }
        assertThat(steps).contains("Replacing the lost database password");
    }

    @Test
    void makes_a_new_password_for_an_orphaned_server_whose_password_was_lost() throws Exception {
        try (Neighbour neighbour = Neighbour.open(data, binaries)) {
            neighbour.awaitPort();
            neighbour.kill();
        }
        Credentials.generate().write(data.resolve("postgres/credentials"));

        try (LocalPostgres postgres = open()) {
            assertThat(ask(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void says_that_the_password_is_lost_while_others_use_the_server() throws Exception {
        Path credentials = data.resolve("postgres/credentials");
        try (Neighbour neighbour = Neighbour.open(data, binaries)) {
            neighbour.awaitPort();
            Files.delete(credentials);

            assertRefused(this::open, Reason.CREDENTIALS_LOST)
                    .hasMessageContaining(credentials.toString())
                    .hasMessageContaining("start again");

            neighbour.tell("close");
        }
    }

    @Test
    void refuses_a_cluster_of_another_major_version_and_leaves_it_alone() throws Exception {
        Path version = data.resolve("postgres/cluster/PG_VERSION");
        String ours = Files.readString(version);
        try {
            Files.writeString(version, "99\n");
            assertRefused(this::open, Reason.OTHER_VERSION)
                    .hasMessageContaining("made by PostgreSQL 99")
                    .hasMessageContaining("newer Tenon");

            Files.writeString(version, "16\n");
            assertRefused(this::open, Reason.OTHER_VERSION).hasMessageContaining("pg_dump");
            assertThat(version).hasContent("16");
        } finally {
            Files.writeString(version, ours);
        }
    }

    @Test
    void refuses_a_data_directory_that_cannot_be_made() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefused(
                        () -> LocalPostgres.startOrJoin(file.resolve("below"), binaries, steps::add),
                        Reason.DIRECTORY_UNUSABLE)
                .hasMessageContaining("TENON_DATA_DIR");
    }

    @Test
    void refuses_a_path_that_a_shell_would_take_apart() {
        assertRefused(
                        () -> LocalPostgres.startOrJoin(folder.resolve("a$HOME"), binaries, steps::add),
                        Reason.DIRECTORY_UNUSABLE)
                .hasMessageContaining("plainer");
    }

    @Test
    void does_not_log_what_failing_statements_hold() throws Exception {
        try (LocalPostgres postgres = open()) {
            run(postgres, "CREATE TABLE people (email TEXT PRIMARY KEY)");
            run(postgres, "INSERT INTO people VALUES ('ana@example.org')");
            assertThatThrownBy(() -> run(postgres, "INSERT INTO people VALUES ('ana@example.org')"))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(filesUnder(data.resolve("postgres/log")))
                .anyMatch(log -> log.contains("ready to accept connections"))
                .noneMatch(log -> log.contains("ana@example.org"));
    }

    private LocalPostgres open() {
        return LocalPostgres.startOrJoin(data, binaries, steps::add);
    }

    private Optional<Postmaster> postmaster() throws IOException {
        return Postmaster.find(ServerFiles.in(data));
    }

    private void killServer() throws Exception {
        ProcessHandle server =
                ProcessHandle.of(postmaster().orElseThrow().pid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get();
    }

    private static AbstractThrowableAssert<?, PostgresUnavailable> assertRefused(ThrowingCallable call, Reason reason) {
        PostgresUnavailable refusal = catchThrowableOfType(PostgresUnavailable.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
        return assertThat(refusal);
    }

    private static void run(LocalPostgres postgres, String... statements) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(LocalPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(LocalPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static List<String> filesUnder(Path directory) throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.add(Files.readString(file));
            }
        }
        return contents;
    }
}
