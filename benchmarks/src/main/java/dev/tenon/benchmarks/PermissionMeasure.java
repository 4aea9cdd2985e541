package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.crypto.GuessedStrength;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * A permission check in process, once the actor is loaded from the database: beside jCasbin on the same roles, plain and with its
 * cache, and beside a bit set, which is as little as a check can be. All in this process, in turns.
 */
record PermissionMeasure(Bench bench) {

    private static final String SUBJECT = "support";
    private static final int ROUNDS = 7;
    private static final long WARM_UP_NANOS = 1_500_000_000L;
    private static final long ROUND_NANOS = 400_000_000L;
    private static final int BATCH = 1_024;
    private static final double MOST_NANOS = 200;

    private static final String MODEL = """
            [request_definition]
            r = sub, obj, act

            [policy_definition]
            p = sub, obj, act

            [role_definition]
            g = _, _

            [policy_effect]
            e = some(where (p.eft == allow))

            [matchers]
            m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
            """;

    /** One way of answering the question of this number. */
    private interface Check {

        boolean allowed(int question);
    }

    void addTo(Table table) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(bench.database().url());
        config.setUsername(bench.database().user());
        config.setPassword(bench.database().password());
        config.setMaximumPoolSize(2);
        try (HikariDataSource database = new HikariDataSource(config)) {
            addTo(table, tenon(database));
        }
    }

    private static void addTo(Table table, Tenon tenon) {
        Actor system = Actor.system("benchmark");
        List<String> names = new ArrayList<>();
        Enforcer plain = new Enforcer(model());
        CachedEnforcer cached = new CachedEnforcer(model());
        tenon.permissions()
                .list(system, PageRequest.first(200))
                .items()
                .forEach(permission -> names.add(permission.name()));
        tenon.roles()
                .list(system, null, PageRequest.first(200))
                .items()
                .forEach(role -> role.permissions().forEach(permission -> {
                    String[] parts = permission.split(":", -1);
                    plain.addPolicy(role.name(), parts[0], parts[1]);
                    cached.addPolicy(role.name(), parts[0], parts[1]);
                }));
        Actor loaded = tenon.sessions().actingAs(system, supporter(tenon, system));
        for (Enforcer enforcer : List.of(plain, cached)) {
            enforcer.addGroupingPolicy(SUBJECT, "support");
            enforcer.addGroupingPolicy(SUBJECT, "member");
        }
        String[] permissions = names.toArray(String[]::new);
        String[][] parts =
                Stream.of(permissions).map(name -> name.split(":", -1)).toArray(String[][]::new);
        BitSet bits = new BitSet();
        for (int index = 0; index < permissions.length; index++) {
            bits.set(index, loaded.permissions().contains(permissions[index]));
        }
        List<Check> checks = List.of(
                question -> tenon.permissions().check(loaded, permissions[question]),
                question -> cached.enforce(SUBJECT, parts[question][0], parts[question][1]),
                question -> plain.enforce(SUBJECT, parts[question][0], parts[question][1]),
                bits::get);
        requireSameAnswers(checks, permissions);
        add(table, median(checks, permissions.length));
    }

    private static void add(Table table, double[] nanos) {
        table.bound("permission check in process", nanos[0], "ns", MOST_NANOS);
        table.add("  beside jCasbin with its cache", ns(nanos[0]), ns(nanos[1]), nanos[1] / nanos[0], 1);
        table.note("  beside jCasbin", ns(nanos[0]), ns(nanos[2]), nanos[2] / nanos[0]);
        table.note("  beside a bit set", ns(nanos[0]), ns(nanos[3]), nanos[3] / nanos[0]);
    }

    private static String ns(double nanos) {
        return "%.1f ns".formatted(nanos);
    }

    private static Tenon tenon(DataSource database) {
        return TenonCore.builder()
                .storage(JdbiStorage.of(database))
                .passwords(new BcryptPasswords(12))
                .passwordStrength(new GuessedStrength())
                .build();
    }

    /** Somebody with two roles, as most who may more than their own. */
    private static String supporter(Tenon tenon, Actor system) {
        String email = "supporter@example.org";
        tenon.accounts()
                .register(
                        system,
                        new Registration(email, Bench.PASSWORD).verified().withRoles(Set.of("support")));
        return email;
    }

    private static Model model() {
        Model model = new Model();
        model.loadModelFromText(MODEL);
        return model;
    }

    private static void requireSameAnswers(List<Check> checks, String[] permissions) {
        for (int question = 0; question < permissions.length; question++) {
            boolean first = checks.get(0).allowed(question);
            for (Check check : checks) {
                if (check.allowed(question) != first) {
                    throw new IllegalStateException("They do not agree about " + permissions[question]);
                }
            }
        }
    }

    /** Nanoseconds of one check each, the median over rounds in turns. */
    private static double[] median(List<Check> checks, int questions) {
        checks.forEach(check -> nanos(check, questions, WARM_UP_NANOS));
        double[][] rounds = new double[checks.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int index = 0; index < checks.size(); index++) {
                rounds[index][round] = nanos(checks.get(index), questions, ROUND_NANOS);
            }
        }
        return Arrays.stream(rounds)
                .mapToDouble(each -> Arrays.stream(each).sorted().toArray()[ROUNDS / 2])
                .toArray();
    }

    private static double nanos(Check check, int questions, long atLeast) {
        long began = System.nanoTime();
        long asked = 0;
        long allowed = 0;
        int question = 0;
        long now = began;
        while (now - began < atLeast) {
            for (int turn = 0; turn < BATCH; turn++) {
                allowed += check.allowed(question) ? 1 : 0;
                question = question + 1 == questions ? 0 : question + 1;
            }
            asked += BATCH;
            now = System.nanoTime();
        }
        if (allowed == 0 || allowed == asked) {
            throw new IllegalStateException("All answers were alike");
        }
        return (double) (now - began) / asked;
    }
}
