package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * How much a person stores and may store.
 *
 * @param used bytes of stored files
 * @param reserved bytes of uploads in flight
 * @param max bytes; {@code null} for no limit
 * @param documentsUsed how many files are stored
 * @param documentsReserved how many uploads are in flight
 * @param documentsMax {@code null} for no limit
 */
public record Quota(
        UserId userId,
        long used,
        long reserved,
        @Nullable Long max,
        long documentsUsed,
        long documentsReserved,
        @Nullable Long documentsMax) {

    /** Whether so many more bytes can be reserved. */
    public boolean takes(long bytes) {
        return max == null || used + reserved + bytes <= max;
    }

    /** Whether one more document can be reserved. */
    public boolean takesOneMore() {
        return documentsMax == null || documentsUsed + documentsReserved < documentsMax;
    }
}
