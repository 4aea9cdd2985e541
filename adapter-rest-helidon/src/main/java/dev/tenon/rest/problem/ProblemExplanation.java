package dev.tenon.rest.problem;

import dev.tenon.ports.RefusalCatalogue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code /problems/{code}} says about a problem.
 *
 * @param type where it says so
 * @param remedy what one can do about it
 */
public record ProblemExplanation(String code, String type, String title, int status, String remedy) {

    private static final Map<String, ProblemExplanation> ALL = Stream.concat(
                    RefusalCatalogue.all().stream()
                            .map(code -> of(code.code(), code.title(), Problem.statusOf(code), code.remedy())),
                    Arrays.stream(HttpProblem.values())
                            .map(problem -> of(problem.code(), problem.title(), problem.status(), problem.remedy())))
            .collect(Collectors.toUnmodifiableMap(ProblemExplanation::code, Function.identity()));

    private static ProblemExplanation of(String code, String title, int status, String remedy) {
        return new ProblemExplanation(code, "/problems/" + code, title, status, remedy);
    }

    /** Every problem that there is, by code. */
    public static Map<String, ProblemExplanation> all() {
        return ALL;
    }

    /** The problem of this code. */
    public static Optional<ProblemExplanation> find(String code) {
        return Optional.ofNullable(ALL.get(code));
    }
}
