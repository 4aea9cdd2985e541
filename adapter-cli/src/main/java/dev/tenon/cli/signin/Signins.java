package dev.tenon.cli.signin;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.PasskeyRefusal;
import dev.tenon.ports.signin.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How commands print where people are signed in, and who tried to be. */
public final class Signins {

    public static final List<Field<Session>> FIELDS = List.of(
            Field.shown("id", "Id", Session::id),
            Field.scripted("userId", Session::userId),
            Field.shown("device", "Device", Session::device),
            Field.tabled("Method", Look.WHOLE, Signins::wayIn),
            Field.shown("ipAddress", "Address", Session::ipAddress),
            Field.shown("lastSeenAt", "Last seen", Session::lastSeenAt),
            Field.shown("createdAt", "Signed in", Session::createdAt),
            Field.shown("expiresAt", "Ends", Session::expiresAt),
            Field.scripted("idleExpiresAt", Session::idleExpiresAt),
            Field.scripted("method", Session::method),
            Field.scripted("secondFactor", Session::secondFactor),
            Field.scripted("impersonation", Signins::impersonation),
            Field.scripted("userAgent", Session::userAgent));

    /** A session with its token. */
    public static final List<Field<OpenedSession>> OPENED = List.of(
            Field.shown("token", "Token", opened -> opened.token().text()),
            Field.shown("id", "Session", opened -> opened.session().id()),
            Field.shown("userId", "User", opened -> opened.session().userId()),
            Field.shown("expiresAt", "Ends", opened -> opened.session().expiresAt()));

    public static final List<Field<LoginAttempt>> ATTEMPTS = List.of(
            Field.shown("loginTime", "When", LoginAttempt::at),
            Field.shown(
                    "outcome", "Outcome", attempt -> attempt.outcome().name().toLowerCase(Locale.ROOT)),
            Field.shown("reason", "Reason", LoginAttempt::reason),
            Field.shown("method", "Method", LoginAttempt::method),
            Field.shown("device", "Device", LoginAttempt::device),
            Field.shown("ipAddress", "Address", LoginAttempt::ipAddress),
            Field.shown("userId", "User", LoginAttempt::userId),
            Field.scripted("id", LoginAttempt::number),
            Field.scripted("userAgent", LoginAttempt::userAgent));

    public static final List<Field<Passkey>> PASSKEYS = List.of(
            Field.shown("id", "Id", Passkey::id),
            Field.shown("name", "Name", Passkey::name),
            Field.shown("site", "Site", Passkey::site),
            Field.shown("createdAt", "Added", Passkey::createdAt),
            Field.shown("lastUsedAt", "Last used", Passkey::lastUsedAt),
            Field.scripted("userId", Passkey::userId),
            Field.scripted("revision", Passkey::revision));

    private Signins() {}

    /** Reads the id of a passkey; refuses what is none. */
    public static PasskeyId passkeyId(String text) {
        return PasskeyId.parse(text).orElseThrow(PasskeyRefusal.NOT_FOUND::refusal);
    }

    private static @Nullable Object wayIn(Session session) {
        String method = session.method();
        String factor = session.secondFactor();
        if (session.impersonation() != null) {
            return "in the person's name";
        }
        return factor == null || factor.equals(method) ? method : method + " + " + factor;
    }

    private static @Nullable Object impersonation(Session session) {
        Session.Impersonation impersonation = session.impersonation();
        return impersonation == null
                ? null
                : Map.of("by", impersonation.by().toString(), "reason", impersonation.reason());
    }
}
