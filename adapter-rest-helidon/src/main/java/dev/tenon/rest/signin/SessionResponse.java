package dev.tenon.rest.signin;

import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A signed-in device as clients see it. */
record SessionResponse(
        SessionId id,
        @Nullable String method,
        @Nullable String secondFactor,
        @Nullable Impersonation impersonation,
        String device,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        Instant createdAt,
        Instant lastSeenAt,
        Instant idleExpiresAt,
        Instant expiresAt,
        boolean current) {

    /** Who works in the account owner's name, and why. */
    record Impersonation(UserId by, String reason) {

        static @Nullable Impersonation from(Session.@Nullable Impersonation impersonation) {
            return impersonation == null ? null : new Impersonation(impersonation.by(), impersonation.reason());
        }
    }

    static SessionResponse from(Session session, @Nullable SessionId current) {
        return new SessionResponse(
                session.id(),
                session.method(),
                session.secondFactor(),
                Impersonation.from(session.impersonation()),
                session.device(),
                session.ipAddress(),
                session.userAgent(),
                session.createdAt(),
                session.lastSeenAt(),
                session.idleExpiresAt(),
                session.expiresAt(),
                session.id().equals(current));
    }
}
