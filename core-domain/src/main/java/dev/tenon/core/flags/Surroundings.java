package dev.tenon.core.flags;

import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.spi.Chance;
import dev.tenon.ports.flags.spi.PatternCompiler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What evaluation looks at besides the context.
 *
 * @param environment where this program runs; {@code null} if nobody says
 * @param patterns {@code null} if there are no regular expressions here, so that none matches
 */
record Surroundings(
        @Nullable String environment,
        InstantSource clock,
        Chance chance,
        @Nullable PatternCompiler patterns) {

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
