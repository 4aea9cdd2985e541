package dev.tenon.ports.signin.spi;

import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores what takes two requests, between them (table {@code ceremonies}): found by the digest of a token that the client
 * holds, spent once, short-lived.
 */
public interface CeremonyStore {

    /** What a ceremony ends in; it ends in nothing else. */
    enum Purpose {
        /** A session, after a second factor. */
        SECOND_FACTOR,
        /** A new passkey. */
        PASSKEY_REGISTRATION,
        /** A session, by a passkey. */
        PASSKEY_SIGN_IN;

        /** The name in tables, e.g. {@code second-factor}. */
        public String purposeName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A ceremony between its two requests.
     *
     * @param userId whose it is; {@code null} as long as nobody knows
     * @param sealedState what its second half needs
     */
    record Ceremony(
            UUID id,
            @Nullable UserId userId,
            Purpose purpose,
            String digest,
            String sealedState,
            Instant createdAt,
            Instant expiresAt) {}

    /** Begins a ceremony. Of one account's for one purpose the newest {@code keep} stay. */
    void begin(Ceremony ceremony, int keep);

    /** The live ceremony of a token; empty if it is unknown, spent, expired or for another purpose. */
    Optional<Ceremony> find(String digest, Purpose purpose, Instant now);

    /** Spends a ceremony: of all who try, one gets it. Empty as {@link #find}. */
    Optional<Ceremony> spend(String digest, Purpose purpose, Instant now);

    /** Ends every ceremony of an account. */
    void cancel(UserId userId);

    /** Forgets ceremonies that expired before then, at most {@code limit}; returns how many. */
    int deleteExpired(Instant before, int limit);
}
