package dev.tenon.rest.http;

import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.problem.HttpProblem;
import dev.tenon.rest.problem.Problem;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/** What Helidon refuses before a route is looked for: as problems, logged and counted as every other request is. */
final class EarlyRefusals implements DirectHandler {

    private static final String ROUTE = "unread";

    private final HttpMetrics metrics;

    EarlyRefusals(HttpMetrics metrics) {
        this.metrics = metrics;
    }

    DirectHandlers forAll() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, this);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        String requestId = RequestIds.of(
                request.headers().first(HeaderNames.create("Request-Id")).orElse(null));
        // An exception of Helidon's own while it reads the first line or the headers, such as for a method with a
        // control
        // character in it: a request that cannot be read, and no bug of ours. Ours are caught further in.
        boolean isUnread = type == EventType.INTERNAL_ERROR && request.method().isEmpty();
        Problem problem = problemOf(isUnread ? 400 : status.code(), message);
        Answer answer = Answer.problem(problem, requestId);

        TransportResponse.Builder response = TransportResponse.builder()
                .status(Status.create(problem.status()))
                .header(HeaderNames.create("Request-Id"), requestId)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .header(HeaderValues.CONNECTION_CLOSE)
                .keepAlive(false);
        for (int index = 0; index < answer.headers().size(); index += 2) {
            response.header(
                    HeaderNames.create(answer.headers().get(index)),
                    answer.headers().get(index + 1));
        }
        byte[] body = problem.json(requestId);
        metrics.begin();
        metrics.end(metrics.series("OTHER", ROUTE), problem.status(), 0);
        AccessLog.write("OTHER", ROUTE, problem.status(), 0, body.length, requestId, "anonymous");
        return response.entity(body).build();
    }

    private static Problem problemOf(int status, @Nullable String message) {
        return switch (status) {
            case 413 -> Problem.of(HttpProblem.BODY_TOO_LARGE);
            case 414 -> Problem.of(HttpProblem.URI_TOO_LONG);
            case 431 -> Problem.of(HttpProblem.HEADERS_TOO_LARGE);
            case 500 -> Problem.of(HttpProblem.INTERNAL_ERROR);
            case 501 -> Problem.of(HttpProblem.NOT_IMPLEMENTED);
            case 503 -> Problem.of(RequestRefusal.BUSY.refusal());
            case 505 -> Problem.of(HttpProblem.VERSION_NOT_SUPPORTED);
            default ->
                // The only sign that Helidon gives of headers that are too large.
                message != null && message.contains("Header size exceeded")
                        ? Problem.of(HttpProblem.HEADERS_TOO_LARGE)
                        : Problem.of(RequestRefusal.MALFORMED.refusal());
        };
    }
}
