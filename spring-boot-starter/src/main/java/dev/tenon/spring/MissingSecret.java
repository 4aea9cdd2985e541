package dev.tenon.spring;

/** The property {@code tenon.secret} is missing or too short. */
final class MissingSecret extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MissingSecret() {
        super("Set tenon.secret to 32 random characters or more, the same on every server over this database,"
                + " for example from: openssl rand -base64 48");
    }
}
