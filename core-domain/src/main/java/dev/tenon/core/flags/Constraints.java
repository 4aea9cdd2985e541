package dev.tenon.core.flags;

import dev.tenon.ports.flags.ConstraintOperator;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns constraints into what tests contexts. Everything that can be read beforehand is. What cannot be read holds for nobody, and an
 * unknown field is no value: so says Unleash's specification.
 */
final class Constraints {

    private static final String ROLE = "role";
    private static final int LONGEST_NUMBER = 400;

    private final Surroundings surroundings;

    Constraints(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Tests one constraint. */
    Predicate<FlagContext> compile(FlagConstraint constraint) {
        Predicate<FlagContext> straight = straight(constraint);
        return constraint.inverted() ? straight.negate() : straight;
    }

    private Predicate<FlagContext> straight(FlagConstraint constraint) {
        ConstraintOperator operator = constraint.operator();
        if (operator == ConstraintOperator.DATE_AFTER || operator == ConstraintOperator.DATE_BEFORE) {
            return time(constraint);
        }
        Predicate<@Nullable String> test = test(constraint);
        String field = constraint.contextName();
        Function<FlagContext, @Nullable String> value = surroundings.field(field);
        if (!field.equals(ROLE)) {
            return context -> test.test(value.apply(context));
        }
        // Somebody holds several roles, of which one has to fit; none of them, where it is not to be one.
        return context -> {
            Set<String> roles = context.roles();
            if (roles.isEmpty()) {
                return test.test(value.apply(context));
            }
            return operator == ConstraintOperator.NOT_IN
                    ? roles.stream().allMatch(test)
                    : roles.stream().anyMatch(test);
        };
    }

    private Predicate<@Nullable String> test(FlagConstraint constraint) {
        return switch (constraint.operator()) {
            case IN -> isOneOf(constraint);
            case NOT_IN -> isOneOf(constraint).negate();
            case STR_STARTS_WITH -> text(constraint, String::startsWith);
            case STR_ENDS_WITH -> text(constraint, String::endsWith);
            case STR_CONTAINS -> text(constraint, String::contains);
            case NUM_EQ -> compared(constraint, Constraints::number, order -> order == 0);
            case NUM_GT -> compared(constraint, Constraints::number, order -> order > 0);
            case NUM_GTE -> compared(constraint, Constraints::number, order -> order >= 0);
            case NUM_LT -> compared(constraint, Constraints::number, order -> order < 0);
            case NUM_LTE -> compared(constraint, Constraints::number, order -> order <= 0);
            case SEMVER_EQ -> compared(constraint, SemanticVersion::parse, order -> order == 0);
            case SEMVER_GT -> compared(constraint, SemanticVersion::parse, order -> order > 0);
            case SEMVER_GTE -> compared(constraint, SemanticVersion::parse, order -> order >= 0);
            case SEMVER_LT -> compared(constraint, SemanticVersion::parse, order -> order < 0);
            case SEMVER_LTE -> compared(constraint, SemanticVersion::parse, order -> order <= 0);
            case REGEX -> expression(constraint);
            case IN_CIDR -> network(constraint);
            case DATE_AFTER, DATE_BEFORE -> throw new IllegalStateException("Compares no text");
        };
    }

    private static Stream<String> values(FlagConstraint constraint) {
        return constraint.values().stream().map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Predicate<@Nullable String> isOneOf(FlagConstraint constraint) {
        Set<String> values = Set.copyOf(values(constraint).toList());
        return value -> value != null && values.contains(value);
    }

    private static Predicate<@Nullable String> text(FlagConstraint constraint, BiPredicate<String, String> fits) {
        boolean folded = constraint.caseInsensitive();
        List<String> values =
                values(constraint).map(value -> folded ? folded(value) : value).toList();
        return value -> {
            if (value == null) {
                return false;
            }
            String compared = folded ? folded(value) : value;
            for (String each : values) {
                if (fits.test(compared, each)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static <T extends Comparable<T>> Predicate<@Nullable String> compared(
            FlagConstraint constraint, Function<String, Optional<T>> read, Predicate<Integer> fits) {
        String operand = constraint.value();
        Optional<T> wanted = operand == null ? Optional.empty() : read.apply(operand.strip());
        if (wanted.isEmpty()) {
            return value -> false;
        }
        T bound = wanted.get();
        return value -> value != null
                && read.apply(value)
                        .filter(found -> fits.test(found.compareTo(bound)))
                        .isPresent();
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private Predicate<@Nullable String> expression(FlagConstraint constraint) {
        String expression = constraint.value();
        Optional<Predicate<String>> found =
                expression == null ? Optional.empty() : surroundings.pattern(expression, constraint.caseInsensitive());
        return found.<Predicate<@Nullable String>>map(pattern -> value -> value != null && pattern.test(value))
                .orElse(value -> false);
    }

    private static Predicate<@Nullable String> network(FlagConstraint constraint) {
        List<Network> networks =
                values(constraint).map(Network::parse).flatMap(Optional::stream).toList();
        return value -> value != null && lies(value, networks);
    }

    /** Whether an address lies in one of these networks. */
    static boolean lies(String address, List<Network> networks) {
        Optional<Network> place = Network.parse(address);
        if (place.isEmpty()) {
            return false;
        }
        for (Network network : networks) {
            if (network.contains(place.get())) {
                return true;
            }
        }
        return false;
    }

    private Predicate<FlagContext> time(FlagConstraint constraint) {
        String operand = constraint.value();
        Optional<Instant> bound = operand == null ? Optional.empty() : instant(operand.strip());
        if (bound.isEmpty()) {
            return context -> false;
        }
        Instant instant = bound.get();
        return constraint.operator() == ConstraintOperator.DATE_AFTER
                ? context -> surroundings.time(context).isAfter(instant)
                : context -> surroundings.time(context).isBefore(instant);
    }

    /** An instant in one of the ways of ISO 8601; without a zone it is in UTC. */
    static Optional<Instant> instant(String text) {
        return Stream.<Function<String, Instant>>of(
                        Instant::parse,
                        each -> OffsetDateTime.parse(each).toInstant(),
                        each -> LocalDateTime.parse(each).toInstant(ZoneOffset.UTC),
                        each -> LocalDate.parse(each).atStartOfDay().toInstant(ZoneOffset.UTC))
                .flatMap(read -> read(read, text).stream())
                .findFirst();
    }

    private static Optional<Instant> read(Function<String, Instant> read, String text) {
        try {
            return Optional.of(read.apply(text));
        } catch (DateTimeParseException anotherWay) {
            return Optional.empty();
        }
    }
}
