package dev.tenon.rest.http;

import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import org.jspecify.annotations.Nullable;

/** The token in {@code Authorization} (RFC 6750 section 2.1). */
final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** The token; {@code null} if there is no header. Any other scheme is refused: what is sent is never ignored. */
    static @Nullable String read(@Nullable String authorization) {
        if (authorization == null) {
            return null;
        }
        return checked(
                isBearer(authorization)
                        ? authorization.substring(SCHEME.length()).strip()
                        : "");
    }

    /** The same, where an API key may also stand by itself. */
    static @Nullable String readBare(@Nullable String authorization) {
        return authorization != null && authorization.startsWith(Token.API_KEY)
                ? checked(authorization.strip())
                : read(authorization);
    }

    private static boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    private static String checked(String token) {
        if (token.isEmpty() || token.length() > 512 || token.indexOf(' ') >= 0 || token.indexOf(',') >= 0) {
            throw RequestRefusal.UNAUTHENTICATED.because("`Authorization` is `Bearer` and a token, and stands once.");
        }
        return token;
    }
}
