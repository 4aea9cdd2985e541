package dev.tenon.rest.signin;

import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.signin.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A signed-in device as clients see it. */
record SessionResponse(
        SessionId id,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        Instant createdAt,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt,
        boolean current) {

    static SessionResponse from(Session session, SessionId current) {
        return new SessionResponse(
                session.id(),
                session.ipAddress(),
                session.userAgent(),
                session.createdAt(),
                session.lastSeenAt(),
                session.idleExpiresAt(),
                session.expiresAt(),
                session.id().equals(current));
    }
}
