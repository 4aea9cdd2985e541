package dev.tenon.ports.signin.spi;

import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.spi.PasskeyCeremonies.Credential;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores passkeys (table {@code passkeys}). */
public interface PasskeyStore {

    /** A passkey with the half of its key that is here. */
    record StoredPasskey(Passkey passkey, Credential credential) {}

    /** Adds one; false if its credential is known already, on whatever account. */
    boolean insertIfAbsent(StoredPasskey passkey);

    /** The passkey of a credential, on whatever account. */
    Optional<StoredPasskey> findByCredential(String credentialId);

    /** An account's passkeys, in the order of their making. */
    List<StoredPasskey> list(UserId userId);

    /** One of an account's, locked for the unit of work. */
    Optional<Passkey> lock(UserId userId, PasskeyId id);

    /** Calls one otherwise, and raises its revision. */
    void rename(PasskeyId id, String name);

    /**
     * Notes a sign-in; false if the counter has not grown since, unless it never counted. Of parallel sign-ins with one
     * counter one is noted.
     */
    boolean use(PasskeyId id, long signatureCount, Instant now);

    /** Removes one of an account's; false if there is none of this id. */
    boolean delete(UserId userId, PasskeyId id);

    /** Removes an account's passkeys that were made then or later ({@code null}: all); returns how many. */
    int deleteSince(UserId userId, @Nullable Instant since);
}
