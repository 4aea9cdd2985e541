package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A try to sign in, as the login history keeps it.
 *
 * @param number rises with every try
 * @param userId whose account was tried; {@code null} if the address belongs to nobody
 * @param method the way in, as {@code email} or {@code google}
 * @param reason a machine word for why it failed, as {@code wrong-password}; {@code null} for a success
 */
public record LoginAttempt(
        long number,
        @Nullable UserId userId,
        String method,
        Outcome outcome,
        @Nullable String reason,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        Instant at) {

    /** How it ended. */
    public enum Outcome {
        SUCCESS,
        FAILURE
    }

    /** A short name of the device, for people, as {@code Firefox on Linux}. */
    public String device() {
        return DeviceName.of(userAgent);
    }

    /** The try's place in the list, newest first. */
    public Position position() {
        return new Position(at, new UUID(0, number));
    }
}
