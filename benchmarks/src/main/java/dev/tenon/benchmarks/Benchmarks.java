package dev.tenon.benchmarks;

import dev.tenon.app.postgres.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Runs every measure against a fresh, durable PostgreSQL on this machine, and prints one table. Both sides of a ratio are
 * measured in turns, on the same database, after both have warmed up; see {@code benchmarks/README.md}.
 *
 * <p>Arguments: the folder of the distribution (it has {@code bin/tenon}), a folder to work in, which is emptied, and which
 * of {@code reads}, {@code writes}, {@code logins}, {@code keys}, {@code permissions}, {@code flags}, {@code uploads},
 * {@code emails}, {@code imports}, {@code renewals}, {@code audit} and {@code starts} to measure; all of them if none is named.
 * {@code documents}, which fills in a million, and {@code transfers}, which needs nginx, are measured only if named.
 */
public final class Benchmarks {

    private static final List<String> ALL = List.of(
            "reads",
            "writes",
            "logins",
            "keys",
            "permissions",
            "flags",
            "uploads",
            "emails",
            "imports",
            "renewals",
            "audit",
            "starts");

    static final int POOL_SIZE = 10;
    private static final int CONNECTIONS = 16;
    private static final int USERS = 100_000;
    private static final int DEEP = 99_900;

    private final Bench bench;
    private final Table table = new Table();

    private Benchmarks(Bench bench) {
        this.bench = bench;
    }

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        Path folder = Path.of(arguments[1]).toAbsolutePath();
        Instant began = Instant.now();
        remove(folder);
        Files.createDirectories(folder);
        Table table;
        try (LocalPostgres postgres = LocalPostgres.startOrJoin(folder.resolve("database"), Benchmarks::say)) {
            List<String> parts = List.of(arguments).subList(2, arguments.length);
            table = new Benchmarks(Bench.over(postgres, distribution, folder)).run(parts.isEmpty() ? ALL : parts);
        }
        remove(folder);
        System.out.println();
        System.out.print(table);
        System.out.printf(
                "%n%d cores, Java %s, PostgreSQL with fsync on; %d s in all.%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                Duration.between(began, Instant.now()).toSeconds());
    }

    /** Tells whoever waits what is going on. */
    static void say(String line) {
        System.err.println(line);
    }

    private Table run(List<String> parts) throws IOException, SQLException, InterruptedException {
        say("Making an administrator, and " + USERS + " users");
        bench.makeAdministrator();
        bench.database().addUsers(USERS);
        if (parts.contains("reads") || parts.contains("writes")) {
            requests(parts);
        }
        if (parts.contains("logins")) {
            say("Signing in");
            new LoginMeasure(bench).addTo(table);
        }
        if (parts.contains("keys")) {
            say("Asking with API keys");
            new KeyMeasure(bench).addTo(table);
        }
        if (parts.contains("permissions")) {
            say("Checking permissions");
            new PermissionMeasure(bench).addTo(table);
        }
        if (parts.contains("flags")) {
            say("Asking for flags");
            new FlagMeasure(bench).addTo(table);
        }
        if (parts.contains("uploads")) {
            say("Uploading documents");
            new UploadMeasure(bench).addTo(table);
        }
        if (parts.contains("emails")) {
            say("Queueing and sending mails");
            new EmailMeasure(bench).addTo(table);
        }
        if (parts.contains("imports")) {
            say("Importing people");
            new ImportMeasure(bench).addTo(table);
        }
        if (parts.contains("renewals")) {
            say("Renewing subscriptions");
            new RenewalMeasure(bench).addTo(table);
        }
        if (parts.contains("audit")) {
            say("Changing with and without audit rows, and searching them");
            new AuditMeasure(bench).addTo(table);
        }
        if (parts.contains("documents")) {
            say("Looking for documents");
            new DocumentMeasure(bench).addTo(table);
        }
        if (parts.contains("transfers")) {
            say("Uploading and downloading beside nginx");
            new TransferMeasure(bench).addTo(table);
        }
        if (parts.contains("starts")) {
            say("Preparing the ahead-of-time cache, and starting the server again and again");
            new StartMeasure(bench, bench.prepareCache()).addTo(table);
        }
        return table;
    }

    private void requests(List<String> parts) throws IOException, SQLException, InterruptedException {
        try (ServerProcess tenon = bench.startTenon("-Xmx512m", false);
                ServerProcess floor = bench.startFloor()) {
            List<Session> sessions = bench.signIn(tenon.port(), CONNECTIONS);
            List<String> headers = sessions.stream().map(Session::header).toList();
            Session session = sessions.get(0);
            Duel duel = new Duel(tenon, floor, bench.database().server());
            if (parts.contains("reads")) {
                reads(tenon, floor, session, headers, duel);
            }
            if (parts.contains("writes")) {
                writes(tenon, floor, headers, duel);
            }
        }
    }

    private void reads(ServerProcess tenon, ServerProcess floor, Session session, List<String> headers, Duel duel)
            throws IOException, SQLException, InterruptedException {
        Load one = Load.get(floor.port(), "/rows/" + session.userId(), List.of(""), CONNECTIONS);

        say("GET /v1/me");
        Load me = Load.get(tenon.port(), "/v1/me", headers, CONNECTIONS);
        duel.fight(me, one, 8).addTo(table, "GET /v1/me, 16 connections / SELECT of one row", 0.8);

        say("GET /v1/users, the first page and a late one");
        String late = "/v1/users?limit=50&cursor=" + session.cursorAfter(tenon.port(), DEEP);
        Load firstPage = Load.get(tenon.port(), "/v1/users?limit=50", headers, CONNECTIONS);
        Load latePage = Load.get(tenon.port(), late, headers, CONNECTIONS);
        duel.fight(firstPage, one, 5).addTo(table, "GET /v1/users?limit=50, first page / SELECT of one row", 0.3);
        duel.fight(latePage, one, 5).addTo(table, "GET /v1/users?limit=50 after 99,900 / SELECT of one row", 0.3);
        Duel pages = new Duel(tenon, tenon, bench.database().server());
        pages.fight(latePage, firstPage, 5).addTo(table, "page after 99,900 / first page", 0.8);
    }

    private void writes(ServerProcess tenon, ServerProcess floor, List<String> headers, Duel duel) throws IOException {
        say("POST /v1/users");
        AtomicLong number = new AtomicLong();
        Load create = Load.post(
                tenon.port(),
                "/v1/users",
                headers,
                () -> "{\"email\":\"new-" + number.incrementAndGet() + "@example.org\"}",
                CONNECTIONS);
        Load insert = Load.post(
                floor.port(),
                "/rows",
                List.of(""),
                () -> "new-" + number.incrementAndGet() + "@example.org",
                CONNECTIONS);
        duel.fight(create, insert, 8).addTo(table, "POST /v1/users, 16 connections / INSERT of one row", 0.3);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
