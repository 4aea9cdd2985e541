package dev.tenon.ports.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tenon's answer to what it will not do: expected, explained, and without a stack trace. Every other exception that
 * leaves a driving port is a bug or a broken dependency.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RefusalCode code;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;
    private final transient Map<String, Object> members;

    private Refusal(
            RefusalCode code,
            String detail,
            List<FieldError> errors,
            @Nullable Duration retryAfter,
            Map<String, Object> members,
            @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.code = code;
        this.errors = errors;
        this.retryAfter = retryAfter;
        this.members = members;
    }

    /** A refusal with a detail about this occurrence. */
    public static Refusal of(RefusalCode code, String detail) {
        return new Refusal(code, detail, List.of(), null, Map.of(), null);
    }

    /** The same refusal, naming the fields that caused it. */
    public Refusal withErrors(List<FieldError> fields) {
        return new Refusal(code, detail(), List.copyOf(fields), retryAfter, members, getCause());
    }

    /** The same refusal, with the time after which a retry makes sense. */
    public Refusal withRetryAfter(Duration wait) {
        return new Refusal(code, detail(), errors, wait, members, getCause());
    }

    /** The same refusal, with the broken dependency behind it: for the log, never for the caller. */
    public Refusal withCause(Throwable brokenDependency) {
        return new Refusal(code, detail(), errors, retryAfter, members, brokenDependency);
    }

    /**
     * The same refusal, with what the caller needs to go on, by name: texts, instants, and lists of texts. They go to the
     * caller and into no log.
     */
    public Refusal withMembers(Map<String, Object> more) {
        return new Refusal(code, detail(), errors, retryAfter, Map.copyOf(more), getCause());
    }

    /** Which refusal of the catalogue. */
    public RefusalCode code() {
        return code;
    }

    /** What sort of refusal. */
    public Kind kind() {
        return code.kind();
    }

    /** A sentence about this occurrence. */
    public String detail() {
        String message = getMessage();
        return message == null ? code.title() : message;
    }

    /** The fields that caused it; empty if no field did. */
    public List<FieldError> errors() {
        return errors;
    }

    /** What the caller needs to go on, by name; empty if nothing. */
    public Map<String, Object> members() {
        return members;
    }

    /** When to come back, if coming back helps. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
