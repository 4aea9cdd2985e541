package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.crypto.GuessedStrength;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import java.io.IOException;
import java.util.Set;

/**
 * A permission check in process, once the actor is loaded from the database: beside jCasbin on the same roles, plain and with its
 * cache, and beside a bit set, which is as little as a check can be. JMH measures {@link PermissionChecks}.
 */
record PermissionMeasure(Bench bench) {

    private static final double MOST_NANOS = 200;

    void addTo(Table table) throws IOException {
        addSupporter();
        Microbenchmark.Scores nanos = new Microbenchmark(bench).run(PermissionChecks.class);
        double tenon = nanos.of("tenon");
        double cached = nanos.of("cachedJcasbin");
        double plain = nanos.of("jcasbin");
        double bits = nanos.of("bitSet");
        table.bound("permission check in process", tenon, "ns", MOST_NANOS);
        table.add("  beside jCasbin with its cache", ns(tenon), ns(cached), cached / tenon, 1);
        table.note("  beside jCasbin", ns(tenon), ns(plain), plain / tenon);
        table.note("  beside a bit set", ns(tenon), ns(bits), bits / tenon);
    }

    private void addSupporter() {
        try (HikariDataSource pool = bench.database().pool(1)) {
            TenonCore.builder()
                    .storage(JdbiStorage.of(pool))
                    .passwords(new BcryptPasswords(12))
                    .passwordStrength(new GuessedStrength())
                    .build()
                    .accounts()
                    .register(
                            Actor.system("benchmark"),
                            new Registration(PermissionChecks.SUPPORTER, Bench.PASSWORD)
                                    .verified()
                                    .withRoles(Set.of("support")));
        }
    }

    private static String ns(double nanos) {
        return "%.1f ns".formatted(nanos);
    }
}
