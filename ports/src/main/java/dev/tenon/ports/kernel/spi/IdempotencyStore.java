package dev.tenon.ports.kernel.spi;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps which requests were carried out, and their answers. */
public interface IdempotencyStore {

    /** A recorded claim. The answer is {@code null} only inside the commit that is still making it. */
    record KeptAnswer(String fingerprint, @Nullable String sealedAnswer) {}

    /**
     * Records a claim inside the present unit of work; a claim that expired is replaced.
     *
     * @return false if the caller's key is claimed already, by a commit that is done or (without waiting for it) by one
     *     that is still running
     */
    boolean claim(String caller, String key, String fingerprint, Instant now, Instant expiresAt);

    /** Keeps the answer with the claim of the present unit of work. */
    void complete(String caller, String key, String sealedAnswer);

    /** The live claim of this key, as committed. */
    Optional<KeptAnswer> find(String caller, String key, Instant now);

    /** Forgets expired claims, at most {@code limit}; returns how many. */
    int deleteExpired(Instant now, int limit);
}
