package dev.tenon.ports.kernel;

import java.util.Optional;

/** Finds the answer to a request that was carried out before. Answers are kept for 24 hours. */
public interface Idempotency {

    /**
     * The kept answer to this caller's request, empty if it was not carried out yet. Anyone may ask; every caller has a
     * key space of its own.
     *
     * @throws Refusal {@link RequestRefusal#KEY_REUSED} if the key was used for another request
     */
    Optional<String> find(Actor actor, String key, String fingerprint);
}
