package dev.tenon.core.flags;

import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.spi.PatternCompiler;
import dev.tenon.ports.kernel.spi.Ids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What evaluation looks at besides the context.
 *
 * @param environment where this program runs; {@code null} if nobody says
 * @param chance gives any number from 0 on that is less than what it is given, each as likely
 * @param patterns {@code null} if there are no regular expressions here, so that none matches
 */
record Surroundings(
        @Nullable String environment,
        InstantSource clock,
        IntUnaryOperator chance,
        @Nullable PatternCompiler patterns) {

    /** Chance that comes from ids, which are as good as drawn by lot: it decides who is let in, and guards nothing. */
    static IntUnaryOperator chanceOf(Ids ids) {
        return bound -> {
            long drawn = ids.next().getLeastSignificantBits() * 0x9e3779b97f4a7c15L;
            return Math.floorMod(drawn ^ drawn >>> 32, bound);
        };
    }

    /** What reads a field of contexts; the environment is this one unless they name another. */
    Function<FlagContext, @Nullable String> field(String name) {
        Function<FlagContext, @Nullable String> given = FlagContext.field(name);
        if (environment == null || !name.equals("environment")) {
            return given;
        }
        return context -> context.environment() == null ? environment : context.environment();
    }

    /** What the time is for whoever asks. */
    Instant time(FlagContext context) {
        Instant given = context.currentTime();
        return given == null ? clock.instant() : given;
    }

    Optional<Predicate<String>> pattern(String expression, boolean caseInsensitive) {
        return patterns == null ? Optional.empty() : patterns.compile(expression, caseInsensitive);
    }
}
