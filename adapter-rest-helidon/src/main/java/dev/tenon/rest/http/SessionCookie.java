package dev.tenon.rest.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that holds a session's token for browsers. The prefix binds it to this very host and to TLS (RFC 6265bis
 * section 4.1.3.2): no subdomain and no plain connection can set one. Scripts cannot read it.
 */
public final class SessionCookie {

    /** Its name. */
    public static final String NAME = "__Host-tenon-session";

    private static final String PREFIX = NAME + "=";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=";
    private static final int LONGEST_TOKEN = 512;

    private SessionCookie() {}

    /** The value of {@code Set-Cookie} that hands a token out for as long as its session lasts at most. */
    public static String holding(String token, Duration lasts) {
        return PREFIX + token + ATTRIBUTES + Math.max(1, lasts.toSeconds());
    }

    /** The value of {@code Set-Cookie} that takes the cookie away. */
    static String gone() {
        return PREFIX + ATTRIBUTES + 0;
    }

    /**
     * The token in the cookie; {@code null} without one. Two different ones are none: a browser never sends them, and which of
     * them was meant is not for us to guess.
     *
     * @param lines every {@code Cookie} header, each as sent: a comma does not end a cookie
     */
    static @Nullable String read(List<String> lines) {
        List<String> found = new ArrayList<>(1);
        for (String line : lines) {
            for (String pair : line.split(";", -1)) {
                String stripped = pair.strip();
                if (stripped.startsWith(PREFIX)) {
                    found.add(stripped.substring(PREFIX.length()));
                }
            }
        }
        boolean isOne = found.stream().distinct().count() == 1;
        String token = isOne ? found.get(0) : "";
        return token.isEmpty() || token.length() > LONGEST_TOKEN ? null : token;
    }
}
