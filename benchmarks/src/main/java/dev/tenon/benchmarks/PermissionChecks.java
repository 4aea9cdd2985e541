package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.BcryptPasswords;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.Permissions;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One permission check in process, of an actor that was loaded from the database, and the same question to jCasbin on the same roles
 * and to a bit set. One permission of the catalogue after the other is asked for. Run by {@link PermissionMeasure}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class PermissionChecks {

    /** Whose permissions are checked: somebody with two roles, as most who may more than their own. */
    static final String SUPPORTER = "supporter@example.org";

    private static final List<String> ROLES = List.of("support", "member");

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

    private final String[] names;
    private final String[][] parts;
    private final Permissions permissions;
    private final Actor actor;
    private final Enforcer cached;
    private final Enforcer plain;
    private final BitSet bits = new BitSet();
    private int last;

    /** Loads what is asked, and sees that all give the same answers. */
    public PermissionChecks() {
        try (HikariDataSource pool = Database.ofBenchmark().pool(1)) {
            Tenon tenon = TenonCore.builder()
                    .storage(JdbiStorage.of(pool))
                    .passwords(new BcryptPasswords(12))
                    .build();
            Actor system = Actor.system("benchmark");
            PageRequest all = PageRequest.first(200);
            permissions = tenon.permissions();
            actor = tenon.sessions().actingAs(system, SUPPORTER);
            names = permissions.list(system, all).items().stream()
                    .map(permission -> permission.name())
                    .toArray(String[]::new);
            List<Role> roles = tenon.roles().list(system, null, all).items();
            cached = enforcing(roles, new CachedEnforcer(model()));
            plain = enforcing(roles, new Enforcer(model()));
        }
        parts = Stream.of(names).map(name -> name.split(":", -1)).toArray(String[][]::new);
        for (int question = 0; question < names.length; question++) {
            bits.set(question, actor.permissions().contains(names[question]));
        }
        requireSameAnswers();
    }

    /** What Tenon's core asks before each use case. */
    @Benchmark
    public boolean tenon() {
        return permissions.check(actor, names[next()]);
    }

    /** Where everything was asked before: the bar. */
    @Benchmark
    public boolean cachedJcasbin() {
        return enforce(cached, next());
    }

    @Benchmark
    public boolean jcasbin() {
        return enforce(plain, next());
    }

    /** As little as a check can be: the limit. */
    @Benchmark
    public boolean bitSet() {
        return bits.get(next());
    }

    private int next() {
        last = last + 1 == names.length ? 0 : last + 1;
        return last;
    }

    private boolean enforce(Enforcer enforcer, int question) {
        return enforcer.enforce(SUPPORTER, parts[question][0], parts[question][1]);
    }

    private static Enforcer enforcing(List<Role> roles, Enforcer enforcer) {
        for (Role role : roles) {
            for (String permission : role.permissions()) {
                String[] parts = permission.split(":", -1);
                enforcer.addPolicy(role.name(), parts[0], parts[1]);
            }
        }
        ROLES.forEach(role -> enforcer.addGroupingPolicy(SUPPORTER, role));
        return enforcer;
    }

    private static Model model() {
        Model model = new Model();
        model.loadModelFromText(MODEL);
        return model;
    }

    private void requireSameAnswers() {
        int allowed = bits.cardinality();
        if (allowed == 0 || allowed == names.length) {
            throw new IllegalStateException("All answers are alike");
        }
        for (int question = 0; question < names.length; question++) {
            boolean answer = bits.get(question);
            if (permissions.check(actor, names[question]) != answer
                    || enforce(cached, question) != answer
                    || enforce(plain, question) != answer) {
                throw new IllegalStateException("They do not agree about " + names[question]);
            }
        }
    }
}
