package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A passkey that opens an account: a key pair of which the device keeps the private half.
 *
 * @param userId whose account it opens
 * @param name how its owner calls it, as {@code phone}
 * @param site the host that it belongs to, as {@code accounts.example.org}: it opens nothing on another
 * @param lastUsedAt {@code null} until the first sign-in with it
 * @param revision rises by one with every change of the name; an adapter's ETag
 */
public record Passkey(
        PasskeyId id,
        UserId userId,
        String name,
        String site,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        long revision) {

    /** The same under another name. */
    public Passkey renamed(String newName) {
        return new Passkey(id, userId, newName, site, createdAt, lastUsedAt, revision + 1);
    }
}
