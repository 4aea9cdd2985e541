package dev.tenon.rest.signin;

import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.signin.Passkey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A passkey; nothing of its key. */
record PasskeyResponse(
        PasskeyId id,
        String name,
        String site,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        long revision) {

    static PasskeyResponse from(Passkey passkey) {
        return new PasskeyResponse(
                passkey.id(),
                passkey.name(),
                passkey.site(),
                passkey.createdAt(),
                passkey.lastUsedAt(),
                passkey.revision());
    }
}
