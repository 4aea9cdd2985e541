package dev.tenon.ports.kernel;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list.
 *
 * @param limit how many items at most, 1 to 200
 * @param after the {@link Page#next()} of the page before; {@code null} for the first page
 */
public record PageRequest(int limit, @Nullable Position after) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int HIGHEST_LIMIT = 200;

    public PageRequest {
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw RequestRefusal.INVALID.because("Ask for 1 to " + HIGHEST_LIMIT + " items at a time.");
        }
    }

    /** The first page. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }

    /** Where the page starts; empty for the first page. */
    public Optional<Position> start() {
        return Optional.ofNullable(after);
    }

    /** How many rows a store reads: one more than the page holds, to know whether there is a next one. */
    public int rows() {
        return limit + 1;
    }
}
