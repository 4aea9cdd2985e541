package dev.tenon.rest.http;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.RateLimits;
import dev.tenon.rest.http.Dispatcher.Exchange;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts requests against their caller's rate limit, and says in the answers what is left of it, in the two fields of the
 * IETF's draft "RateLimit header fields for HTTP".
 */
final class RateLimiting {

    private static final HeaderName POLICY = HeaderNames.create("RateLimit-Policy");
    private static final HeaderName LIMIT = HeaderNames.create("RateLimit");
    private static final String PER_WINDOW = ";w=" + RateLimitDecision.WINDOW_SECONDS;
    /** Plans make further limits; of the usual ones there are fewer. */
    private static final int MOST_KEPT = 64;

    private record Policy(String name, int limit) {

        Header header() {
            return HeaderValues.createCached(POLICY, '"' + name + "\";q=" + limit + PER_WINDOW);
        }
    }

    private final RateLimits limits;
    private final Map<Policy, Header> policies = new ConcurrentHashMap<>();

    RateLimiting(RateLimits limits) {
        this.limits = limits;
    }

    /** What the answer says of the caller's limit. */
    record Told(Header policy, Header limit) {

        void in(ServerResponse response) {
            response.header(policy);
            response.header(limit);
        }
    }

    /** Counts the request, or refuses it. */
    void take(Exchange exchange, Actor caller) {
        exchange.isCounted = true;
        RateLimitDecision decision = limits.take(caller, exchange.requestClass).orElse(null);
        if (decision == null) {
            return;
        }
        String left = '"' + decision.policy() + "\";r=" + decision.left() + ";t=" + decision.resetSeconds();
        exchange.rate =
                new Told(policy(new Policy(decision.policy(), decision.limit())), HeaderValues.create(LIMIT, left));
        if (!decision.allowed()) {
            throw decision.refusal();
        }
    }

    private Header policy(Policy policy) {
        Header kept = policies.get(policy);
        if (kept != null) {
            return kept;
        }
        Header header = policy.header();
        if (policies.size() < MOST_KEPT) {
            policies.put(policy, header);
        }
        return header;
    }
}
