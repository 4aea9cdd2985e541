package dev.tenon.core.limits;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RequestClass;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests are counted together.
 *
 * @param sort by what the caller is known
 * @param id the key, the session or the address
 * @param counted which of the caller's requests
 * @param person whose plan raises the limit
 * @param organization the same for an organization
 */
record Caller(
        Sort sort,
        Object id,
        Counted counted,
        @Nullable UserId person,
        @Nullable OrganizationId organization) {

    enum Sort {
        KEY,
        SESSION,
        ADDRESS
    }

    /** The caller that an actor is; nobody who acts in process. */
    static Optional<Caller> of(Actor actor, RequestClass requestClass) {
        if (actor.isTrusted()) {
            return Optional.empty();
        }
        if (actor.keyId() != null) {
            // What a program reads and writes counts together: one number is easier to keep to than three.
            return Optional.of(
                    new Caller(Sort.KEY, actor.keyId(), Counted.API, actor.userId(), actor.organizationId()));
        }
        Counted counted = Counted.of(requestClass);
        if (actor.sessionId() != null) {
            return Optional.of(new Caller(Sort.SESSION, actor.sessionId(), counted, null, null));
        }
        String address = actor.origin().ipAddress();
        return address == null
                ? Optional.empty()
                : Optional.of(new Caller(Sort.ADDRESS, Neighbourhood.of(address), counted, null, null));
    }

    /** Requests a minute; 0 for no limit. */
    int limit(RateLimitPolicy policy) {
        return switch (sort) {
            case KEY -> policy.apiKey();
            case SESSION -> counted.limit(policy.session());
            case ADDRESS -> counted.limit(policy.address());
        };
    }

    /** Who it is, before it becomes a pseudonym. */
    String text() {
        return sort + "\n" + id;
    }
}
