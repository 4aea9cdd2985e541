package dev.tenon.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the word that was meant. */
public final class Nearest {

    private static final int SHORTEST_BEGINNING = 3;

    private Nearest() {}

    /** The one of the known words that a typed one begins, or is close to; empty if none is. */
    public static Optional<String> to(String typed, Iterable<String> known) {
        @Nullable String nearest = null;
        int least = Math.max(1, typed.length() / 2) + 1;
        for (String each : known) {
            int distance = isBeginning(typed, each) ? 0 : EditDistance.between(typed, each);
            if (distance < least) {
                least = distance;
                nearest = each;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static boolean isBeginning(String typed, String known) {
        return typed.length() >= SHORTEST_BEGINNING && known.startsWith(typed);
    }
}
