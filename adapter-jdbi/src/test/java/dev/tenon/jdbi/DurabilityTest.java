package dev.tenon.jdbi;

import static dev.tenon.testkit.Fixtures.anAccount;
import static dev.tenon.testkit.Fixtures.anAuditEntry;
import static dev.tenon.testkit.Fixtures.anUnchainedRow;
import static dev.tenon.testkit.MovableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.jdbi.migration.Migrations;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Race;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills every process of a PostgreSQL with durable settings while eight threads write, and starts it again. Units of work
 * give the audit head back before their commit is on disk; what was acknowledged must be there all the same.
 */
class DurabilityTest {

    private static final int WRITERS = 8;
    private static final int ENOUGH = 400;

    @TempDir
    private Path directory;

    @Test
    void D1_what_was_acknowledged_survives_a_kill_of_the_database() throws Exception {
        Queue<UserId> acknowledged = new ConcurrentLinkedQueue<>();
        CountDownLatch enough = new CountDownLatch(ENOUGH);

        EmbeddedPostgres first = start();
        try (ConnectionPool pool = pool(first)) {
            Migrations.of(pool.dataSource()).migrate();
            JdbiStorage storage = JdbiStorage.of(pool.dataSource());
            List<CompletableFuture<Boolean>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(number -> Race.start(() -> writesUntilItIsRefused(storage, acknowledged, enough)))
                    .toList();
            Race.await(enough);
            kill();
            assertThat(writers)
                    .allSatisfy(writer -> assertThat(Race.await(writer)).isTrue());
        }

        first.close();
        try (EmbeddedPostgres second = start();
                ConnectionPool pool = pool(second)) {
            JdbiStorage storage = JdbiStorage.of(pool.dataSource());
            List<AuditRow> trail = storage.audit().read("global", 0, 1_000_000);
            Set<String> inTheTrail =
                    trail.stream().map(row -> row.entry().recordId()).collect(Collectors.toSet());

            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
            assertThat(acknowledged).allSatisfy(id -> {
                assertThat(storage.accounts().find(id)).isPresent();
                assertThat(inTheTrail).contains(id.toString());
            });
            assertThat(trail.get(trail.size() - 1).sequence()).isEqualTo(trail.size());
            assertThat(storage.audit().heads().get(0).hash())
                    .isEqualTo(trail.get(trail.size() - 1).hash());
        }
    }

    private static boolean writesUntilItIsRefused(
            JdbiStorage storage, Queue<UserId> acknowledged, CountDownLatch enough) {
        while (true) {
            Account account = anAccount();
            try {
                storage.unitOfWork().run(() -> {
                    storage.accounts().insertIfAbsent(account, "!");
                    storage.audit().append("global", List.of(anUnchainedRow(account.id(), about(account), START)));
                    return true;
                });
            } catch (Refusal databaseIsGone) {
                return true;
            }
            acknowledged.add(account.id());
            enough.countDown();
        }
    }

    private static AuditEntry about(Account account) {
        return new AuditEntry(
                "account.registered",
                "users",
                account.id().toString(),
                anAuditEntry().details());
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                // The log is written late unless somebody waits for it: a commit that nobody waited for is lost for
                // sure.
                .setServerConfig("wal_writer_delay", "10s")
                .setServerConfig("wal_writer_flush_after", "1GB")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    private static ConnectionPool pool(EmbeddedPostgres server) {
        String url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
        return ConnectionPool.open(PoolSettings.of(url, "postgres", "postgres")
                .withSize(WRITERS)
                .withConnectionTimeout(Duration.ofSeconds(20)));
    }

    /** As {@code kill -9} of every process would: what is in the server's memory is gone. */
    private void kill() throws Exception {
        long pid = Long.parseLong(Files.readAllLines(directory.resolve("data/postmaster.pid"))
                .get(0)
                .strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            each.onExit().get(30, TimeUnit.SECONDS);
        }
        Files.deleteIfExists(directory.resolve("data/postmaster.pid"));
    }
}
