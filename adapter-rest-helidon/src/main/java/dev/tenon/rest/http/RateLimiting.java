package dev.tenon.rest.http;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.RateLimits;
import dev.tenon.rest.http.Dispatcher.Exchange;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;

/** Counts requests against their caller's rate limit, and says in headers what is left of it (RateLimit header fields for HTTP). */
final class RateLimiting {

    private static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");
    private static final HeaderName LIMIT = HeaderNames.create("RateLimit");
    private static final String PER_WINDOW = ";w=" + RateLimitDecision.WINDOW_SECONDS;

    private final RateLimits limits;

    RateLimiting(RateLimits limits) {
        this.limits = limits;
    }

    /** Counts the request, or refuses it. */
    void take(Exchange exchange, Actor caller) {
        exchange.isCounted = true;
        RateLimitDecision decision = limits.take(caller, exchange.requestClass).orElse(null);
        exchange.rate = decision;
        if (decision != null && !decision.allowed()) {
            throw decision.refusal();
        }
    }

    /** Says in the answer what is left. */
    static void tell(RateLimitDecision rate, ServerResponse response) {
        String name = '"' + rate.policy() + '"';
        response.header(HeaderValues.create(POLICY, name + ";q=" + rate.limit() + PER_WINDOW));
        response.header(HeaderValues.create(LIMIT, name + ";r=" + rate.left() + ";t=" + rate.resetSeconds()));
    }
}
