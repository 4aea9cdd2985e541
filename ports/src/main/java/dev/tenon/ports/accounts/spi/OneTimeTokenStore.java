package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores what came by mail and works once (table {@code one_time_tokens}), as digests. */
public interface OneTimeTokenStore {

    /** What a token proves. */
    enum Purpose {
        VERIFY_EMAIL,
        RESET_PASSWORD,
        CHANGE_EMAIL,
        /** Takes the account back to the address before; an account may have several, one for each change. */
        UNDO_EMAIL_CHANGE
    }

    /**
     * A token at rest; one live per account and purpose, but any number that undo a change.
     *
     * @param targetEmail the address that it proves
     * @param sessionId the session that asked for it; {@code null} without one
     */
    record OneTimeToken(
            UUID id,
            UserId userId,
            Purpose purpose,
            String digest,
            EmailAddress targetEmail,
            @Nullable SessionId sessionId,
            Instant createdAt,
            Instant expiresAt) {}

    /** Stores a token, in place of the live one of the same account and purpose unless it undoes a change. */
    void replace(OneTimeToken token);

    /** Spends a token: of all who try, one gets it. Empty if it is unknown, spent, expired or for another purpose. */
    Optional<OneTimeToken> spend(String digest, Purpose purpose, Instant now);

    /** Ends every live token of an account but those that undo a change; with {@code undosSince}, also those of these made since then. */
    void cancel(UserId userId, @Nullable Instant undosSince, Instant now);

    /** When the token of this account and purpose was made; empty if there is none, or it was spent. */
    Optional<Instant> issuedAt(UserId userId, Purpose purpose);

    /** Forgets tokens that expired before then, at most {@code limit}; returns how many. */
    int deleteExpired(Instant before, int limit);
}
