package dev.tenon.ports.signin.spi;

import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores sign-ins that go on at a provider (table {@code social_states}), by the digests of their states. */
public interface SocialStateStore {

    /**
     * A sign-in under way.
     *
     * @param bindingDigest of the secret in the browser that began it
     * @param nonce what the provider's token has to repeat
     * @param sealedVerifier what proves to the provider that it was begun here
     * @param redirectTo where the browser wants to go; {@code null} if it said nothing
     * @param linkTo whose account is to be linked, and the session that asked for it; {@code null} for a sign-in
     */
    record SocialState(
            String stateDigest,
            String bindingDigest,
            String method,
            String nonce,
            String sealedVerifier,
            @Nullable String redirectTo,
            @Nullable LinkTo linkTo,
            Instant createdAt,
            Instant expiresAt) {}

    /** Whose account is to be linked, as long as this session lives. */
    record LinkTo(UserId userId, SessionId sessionId) {}

    void insert(SocialState state);

    /**
     * Takes a state out: of all who try, one gets it. Empty if it is unknown, expired, of another method or another
     * browser; then whoever has the right browser can still have it.
     */
    Optional<SocialState> take(String stateDigest, String bindingDigest, String method, Instant now);

    /** Forgets states that expired before then, at most {@code limit}; returns how many. */
    int deleteExpired(Instant before, int limit);
}
