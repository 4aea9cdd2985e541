package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in device.
 *
 * @param lastSeenAt to the minute
 * @param idleExpiresAt when it ends unless it is used before
 * @param expiresAt when it ends in any case
 */
public record Session(
        SessionId id,
        UserId userId,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        Instant createdAt,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt) {

    /** Whether the session still opens anything. */
    public boolean isLiveAt(Instant now) {
        return now.isBefore(idleExpiresAt) && now.isBefore(expiresAt);
    }

    /** The session's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
