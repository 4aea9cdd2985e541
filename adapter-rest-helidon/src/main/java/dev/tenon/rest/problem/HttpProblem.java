package dev.tenon.rest.problem;

import java.util.Locale;

/**
 * What the server itself refuses, before or beside any use case. These are about HTTP alone and no {@code Kind} fits them,
 * so they stand here and not among the refusals of the ports.
 */
public enum HttpProblem {
    CROSS_ORIGIN(
            403,
            "Another site asks with your cookie",
            "Ask from a page of this server's own address, or send the token in `Authorization`."),
    ROUTE_NOT_FOUND(404, "There is nothing at this path", "Look the path up in the document at `/openapi`."),
    METHOD_NOT_ALLOWED(405, "This path does not take this method", "Use one of the methods that `Allow` names."),
    NOT_ACCEPTABLE(
            406,
            "There is no answer of a type that you accept",
            "Leave `Accept` out, or let it name the type that the document at `/openapi` gives."),
    TUS_VERSION_UNSUPPORTED(
            412, "This version of tus is not spoken here", "Send `Tus-Resumable: 1.0.0`, as `Tus-Version` says."),
    BODY_TOO_LARGE(413, "The body is too large", "Send a smaller body: JSON may have 1 MiB."),
    URI_TOO_LONG(414, "The address is too long", "Shorten the query."),
    MEDIA_TYPE_UNSUPPORTED(
            415,
            "This type of body is not taken here",
            "Send the type that the document at `/openapi` gives, in UTF-8, and not compressed."),
    RANGE_NOT_SATISFIABLE(416, "The file has no such bytes", "Ask for a range within the size in `Content-Range`."),
    HEADERS_TOO_LARGE(431, "The headers are too large", "Send fewer or shorter headers."),
    INTERNAL_ERROR(
            500, "Something went wrong here", "Try again later; if it stays, tell the operator the request's id."),
    NOT_IMPLEMENTED(
            501,
            "This way of sending a body is not known here",
            "Use `Content-Length`, or `chunked` and nothing else."),
    VERSION_NOT_SUPPORTED(505, "This version of HTTP is not spoken here", "Use HTTP/1.1.");

    private final int status;
    private final String title;
    private final String remedy;

    HttpProblem(int status, String title, String remedy) {
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** One short sentence that is the same for every occurrence. */
    public String title() {
        return title;
    }

    /** What the caller can do about it. */
    public String remedy() {
        return remedy;
    }

    /** The public name, e.g. {@code http-route-not-found}. */
    public String code() {
        return "http-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The exception that makes the server answer with this problem, with what to do as its detail. */
    public Refused refused() {
        return new Refused(Problem.of(this));
    }

    /** The exception, with a detail about this occurrence. */
    public Refused because(String detail) {
        return new Refused(Problem.of(this, detail));
    }
}
