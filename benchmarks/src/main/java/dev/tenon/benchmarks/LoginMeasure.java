package dev.tenon.benchmarks;

import dev.tenon.crypto.BcryptPasswords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;

/**
 * Signing in against the hashing that it cannot do without, on the same cores; what the rest of the server does meanwhile;
 * and whether the time of a refusal tells what was wrong.
 */
record LoginMeasure(Bench bench) {

    /** As many as hash at once, and some that wait, so that no core is idle and nobody is refused. */
    private static final int CONNECTIONS = 2 * Runtime.getRuntime().availableProcessors();

    private static final int COST = 12;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int ROUNDS = 3;
    private static final long NO_BOUND = 1_000_000;
    private static final int TRIES = 15;
    private static final int HASHES = 9;
    private static final String WRONG = "a wrong sentence for measuring";

    void addTo(Table table) throws IOException, InterruptedException {
        try (ServerProcess tenon = bench.startTenon("-Xmx512m", false)) {
            Session admin = bench.signIn(tenon.port());
            logins(tenon, admin, table);
            refusals(tenon, admin, table);
        }
    }

    private void logins(ServerProcess tenon, Session admin, Table table) throws IOException, InterruptedException {
        // Not the administrator: the oldest session ends when an account has a hundred.
        admin.post(
                tenon.port(),
                "/v1/users",
                "{\"email\":\"often@example.org\",\"password\":\"" + Bench.PASSWORD + "\",\"isEmailVerified\":true}");
        Load load = Load.post(
                tenon.port(),
                "/v1/sessions",
                List.of(""),
                () -> Session.credentials("often@example.org", Bench.PASSWORD),
                CONNECTIONS);
        Load checks = Load.get(tenon.port(), "/v1/me", List.of(admin.header()), 1);
        load.run(ROUND, NO_BOUND);
        double[] ratios = new double[ROUNDS];
        double[] logins = new double[ROUNDS];
        double[] bounds = new double[ROUNDS];
        Duration spent = Duration.ZERO;
        long signedIn = 0;
        for (int round = 0; round < ROUNDS; round++) {
            bounds[round] = hashesPerSecond();
            Duration before = tenon.cpu();
            Load.Sample sample = load.run(ROUND, NO_BOUND);
            spent = spent.plus(tenon.cpu()).minus(before);
            signedIn += sample.requests();
            logins[round] = sample.perSecond();
            ratios[round] = logins[round] / bounds[round];
        }
        table.add(
                "sign-ins with a password / bcrypt alone on all cores",
                "%.1f/s".formatted(Duel.median(logins)),
                "%.1f/s".formatted(Duel.median(bounds)),
                Duel.median(ratios),
                0.9);
        double own = spent.toNanos() / 1e6 / signedIn;
        double hash = hashMillis();
        table.note("  its processor time, server", "%.1f ms".formatted(own), "%.1f ms".formatted(hash), hash / own);
        table.note("  GET /v1/me meanwhile, one connection", checkedBeside(load, checks), "", Double.NaN);
    }

    /** How often a session is checked per second while as many sign in as can. */
    private static String checkedBeside(Load load, Load checks) throws IOException, InterruptedException {
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Load.Sample> signIns = beside.submit(() -> load.run(ROUND, NO_BOUND));
            double perSecond = checks.run(ROUND, NO_BOUND).perSecond();
            signIns.get();
            return "%,.0f/s".formatted(perSecond);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The sign-ins failed", failure.getCause());
        }
    }

    private static double hashesPerSecond() throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        BcryptPasswords passwords = new BcryptPasswords(COST);
        String hash = passwords.hash(Bench.PASSWORD);
        LongAdder done = new LongAdder();
        long began = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int core = 0; core < cores; core++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() - began < ROUND.toNanos()) {
                    passwords.verify(Bench.PASSWORD, hash);
                    done.increment();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return done.sum() * 1e9 / (System.nanoTime() - began);
    }

    /** Processor time of one hash, which other programs on the machine hardly change. */
    private static double hashMillis() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        BcryptPasswords passwords = new BcryptPasswords(COST);
        String hash = passwords.hash(Bench.PASSWORD);
        double[] millis = new double[HASHES];
        for (int each = 0; each < HASHES; each++) {
            long before = threads.getCurrentThreadCpuTime();
            passwords.verify(Bench.PASSWORD, hash);
            millis[each] = (threads.getCurrentThreadCpuTime() - before) / 1e6;
        }
        return Duel.median(millis);
    }

    /** In turns, so that whatever else the machine does meets all alike. */
    private void refusals(ServerProcess tenon, Session admin, Table table) throws IOException, InterruptedException {
        Map<String, String> accounts = new LinkedHashMap<>();
        accounts.put("wrong password", Bench.EMAIL);
        accounts.put("unknown address", "nobody@example.org");
        accounts.put("no password", "social@example.org");
        accounts.put("banned", "banned@example.org");
        admin.post(tenon.port(), "/v1/users", "{\"email\":\"social@example.org\",\"isEmailVerified\":true}");
        String banned = Session.text(
                admin.post(
                        tenon.port(),
                        "/v1/users",
                        "{\"email\":\"banned@example.org\",\"password\":\"" + Bench.PASSWORD
                                + "\",\"isEmailVerified\":true}"),
                "id");
        admin.patch(tenon.port(), "/v1/users/" + banned, "{\"status\":\"banned\"}");

        Map<String, double[]> times = new LinkedHashMap<>();
        Map<String, Duration> spent = new LinkedHashMap<>();
        List<Map.Entry<String, String>> order = new ArrayList<>(accounts.entrySet());
        for (int attempt = -2; attempt < TRIES; attempt++) {
            Collections.rotate(order, 1);
            for (Map.Entry<String, String> account : order) {
                String kind = account.getKey();
                String password = kind.equals("banned") ? Bench.PASSWORD : WRONG;
                Duration before = tenon.cpu();
                double seconds = Session.refusedIn(tenon.port(), account.getValue(), password);
                if (attempt >= 0) {
                    times.computeIfAbsent(kind, any -> new double[TRIES])[attempt] = seconds;
                    spent.merge(kind, tenon.cpu().minus(before), Duration::plus);
                }
            }
        }
        addRange(
                table,
                "time of a refused sign-in, whatever is wrong",
                times.values().stream().mapToDouble(seconds -> 1000 * Duel.median(seconds)),
                0.95);
        addRange(
                table,
                "  its processor time, server (mean)",
                spent.values().stream().mapToDouble(all -> all.toNanos() / 1e6 / TRIES),
                Double.NaN);
        times.forEach((kind, seconds) ->
                table.note("  " + kind, "%.1f ms".formatted(1000 * Duel.median(seconds)), "", Double.NaN));
    }

    /** The shortest against the longest. */
    private static void addRange(Table table, String measure, DoubleStream millis, double target) {
        DoubleSummaryStatistics range = millis.summaryStatistics();
        String shortest = "%.1f ms".formatted(range.getMin());
        String longest = "%.1f ms".formatted(range.getMax());
        double ratio = range.getMin() / range.getMax();
        if (Double.isNaN(target)) {
            table.note(measure, shortest, longest, ratio);
        } else {
            table.add(measure, shortest, longest, ratio, target);
        }
    }
}
