package dev.tenon.ports.flags;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold of a context.
 *
 * @param contextName which field of the context: {@code userId}, {@code sessionId}, {@code remoteAddress}, {@code environment}, {@code
 *     appName}, {@code currentTime}, {@code organizationId}, {@code plan}, {@code role}, or a property
 * @param values what an operator of several values compares with; one of them suffices
 * @param value what an operator of one value compares with
 * @param inverted holds when it otherwise would not
 * @param caseInsensitive small and capital letters are the same, for texts and expressions
 */
public record FlagConstraint(
        String contextName,
        ConstraintOperator operator,
        List<String> values,
        @Nullable String value,
        boolean inverted,
        boolean caseInsensitive) {

    public FlagConstraint {
        values = List.copyOf(values);
    }

    /** The field is one of these. */
    public static FlagConstraint in(String contextName, List<String> values) {
        return new FlagConstraint(contextName, ConstraintOperator.IN, values, null, false, false);
    }

    /** The field compares like this with one value. */
    public static FlagConstraint of(String contextName, ConstraintOperator operator, String value) {
        return new FlagConstraint(contextName, operator, List.of(), value, false, false);
    }
}
