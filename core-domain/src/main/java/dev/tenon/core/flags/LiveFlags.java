package dev.tenon.core.flags;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.FlagStrategy;
import dev.tenon.ports.flags.spi.FeatureFlagStore;
import dev.tenon.ports.flags.spi.FeatureFlagStore.State;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The flags of now, in memory. They are read when somebody first asks, and again soon after each change on any server; while the
 * database is away, the last ones count.
 */
final class LiveFlags implements FlagEvaluator {

    private static final String TOPIC = "flags";
    private static final int LONGEST_TRAILED = 2_000;

    private static final long NOTHING_YET = -1;

    private final Kernel kernel;
    private final FeatureFlagStore store;
    private final Surroundings surroundings;
    private final ReentrantLock reading = new ReentrantLock();

    private volatile @Nullable Snapshot snapshot;

    LiveFlags(Kernel kernel, Surroundings surroundings) {
        this.kernel = kernel;
        this.store = kernel.storage().featureFlags();
        this.surroundings = surroundings;
    }

    @Override
    public boolean isEnabled(String flag, FlagContext context) {
        return present().flags().isEnabled(flag, context);
    }

    @Override
    public FlagEvaluation evaluate(String flag, FlagContext context) {
        return present().flags().evaluate(flag, context);
    }

    @Override
    public List<FlagEvaluation> evaluateAll(FlagContext context) {
        return present().flags().evaluateAll(context);
    }

    /** The flags of now. */
    Snapshot present() {
        Snapshot known = snapshot;
        return known == null ? first() : known;
    }

    private Snapshot first() {
        reading.lock();
        try {
            if (snapshot == null) {
                refresh();
                // For as long as the program runs: whoever has asked once asks again.
                kernel.storage().signals().listen(TOPIC, this::refresh);
            }
            return present();
        } finally {
            reading.unlock();
        }
    }

    /** Changes flags or segments, one change after the other, and has every server read them anew. */
    <T> T change(Actor actor, Instant now, Function<Change, T> work) {
        T result = kernel.changes().commit(actor, now, change -> {
            store.lockForChange();
            T changed = work.apply(change);
            kernel.storage().signals().send(TOPIC);
            return changed;
        });
        if (snapshot != null) {
            refresh();
        }
        return result;
    }

    /** What the trail keeps of a JSON value: its beginning, if it is long. */
    static String trailed(JsonText json) {
        String text = json.text();
        return text.length() <= LONGEST_TRAILED ? text : text.substring(0, LONGEST_TRAILED) + "...";
    }

    private void refresh() {
        reading.lock();
        try {
            Snapshot known = snapshot;
            store.stateUnless(known == null ? NOTHING_YET : known.version())
                    .ifPresent(state -> snapshot = Snapshot.of(state, surroundings));
        } finally {
            reading.unlock();
        }
    }

    /**
     * The flags of one moment.
     *
     * @param json how SDKs of Unleash read them
     * @param asksForPlan whether any flag looks at the plan
     * @param asksForRoles whether any flag looks at the roles
     */
    record Snapshot(long version, CompiledFlags flags, String json, boolean asksForPlan, boolean asksForRoles) {

        static Snapshot of(State state, Surroundings surroundings) {
            Map<String, List<FlagConstraint>> segments =
                    state.segments().stream().collect(Collectors.toMap(FlagSegment::name, FlagSegment::constraints));
            return new Snapshot(
                    state.version(),
                    new CompiledFlags(state.flags(), segments, surroundings),
                    new UnleashFeatures(segments, surroundings.environment())
                            .of(state.flags())
                            .text(),
                    asksFor(state, FlagStrategy.PLANS, "plan"),
                    asksFor(state, FlagStrategy.ROLES, "role"));
        }

        private static boolean asksFor(State state, String strategy, String field) {
            Stream<FlagStrategy> strategies =
                    state.flags().stream().map(FlagDefinition::rules).flatMap(rules -> rules.strategies().stream());
            Stream<FlagConstraint> shared =
                    state.segments().stream().flatMap(segment -> segment.constraints().stream());
            return shared.anyMatch(constraint -> constraint.contextName().equals(field))
                    || strategies.anyMatch(each -> each.name().equals(strategy)
                            || each.constraints().stream()
                                    .anyMatch(constraint ->
                                            constraint.contextName().equals(field)));
        }
    }
}
