package dev.tenon.rest.http;

import dev.tenon.ports.Tenon;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.limits.RequestClass;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.TrustedProxies;
import dev.tenon.rest.http.Admission.Buffered;
import dev.tenon.rest.http.Route.Caller;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable.Match;
import dev.tenon.rest.problem.HttpProblem;
import dev.tenon.rest.problem.Problem;
import dev.tenon.rest.problem.Refused;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a request through its stations to an {@link Answer}; whatever happens on the way becomes one. */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger("dev.tenon.rest");
    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    /** They change nothing, so it does no harm if another site causes them; what they answer it cannot read. */
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    /** What some clients cannot send. */
    private static final Set<String> OVERRIDING = Set.of("PATCH", "DELETE");

    private static final String UNMATCHED = "unmatched";

    private final RouteTable routes;
    private final Tenon tenon;
    private final RestLimits limits;
    private final Cursors cursors;
    private final Fingerprints fingerprints;
    private final Admission admission;
    private final ConnectionWatch watch;
    private final String basePath;
    private final OwnOrigin ownOrigin;
    private final TrustedProxies proxies;
    private final RateLimiting rates;

    Dispatcher(
            RouteTable routes,
            Tenon tenon,
            RestLimits limits,
            UnaryOperator<String> signature,
            ConnectionWatch watch,
            String basePath,
            OwnOrigin ownOrigin,
            TrustedProxies proxies) {
        this.routes = routes;
        this.tenon = tenon;
        this.limits = limits;
        this.cursors = new Cursors(signature);
        this.fingerprints = new Fingerprints(signature);
        this.admission = new Admission(limits);
        this.watch = watch;
        this.basePath = basePath;
        this.ownOrigin = ownOrigin;
        this.proxies = proxies;
        this.rates = new RateLimiting(tenon.rateLimits());
    }

    /** One request on its way, and what log and metrics want to know of it. */
    static final class Exchange {
        final Inbound request;
        final String requestId;
        final long began = System.nanoTime();
        String route = UNMATCHED;
        /** Names and values of headers that every answer at this path has, in turn. */
        List<String> always = List.of();

        String actor = "anonymous";
        /** The request, if it came with an API key. */
        @Nullable
        Call byKey;

        int status;
        long sentBytes;
        boolean closes;
        /** Whether a browser came here by a link or a button, so that problems are pages. */
        boolean asksForPage;
        /** Whether requests of this route are counted, and as what. */
        boolean isRateLimited;

        RequestClass requestClass = RequestClass.READ;
        boolean isCounted;
        /** What was left when the request was counted; {@code null} if its caller has no limit. */
        RateLimiting.@Nullable Told rate;

        Exchange(Inbound request) {
            this.request = request;
            this.requestId = RequestIds.of(request.requestId());
        }

        /** The method as a label: never what a client made up. */
        String method() {
            return KNOWN_METHODS.contains(request.method()) ? request.method() : "OTHER";
        }
    }

    /** The answer to a request. Throws only {@link Inbound.ClientGoneException}: then there is nobody to answer. */
    Answer answer(Exchange exchange) throws Inbound.ClientGoneException {
        Answer answer;
        try {
            answer = counted(exchange, answerOrProblem(exchange));
        } catch (Inbound.ClientGoneException gone) {
            throw gone;
        } catch (IOException | RuntimeException unexpected) {
            if (exchange.request.isGone()) {
                throw new Inbound.ClientGoneException(unexpected);
            }
            if (watch.worked()) {
                return tooSlow(exchange);
            }
            LOG.error("Request {} of {} failed", exchange.requestId, exchange.route, unexpected);
            Problem problem = Problem.of(HttpProblem.INTERNAL_ERROR);
            return problem(exchange, problem, List.of());
        }
        watch.worked();
        return answer;
    }

    private Answer answerOrProblem(Exchange exchange) throws IOException {
        try {
            return answerOrThrow(exchange);
        } catch (Refusal refusal) {
            return refused(exchange, refusal);
        } catch (Refused refused) {
            return problem(exchange, refused.problem(), refused.headers());
        } catch (Inbound.BrokenBodyException | Admission.TooLargeException broken) {
            return problem(exchange, problemOf(broken), List.of());
        }
    }

    /**
     * The answer, if the request was counted or need not be. What is refused before anybody knows who asks counts for the
     * address; not so what fails here, which may be for want of the very database that counts.
     */
    private Answer counted(Exchange exchange, Answer answer) {
        if (exchange.isCounted || !exchange.isRateLimited || answer.status() >= 500) {
            return answer;
        }
        try {
            rates.take(exchange, Actor.anonymous(origin(exchange)));
            return answer;
        } catch (Refusal tooOften) {
            return refused(exchange, tooOften);
        }
    }

    private RequestOrigin origin(Exchange exchange) {
        Inbound request = exchange.request;
        return new RequestOrigin(exchange.requestId, request.clientAddress(proxies), request.userAgent());
    }

    /** The answer that says no. */
    static Answer refused(Exchange exchange, Refusal refusal) {
        if (refusal.getCause() != null) {
            LOG.warn(
                    "Request {} of {} met a broken dependency", exchange.requestId, exchange.route, refusal.getCause());
        }
        return problem(exchange, Problem.of(refusal), List.of());
    }

    private Answer tooSlow(Exchange exchange) {
        LOG.warn("Request {} of {} took too long and was interrupted", exchange.requestId, exchange.route);
        Refusal busy = RequestRefusal.BUSY.because(
                "The request took too long and was given up; whether it was carried out is not known. Repeat it with the same"
                        + " Idempotency-Key to be sure.");
        return problem(exchange, Problem.of(busy), List.of());
    }

    private Problem problemOf(IOException broken) {
        boolean isTooLarge = broken instanceof Admission.TooLargeException
                || (broken instanceof Inbound.BrokenBodyException body && body.isTooLarge());
        return isTooLarge
                ? Problem.of(HttpProblem.BODY_TOO_LARGE)
                : Problem.of(RequestRefusal.MALFORMED.because("The body cannot be read to its end."));
    }

    private Answer answerOrThrow(Exchange exchange) throws IOException {
        Inbound request = exchange.request;
        exchange.isRateLimited = request.rawPath().startsWith("/v1/");
        exchange.requestClass = READS.contains(request.method()) ? RequestClass.READ : RequestClass.WRITE;
        Match match = routes.match(request.rawPath());
        if (match == null) {
            throw HttpProblem.ROUTE_NOT_FOUND.refused();
        }
        exchange.route = match.template();
        exchange.always = match.headers();
        override(request, match);
        Route route = match.route(request.method());
        if (route != null) {
            exchange.isRateLimited = route.caller() != Caller.OPERATOR;
            exchange.requestClass = route.requestClass();
        }
        exchange.asksForPage =
                route != null && route.isForBrowsers() && MediaTypes.prefers(request.accept(), HtmlPage.MEDIA_TYPE);
        if (route == null) {
            if (request.method().equals("OPTIONS")) {
                return Answer.empty(204).with("Allow", match.allow());
            }
            throw HttpProblem.METHOD_NOT_ALLOWED.refused().with("Allow", match.allow());
        }

        String token = null;
        boolean byCookie = false;
        if (route.caller() == Caller.SIGNED_IN) {
            byCookie = request.authorization() == null;
            token = byCookie ? SessionCookie.read(request.cookies()) : BearerToken.read(request.authorization());
            if (token == null) {
                throw RequestRefusal.UNAUTHENTICATED.refusal();
            }
            if (byCookie && !SAFE_METHODS.contains(request.method())) {
                ownOrigin.require(request);
            }
        } else if (route.caller() == Caller.SDK) {
            token = BearerToken.readBare(request.authorization());
            if (token == null) {
                throw RequestRefusal.UNAUTHENTICATED.refusal();
            }
        } else if (route.caller() == Caller.VISITOR) {
            token = SessionCookie.read(request.cookies());
            byCookie = token != null;
            if (byCookie && !SAFE_METHODS.contains(request.method())) {
                ownOrigin.require(request);
            }
        }
        if (route.answersWith() != null && !MediaTypes.accepts(request.accept(), route.answersWith())) {
            throw HttpProblem.NOT_ACCEPTABLE.refused();
        }
        Query query = route.caller() == Caller.OPERATOR && route.load() == Load.FREE
                ? Query.EMPTY
                : Query.parse(request.rawQuery(), route.parameters());
        checkBody(request, route.takes());

        RequestOrigin origin = origin(exchange);
        Call call = new Call(
                request, route, match, tenon, cursors, fingerprints, basePath, origin, query, ownOrigin, byCookie);
        if (route.takes().isBuffered()) {
            try (Buffered body = admission.buffer(request.body(), limits.jsonBody())) {
                call.keepBody(body.bytes());
                return handle(exchange, route, call, token);
            }
        }
        return handle(exchange, route, call, token);
    }

    /** Only a POST is taken for something else: it has passed what keeps other sites from causing changes. */
    private static void override(Inbound request, Match match) {
        String meant = match.isOverridable() && request.method().equals("POST")
                ? request.header("X-HTTP-Method-Override")
                : null;
        if (meant != null) {
            if (!OVERRIDING.contains(meant) || match.route(meant) == null) {
                throw HttpProblem.METHOD_NOT_ALLOWED.refused().with("Allow", match.allow());
            }
            request.actAs(meant);
        }
    }

    private Answer handle(Exchange exchange, Route route, Call call, @Nullable String token) {
        Semaphore place = admission.enter(route.load());
        try {
            watch.working(route.load() == Load.SHORT);
            if (route.caller() != Caller.OPERATOR) {
                if (route.caller() == Caller.VISITOR) {
                    call.recognize(token);
                } else {
                    call.authenticate(token);
                }
                exchange.actor = call.actor().label();
                rates.take(exchange, call.actor());
                // What a limit refused is counted and not kept: whoever hammers writes nothing by it.
                if (call.actor().comesWithKey()) {
                    exchange.byKey = call;
                }
            }
            return route.handler().handle(call);
        } finally {
            if (place != null) {
                place.release();
            }
        }
    }

    private void checkBody(Inbound request, Takes takes) {
        if (!request.hasBody()) {
            if (takes.isBuffered()) {
                throw RequestRefusal.MALFORMED.because(
                        "The body is empty; send what the document at `/openapi` gives.");
            }
            return;
        }
        if (takes == Takes.NOTHING) {
            throw RequestRefusal.MALFORMED.because("This takes no body; leave it out.");
        }
        if (request.header("Content-Encoding") != null) {
            throw HttpProblem.MEDIA_TYPE_UNSUPPORTED.because("Send the body as it is, without `Content-Encoding`.");
        }
        if (takes == Takes.FILE) {
            limit(request.declaredLength(), limits.upload());
            return;
        }
        String contentType = request.header("Content-Type");
        String type = contentType == null ? "" : MediaTypes.essence(contentType);
        if (contentType == null || !takes.isOfType(type)) {
            String wanted =
                    takes == Takes.FORM || takes == Takes.ONE_CLICK ? "application/x-www-form-urlencoded" : Answer.JSON;
            throw HttpProblem.MEDIA_TYPE_UNSUPPORTED.because("Send `" + wanted + "`, and say so in `Content-Type`.");
        }
        if (!MediaTypes.isUtf8(contentType)) {
            throw HttpProblem.MEDIA_TYPE_UNSUPPORTED.because("Send the text in UTF-8.");
        }
        limit(request.declaredLength(), limits.jsonBody());
    }

    private static void limit(long declared, long most) {
        if (declared > most) {
            throw HttpProblem.BODY_TOO_LARGE.because("The body has " + declared + " bytes; " + most + " may be.");
        }
    }

    private static Answer problem(Exchange exchange, Problem problem, List<String> headers) {
        Answer answer = exchange.asksForPage
                ? HtmlPage.of(problem, exchange.requestId)
                : Answer.problem(problem, exchange.requestId);
        for (int index = 0; index < headers.size(); index += 2) {
            answer = answer.with(headers.get(index), headers.get(index + 1));
        }
        if (problem.status() == 401) {
            boolean isRefusedToken = exchange.request.authorization() != null;
            answer = answer.with("WWW-Authenticate", isRefusedToken ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
        return answer;
    }
}
