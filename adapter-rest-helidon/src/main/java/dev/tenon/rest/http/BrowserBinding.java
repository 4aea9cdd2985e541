package dev.tenon.rest.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that ties a sign-in at a provider to the browser that began it. {@code Lax}, since the provider's page sends the
 * browser back by a link; the prefix keeps subdomains and plain connections from setting one.
 */
public final class BrowserBinding {

    private static final String PREFIX = "__Host-tenon-social=";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=";
    private static final int SECONDS = 600;
    private static final int LONGEST = 64;

    private BrowserBinding() {}

    /** The same answer, which leaves the secret in the browser. */
    public static Answer keep(Answer answer, String secret) {
        return answer.with("Set-Cookie", PREFIX + secret + ATTRIBUTES + SECONDS);
    }

    /** The secret among the cookies; {@code null} without one, or with several different ones. */
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
        return isOne && found.get(0).length() <= LONGEST ? found.get(0) : null;
    }
}
