package dev.tenon.rest.problem;

import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer that says no (RFC 9457).
 *
 * @param status the HTTP status
 * @param code the last part of the problem's {@code type}
 * @param title the same for every occurrence
 * @param detail about this occurrence, or what to do about it
 * @param errors the fields that caused it
 * @param retryAfter when coming back makes sense; {@code null} if it does not help
 * @param members what the caller needs to go on, by name (RFC 9457 section 3.2)
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        List<FieldError> errors,
        @Nullable Duration retryAfter,
        Map<String, Object> members) {

    /** The media type of every problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Duration SOON = Duration.ofSeconds(1);

    /** What a use case refused. */
    public static Problem of(Refusal refusal) {
        RefusalCode code = refusal.code();
        int status = statusOf(code);
        Duration wait = refusal.retryAfter().orElse(status == 429 || status == 503 ? SOON : null);
        return new Problem(
                status, code.code(), code.title(), detail(refusal), refusal.errors(), wait, refusal.members());
    }

    /** What to do about it, where there is nothing else to say: the title stands in the problem anyway. */
    private static String detail(Refusal refusal) {
        RefusalCode code = refusal.code();
        return refusal.detail().equals(code.title()) ? code.remedy() : refusal.detail();
    }

    /** What the server itself refused, with what to do about it as the detail. */
    public static Problem of(HttpProblem problem) {
        return of(problem, problem.remedy());
    }

    /** What the server itself refused. */
    public static Problem of(HttpProblem problem, String detail) {
        return new Problem(problem.status(), problem.code(), problem.title(), detail, List.of(), null, Map.of());
    }

    /** The status of a refusal. */
    public static int statusOf(RefusalCode code) {
        if (code == UploadRefusal.CHECKSUM_MISMATCH) {
            // As tus has it; HTTP knows no such status.
            return 460;
        }
        return code == RequestRefusal.PRECONDITION_REQUIRED ? 428 : statusOf(code.kind());
    }

    private static int statusOf(Kind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case INVALID -> 422;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT, LIMIT_REACHED -> 409;
            case GONE -> 410;
            case STALE -> 412;
            case TOO_LARGE -> 413;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    /** The whole seconds of {@code Retry-After}, at least one; {@code null} without one. */
    public @Nullable Long retryAfterSeconds() {
        return retryAfter == null
                ? null
                : Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }

    /** The body. */
    public byte[] json(String requestId) {
        return Json.bytes(new Body(
                "/problems/" + code, title, status, detail, requestId, errors.isEmpty() ? null : errors, members));
    }

    private record Body(
            String type,
            String title,
            int status,
            String detail,
            String instance,
            @Json.OmitNull @Nullable List<FieldError> errors,
            @Json.InlinedEntries Map<String, Object> members) {}
}
