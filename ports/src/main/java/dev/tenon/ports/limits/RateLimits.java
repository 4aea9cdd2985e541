package dev.tenon.ports.limits;

import dev.tenon.ports.kernel.Actor;
import java.util.Optional;

/**
 * How often each caller may ask within a minute: every session, every API key, and every network address that comes without
 * either. Whoever answers requests takes one from here for each, before the request costs anything; the use cases
 * themselves take none, so that a program that embeds Tenon is not limited by itself.
 */
public interface RateLimits {

    /**
     * Takes one request of this class from what the caller may make. Everybody may; nothing is recorded but the count. A
     * caller is the actor's API key, else its session, else the network address of its origin (of IPv6 the first 64 bits).
     * Needs the database for a small part of all requests; while it does not answer, everything is allowed.
     *
     * <p>Servers that share a database share the count. In no minute are more allowed than the limit and a twentieth of it
     * for every server.
     *
     * @return whether the request is allowed and what is left; empty if the caller is not limited: the machine's operator, the
     *     embedding program, somebody who acts in process, and whoever the policy or the plan sets no limit
     */
    Optional<RateLimitDecision> take(Actor actor, RequestClass requestClass);
}
