package dev.tenon.rest.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Names of requests: the client's own if it is sane, else a new one. They name, and protect nothing. */
final class RequestIds {

    private static final int LONGEST = 64;

    private RequestIds() {}

    static String of(@Nullable String given) {
        return given != null && isSane(given) ? given : next();
    }

    private static boolean isSane(String given) {
        if (given.isEmpty() || given.length() > LONGEST) {
            return false;
        }
        for (int index = 0; index < given.length(); index++) {
            char each = given.charAt(index);
            boolean isTaken = (each >= 'a' && each <= 'z')
                    || (each >= 'A' && each <= 'Z')
                    || (each >= '0' && each <= '9')
                    || each == '.'
                    || each == '_'
                    || each == '-';
            if (!isTaken) {
                return false;
            }
        }
        return true;
    }

    private static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
