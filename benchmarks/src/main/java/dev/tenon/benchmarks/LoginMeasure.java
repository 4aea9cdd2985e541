package dev.tenon.benchmarks;

import dev.tenon.crypto.BcryptPasswords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

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
        for (int round = 0; round < ROUNDS; round++) {
            bounds[round] = hashesPerSecond();
            logins[round] = load.run(ROUND, NO_BOUND).perSecond();
            ratios[round] = logins[round] / bounds[round];
        }
        table.add(
                "sign-ins with a password / bcrypt alone on all cores",
                "%.1f/s".formatted(Duel.median(logins)),
                "%.1f/s".formatted(Duel.median(bounds)),
                Duel.median(ratios),
                0.9);
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
        for (int attempt = -2; attempt < TRIES; attempt++) {
            for (Map.Entry<String, String> account : accounts.entrySet()) {
                String password = account.getKey().equals("banned") ? Bench.PASSWORD : WRONG;
                double seconds = Session.refusedIn(tenon.port(), account.getValue(), password);
                if (attempt >= 0) {
                    times.computeIfAbsent(account.getKey(), any -> new double[TRIES])[attempt] = seconds;
                }
            }
        }
        double[] medians = times.values().stream().mapToDouble(Duel::median).toArray();
        double shortest = Double.MAX_VALUE;
        double longest = 0;
        for (double median : medians) {
            shortest = Math.min(shortest, median);
            longest = Math.max(longest, median);
        }
        table.add(
                "time of a refused sign-in, whatever is wrong",
                "%.1f ms".formatted(1000 * shortest),
                "%.1f ms".formatted(1000 * longest),
                shortest / longest,
                0.95);
        times.forEach((kind, seconds) ->
                table.note("  " + kind, "%.1f ms".formatted(1000 * Duel.median(seconds)), "", Double.NaN));
    }
}
