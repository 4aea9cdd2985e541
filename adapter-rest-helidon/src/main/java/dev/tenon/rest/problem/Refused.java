package dev.tenon.rest.problem;

import java.util.ArrayList;
import java.util.List;

/** Makes the server answer with a problem that no use case raised. Expected, and so without a stack trace. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient List<String> headers;

    Refused(Problem problem) {
        this(problem, List.of());
    }

    private Refused(Problem problem, List<String> headers) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    /** The same, with one more header in the answer. */
    public Refused with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Refused(problem, List.copyOf(more));
    }

    /** What to answer. */
    public Problem problem() {
        return problem;
    }

    /** Names and values of further headers, in turn. */
    public List<String> headers() {
        return headers;
    }
}
