package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Stores what came by mail and works once (table {@code one_time_tokens}), as digests. */
public interface OneTimeTokenStore {

    /** What a token proves. */
    enum Purpose {
        VERIFY_EMAIL,
        RESET_PASSWORD,
        CHANGE_EMAIL
    }

    /** A token at rest; one live per account and purpose. */
    record OneTimeToken(
            UUID id,
            UserId userId,
            Purpose purpose,
            String digest,
            EmailAddress targetEmail,
            Instant createdAt,
            Instant expiresAt) {}

    /** Stores a token, in place of the live one of the same account and purpose. */
    void replace(OneTimeToken token);

    /** Spends a token: of all who try, one gets it. Empty if it is unknown, spent, expired or for another purpose. */
    Optional<OneTimeToken> spend(String digest, Purpose purpose, Instant now);

    /** When the token of this account and purpose was made; empty if there is none, or it was spent. */
    Optional<Instant> issuedAt(UserId userId, Purpose purpose);

    /** Forgets tokens that expired before then, at most {@code limit}; returns how many. */
    int deleteExpired(Instant before, int limit);
}
