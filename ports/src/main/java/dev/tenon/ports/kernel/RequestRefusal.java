package dev.tenon.ports.kernel;

/** Refusals that are about the request itself rather than about a thing it names. */
public enum RequestRefusal implements RefusalCode {
    MALFORMED(Kind.MALFORMED, "The request cannot be read", "Check the syntax of the body, the headers and the query."),
    INVALID(Kind.INVALID, "The request breaks a rule", "Correct the fields named in `errors` and send it again."),
    CURSOR_INVALID(
            Kind.MALFORMED,
            "The cursor does not belong to this list",
            "Use the `next` value of the page before, with the same filters and the same caller; or start without a cursor."),
    UNAUTHENTICATED(
            Kind.UNAUTHENTICATED,
            "Sign in first",
            "Send `Authorization: Bearer <token>` with a token that is live; open a session to get one."),
    FORBIDDEN(Kind.FORBIDDEN, "You may not do this", "Ask an administrator for a role that permits it."),
    PRECONDITION_REQUIRED(
            Kind.STALE,
            "Say which revision you are changing",
            "Read the resource, and send its ETag back in `If-Match`."),
    PRECONDITION_FAILED(
            Kind.STALE,
            "It was changed in the meantime",
            "Read it again, decide again, and send the new ETag in `If-Match`."),
    KEY_REUSED(
            Kind.INVALID,
            "This Idempotency-Key was used for another request",
            "Use a new key for a new request; repeat a request with exactly the same body."),
    KEY_IN_USE(
            Kind.CONFLICT,
            "The first request with this Idempotency-Key is still running",
            "Wait a moment, and repeat the request with the same key to get its answer."),
    BUSY(Kind.UNAVAILABLE, "Too much at once", "Wait for the time in Retry-After, and try again.");

    private final Meaning meaning;

    RequestRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
