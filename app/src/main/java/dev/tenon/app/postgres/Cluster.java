package dev.tenon.app.postgres;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the cluster while no server runs on them: made once, configured and started at every start. */
record Cluster(ServerFiles files, Binaries binaries, Account account) {

    private static final Duration CREATION_LIMIT = Duration.ofMinutes(3);

    /** Long enough for the recovery after a crash under load. */
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Duration LOG_KEPT = Duration.ofDays(6);
    private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d{1,5})$");

    /**
     * Makes the cluster under another name and renames it when it is whole, so that a kill in between leaves nothing
     * that looks like one. Data checksums are on, and text sorts by code point on every machine.
     */
    void create(Credentials credentials) throws IOException {
        files.requireRoomForANewCluster();
        deleteUnfinished();
        Path fresh = Files.createTempDirectory(files.home(), "cluster-new-");
        Path password = Files.createTempFile(files.home(), "cluster-new-", ".password");
        try {
            Files.writeString(password, credentials.superuser());
            account.give(password);
            account.give(fresh);
            Programs.Outcome outcome = Programs.run(
                    account.command(
                            binaries.program("initdb"),
                            "--pgdata=" + fresh,
                            "--username=" + Credentials.SUPERUSER_ROLE,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--text-search-config=simple",
                            "--data-checksums",
                            "--no-instructions"),
                    CREATION_LIMIT);
            if (!outcome.succeeded()) {
                throw StartFailure.of("the cluster could not be created", outcome.output(), files.home());
            }
            Files.move(fresh, files.cluster(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(password);
        }
    }

    /** A cluster can be opened only by the major version that made it. */
    void requireSameVersion() throws IOException {
        String made = Files.readString(files.cluster().resolve("PG_VERSION")).strip();
        int brought = binaries.majorVersion();
        if (made.equals(String.valueOf(brought))) {
            return;
        }
        String advice = isNewer(made, brought)
                ? "Start it with the newer Tenon that made it."
                : "Dump it with the Tenon that made it (pg_dump), move %s aside, start this one, and restore the dump."
                        .formatted(files.cluster());
        throw new PostgresUnavailable(
                Reason.OTHER_VERSION,
                "The database in %s was made by PostgreSQL %s, and this Tenon brings PostgreSQL %d. %s"
                        .formatted(files.cluster(), made, brought, advice));
    }

    /** Starts the server and returns when it answers; recovery after a crash included. */
    void start() throws IOException {
        int port = choosePort();
        configure(port);
        deleteOldLogs();
        Path startupLog = files.startupLog();
        Files.deleteIfExists(startupLog);
        Files.createFile(startupLog);
        account.give(startupLog);
        account.give(files);
        Programs.Outcome outcome = Programs.run(
                account.command(
                        binaries.program("pg_ctl"),
                        "start",
                        "--wait",
                        "--timeout=" + START_LIMIT.toSeconds(),
                        "--silent",
                        "--pgdata=" + files.cluster(),
                        "--log=" + startupLog),
                START_LIMIT.plusSeconds(10));
        if (!outcome.succeeded()) {
            String said = StartFailure.tail(startupLog, 0) + latestLog();
            throw StartFailure.of("the server does not start", said.isBlank() ? outcome.output() : said, files.home());
        }
    }

    /**
     * Sets the superuser's password without a server, as only who owns the files can. For a data directory whose
     * credentials were lost.
     */
    void resetSuperuser(Credentials credentials) throws IOException {
        configure(choosePort());
        account.give(files);
        Programs.Outcome outcome = Programs.run(
                account.command(
                        binaries.program("postgres"),
                        "--single",
                        "-D",
                        files.cluster().toString(),
                        "postgres"),
                "ALTER ROLE %s PASSWORD '%s'%n".formatted(Credentials.SUPERUSER_ROLE, credentials.superuser()),
                START_LIMIT);
        if (!outcome.succeeded() || outcome.output().contains("ERROR:")) {
            throw StartFailure.of("the lost password could not be replaced", outcome.output(), files.home());
        }
    }

    /**
     * The last port if it is free, so that another process that uses this database finds it again after a restart; else
     * any free one.
     */
    private int choosePort() throws IOException {
        Path configuration = files.cluster().resolve("postgresql.conf");
        if (Files.exists(configuration)) {
            Matcher last = PORT.matcher(Files.readString(configuration));
            if (last.find()) {
                OptionalInt again = freePort(Integer.parseInt(last.group(1)));
                if (again.isPresent()) {
                    return again.getAsInt();
                }
            }
        }
        return freePort(0)
                .orElseThrow(() -> new PostgresUnavailable(
                        Reason.PORT_TAKEN,
                        "No port is free on 127.0.0.1. End some of the programs that listen there, then start again."));
    }

    private static OptionalInt freePort(int wished) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wished), 1);
            return OptionalInt.of(socket.getLocalPort());
        } catch (IOException e) {
            // taken, which is the answer
            return OptionalInt.empty();
        }
    }

    /** Written anew at every start, so that a newer Tenon brings its settings along. */
    private void configure(int port) throws IOException {
        replace("postgresql.conf", """
                # Written by Tenon at every start of the server; put settings of your own into
                # %4$s, which is read last.

                listen_addresses = '127.0.0.1'
                port = %1$d
                unix_socket_directories = ''
                max_connections = 100
                password_encryption = 'scram-sha-256'

                # what was answered stays, whatever crashes
                fsync = on
                synchronous_commit = on
                full_page_writes = on

                shared_buffers = '128MB'
                dynamic_shared_memory_type = posix
                max_wal_size = '1GB'
                min_wal_size = '80MB'

                # plans that were kept when a table was nearly empty are made anew soon after it has grown
                autovacuum_naptime = '5s'

                timezone = 'UTC'
                log_timezone = 'UTC'
                datestyle = 'iso, ymd'
                lc_messages = 'C'
                lc_monetary = 'C'
                lc_numeric = 'C'
                lc_time = 'C'
                default_text_search_config = 'pg_catalog.simple'

                # a week of files; statements that fail are the caller's to report, and hold personal data
                logging_collector = on
                log_directory = '%2$s'
                log_filename = 'postgres-%%a.log'
                log_rotation_age = '1d'
                log_rotation_size = 0
                log_truncate_on_rotation = on
                log_min_messages = log
                log_min_error_statement = panic
                log_error_verbosity = terse
                log_checkpoints = off
                log_line_prefix = '%%m [%%p] '

                include_if_exists = '%3$s'
                """.formatted(port, files.log(), files.localSettings(), files.localSettings()));
        replace("pg_hba.conf", """
                # Written by Tenon at every start of the server: this machine only, and by password.
                host all all 127.0.0.1/32 scram-sha-256
                """);
    }

    private void replace(String name, String content) throws IOException {
        Path file = files.cluster().resolve(name);
        Path fresh = files.cluster().resolve(name + ".new");
        Files.writeString(fresh, content, StandardCharsets.UTF_8);
        account.give(fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The weekday's file of last week would otherwise be added to by a server that is restarted every day. */
    private void deleteOldLogs() throws IOException {
        Instant oldest = Instant.now().minus(LOG_KEPT);
        try (Stream<Path> logs = Files.list(files.log())) {
            for (Path log : logs.toList()) {
                if (Files.getLastModifiedTime(log).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(log);
                }
            }
        }
    }

    private String latestLog() throws IOException {
        try (Stream<Path> logs = Files.list(files.log())) {
            List<Path> newestFirst = logs.filter(log -> !log.equals(files.startupLog()))
                    .sorted((a, b) -> modified(b).compareTo(modified(a)))
                    .toList();
            return newestFirst.isEmpty() ? "" : StartFailure.tail(newestFirst.get(0), 0);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteUnfinished() throws IOException {
        try (Stream<Path> siblings = Files.list(files.home())) {
            for (Path sibling : siblings.toList()) {
                if (sibling.getFileName().toString().startsWith("cluster-new-")) {
                    FileTrees.delete(sibling);
                }
            }
        }
    }

    private static boolean isNewer(String made, int brought) {
        return made.matches("\\d{1,4}") && Integer.parseInt(made) > brought;
    }
}
