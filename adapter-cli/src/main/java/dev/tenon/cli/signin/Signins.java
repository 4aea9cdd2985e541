package dev.tenon.cli.signin;

import dev.tenon.cli.Field;
import dev.tenon.ports.signin.Session;
import java.util.List;

/** How commands print where people are signed in. */
public final class Signins {

    public static final List<Field<Session>> FIELDS = List.of(
            Field.shown("id", "Id", Session::id),
            Field.scripted("userId", Session::userId),
            Field.shown("ipAddress", "Address", Session::ipAddress),
            Field.shown("lastSeenAt", "Last seen", Session::lastSeenAt),
            Field.shown("createdAt", "Signed in", Session::createdAt),
            Field.flowing("userAgent", "Device", Session::userAgent),
            Field.shown("expiresAt", "Ends", Session::expiresAt),
            Field.scripted("idleExpiresAt", Session::idleExpiresAt));

    private Signins() {}
}
