package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in device.
 *
 * @param method the way in, as {@code email} or {@code google}; {@code null} if somebody else opened it
 * @param secondFactor what was shown besides, as {@code totp}; {@code null} if nothing was
 * @param impersonation who works in the account owner's name, and why; {@code null} in an ordinary session
 * @param lastSeenAt to the minute
 * @param idleExpiresAt when it ends unless it is used before
 * @param expiresAt when it ends in any case
 */
public record Session(
        SessionId id,
        UserId userId,
        @Nullable String method,
        @Nullable String secondFactor,
        @Nullable Impersonation impersonation,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        Instant createdAt,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt) {

    /**
     * Somebody else works in the name of the account's owner.
     *
     * @param by who it really is
     * @param reason as given to the person
     */
    public record Impersonation(UserId by, String reason) {}

    /** The same session after it was used. */
    public Session seenAt(Instant now, Instant newIdleExpiresAt) {
        return new Session(
                id,
                userId,
                method,
                secondFactor,
                impersonation,
                ipAddress,
                userAgent,
                createdAt,
                now,
                newIdleExpiresAt,
                expiresAt);
    }

    /** Whether the session still opens anything. */
    public boolean isLiveAt(Instant now) {
        return now.isBefore(idleExpiresAt) && now.isBefore(expiresAt);
    }

    /** A short name of the device, for people, as {@code Firefox on Linux}. */
    public String device() {
        return DeviceName.of(userAgent);
    }

    /** The session's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
