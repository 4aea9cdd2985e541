package dev.tenon.re2j;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tenon.ports.flags.spi.PatternCompiler;
import java.util.Optional;
import java.util.function.Predicate;

/** Regular expressions by RE2/J. Safe for use by many threads. */
public final class Re2Patterns implements PatternCompiler {

    /** The longest expression that is compiled. */
    public static final int LONGEST = 1_000;

    /** How often a part may be repeated, repetitions within repetitions counted: each is written out when it is compiled. */
    static final int MOST_REPEATED = 1_000;

    @Override
    public Optional<Predicate<String>> compile(String expression, boolean caseInsensitive) {
        if (expression.length() > LONGEST || Repetition.of(expression) > MOST_REPEATED) {
            return Optional.empty();
        }
        try {
            Pattern pattern = Pattern.compile(expression, caseInsensitive ? Pattern.CASE_INSENSITIVE : 0);
            return Optional.of(text -> pattern.matcher(text).find());
        } catch (PatternSyntaxException notAnExpression) {
            return Optional.empty();
        }
    }
}
