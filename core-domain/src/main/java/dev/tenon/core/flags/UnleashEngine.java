package dev.tenon.core.flags;

import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagEngine;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.flags.FlagState;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.flags.spi.PatternCompiler;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.spi.Ids;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The engine that {@link FlagEngine#installed} finds. It takes its clock from the system. */
public final class UnleashEngine implements FlagEngine {

    private final Surroundings surroundings;

    /** With the ids and the regular expressions that the class path offers. */
    public UnleashEngine() {
        this(new Surroundings(
                null,
                InstantSource.system(),
                Surroundings.chanceOf(ServiceLoader.load(Ids.class)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "Put tenon-crypto on the class path: some flags are on by chance"))),
                patterns()));
    }

    UnleashEngine(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static @Nullable PatternCompiler patterns() {
        return ServiceLoader.load(PatternCompiler.class).findFirst().orElse(null);
    }

    @Override
    public FlagEvaluator evaluator(JsonText state) {
        FlagState read = UnleashState.read(state);
        return new CompiledFlags(
                read.flags(),
                read.segments().stream()
                        .collect(Collectors.toMap(
                                NewFlagSegment::name, NewFlagSegment::constraints, (earlier, later) -> later)),
                surroundings);
    }

    @Override
    public FlagContext context(JsonText context) {
        return UnleashState.context(context);
    }

    @Override
    public FlagState state(JsonText state) {
        FlagState read = UnleashState.read(state);
        List<NewFlagSegment> segments = read.segments().stream()
                .map(segment -> new NewFlagSegment(named(segment.name()), segment.description(), segment.constraints()))
                .toList();
        return new FlagState(
                read.flags().stream().map(UnleashEngine::withNamedSegments).toList(), segments);
    }

    private static FlagDefinition withNamedSegments(FlagDefinition flag) {
        return flag.withRules(flag.rules()
                .with(flag.rules().strategies().stream()
                        .map(strategy -> strategy.within(strategy.segments().stream()
                                .map(UnleashEngine::named)
                                .toList()))
                        .toList()));
    }

    private static String named(String number) {
        return "segment-" + number;
    }
}
