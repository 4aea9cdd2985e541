package dev.tenon.core.payments;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.IdempotencyClaim;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests that take several commits with a gateway between them. The first commit notes which request it belongs to, so that
 * the same request sent again finds what it began; the last one keeps the answer.
 */
record Requests(Kernel kernel) {

    /** What the request is known by; {@code null} if it may be done twice. */
    @Nullable
    String keyOf(Actor actor) {
        IdempotencyClaim claim = actor.claim();
        return claim == null
                ? null
                : kernel.secrets().sha256(claim.caller() + "\n" + claim.key() + "\n" + claim.fingerprint());
    }

    /** Keeps the answer, if the request has a key. */
    <T> T answered(Actor actor, Supplier<T> result) {
        return actor.claim() == null
                ? result.get()
                : kernel.changes().commit(actor, kernel.now(), change -> result.get());
    }
}
