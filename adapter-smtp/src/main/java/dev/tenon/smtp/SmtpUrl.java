package dev.tenon.smtp;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A mail server as an operator names it: {@code smtp://user:password@host:587?tls=starttls} or
 * {@code smtps://user:password@host}.
 *
 * @param user who signs in there; {@code null} for nobody
 */
record SmtpUrl(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        Protection protection) {

    /** How the connection is protected. */
    enum Protection {
        /** TLS from the first byte. */
        TLS,
        /** TLS after STARTTLS, or no mail. */
        STARTTLS,
        /** None; for a server on this machine or in a network of one's own. */
        NONE
    }

    private static final int PORT_OF_SMTPS = 465;
    private static final int PORT_OF_SUBMISSION = 587;

    /**
     * Reads the URL. Without {@code tls}, {@code smtp} asks for STARTTLS, except of a server on this machine.
     *
     * @throws IllegalArgumentException with a sentence for the operator, in which no password is
     */
    static SmtpUrl of(URI url) {
        String scheme = String.valueOf(url.getScheme());
        String host = url.getHost();
        if (!scheme.equals("smtp") && !scheme.equals("smtps")) {
            throw new IllegalArgumentException("the URL begins with smtp:// or smtps://");
        }
        boolean hasPath = !url.getPath().isEmpty() && !url.getPath().equals("/");
        if (host == null || hasPath || url.getFragment() != null) {
            throw new IllegalArgumentException("the URL names a host, and no path; in a user name or a password, write"
                    + " %40 for @, %3A for :, %2F for / and %25 for %");
        }
        Protection protection = protection(scheme, host, url.getQuery());
        int usual = protection == Protection.TLS ? PORT_OF_SMTPS : PORT_OF_SUBMISSION;
        String userInfo = url.getRawUserInfo();
        if (userInfo == null) {
            return new SmtpUrl(host, url.getPort() < 0 ? usual : url.getPort(), null, null, protection);
        }
        int colon = userInfo.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("the URL has a user name, so give the password too: user:password@host");
        }
        return new SmtpUrl(
                host,
                url.getPort() < 0 ? usual : url.getPort(),
                decoded(userInfo.substring(0, colon)),
                decoded(userInfo.substring(colon + 1)),
                protection);
    }

    private static Protection protection(String scheme, String host, @Nullable String query) {
        if (scheme.equals("smtps")) {
            if (query != null) {
                throw new IllegalArgumentException("smtps:// takes no parameters");
            }
            return Protection.TLS;
        }
        if (query == null) {
            boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
            return here ? Protection.NONE : Protection.STARTTLS;
        }
        return switch (query) {
            case "tls=starttls" -> Protection.STARTTLS;
            case "tls=none" -> Protection.NONE;
            default -> throw new IllegalArgumentException("smtp:// takes one parameter, tls=starttls or tls=none");
        };
    }

    /** A plus sign is one: this is no form. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The server, without who signs in there. */
    String server() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return server();
    }
}
