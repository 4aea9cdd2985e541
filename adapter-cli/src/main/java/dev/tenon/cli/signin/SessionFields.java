package dev.tenon.cli.signin;

import dev.tenon.cli.Field;
import dev.tenon.ports.signin.Session;
import java.util.List;

/** How commands print sessions. */
public final class SessionFields {

    public static final List<Field<Session>> ALL = List.of(
            Field.shown("id", "Id", Session::id),
            Field.scripted("userId", Session::userId),
            Field.shown("ipAddress", "Address", Session::ipAddress),
            Field.shown("userAgent", "Device", Session::userAgent),
            Field.shown("createdAt", "Signed in", Session::createdAt),
            Field.shown("lastSeenAt", "Last seen", Session::lastSeenAt),
            Field.scripted("idleExpiresAt", Session::idleExpiresAt),
            Field.shown("expiresAt", "Ends", Session::expiresAt));

    private SessionFields() {}
}
