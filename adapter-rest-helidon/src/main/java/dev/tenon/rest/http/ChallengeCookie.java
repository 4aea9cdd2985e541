package dev.tenon.rest.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that holds a sign-in which waits for its second factor, so that the page need not: no other site's page can make
 * a browser send it ({@code Strict}) or set it (the prefix), and thereby sign somebody in as somebody else. It is worth
 * nothing once it was used, and goes by itself.
 */
public final class ChallengeCookie {

    private static final String PREFIX = "__Host-tenon-challenge=";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";
    private static final int SECONDS = 300;
    private static final int LONGEST = 64;

    private ChallengeCookie() {}

    /** The value of {@code Set-Cookie} that leaves the challenge in the browser. */
    public static String holding(String challenge) {
        return PREFIX + challenge + ATTRIBUTES + SECONDS;
    }

    /** The challenge among the cookies; {@code null} without one, or with several different ones. */
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
