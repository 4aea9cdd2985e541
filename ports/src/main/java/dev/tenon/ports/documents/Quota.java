package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.SubjectId;
import org.jspecify.annotations.Nullable;

/**
 * How much a person or an organization stores and may store.
 *
 * @param subject whose it is: the account or the organization
 * @param used bytes of stored files
 * @param reserved bytes of uploads in flight
 * @param max bytes; {@code null} for no limit
 * @param documentsUsed how many files are stored
 * @param documentsReserved how many uploads are in flight
 * @param documentsMax {@code null} for no limit
 */
public record Quota(
        SubjectId subject,
        long used,
        long reserved,
        @Nullable Long max,
        long documentsUsed,
        long documentsReserved,
        @Nullable Long documentsMax) {

    /** How many more bytes can be reserved; {@link Long#MAX_VALUE} for no limit. */
    public long free() {
        return max == null ? Long.MAX_VALUE : Math.max(0, max - used - reserved);
    }

    /** Whether so many more bytes can be reserved. */
    public boolean takes(long bytes) {
        return bytes <= free();
    }

    /** Whether so many more documents can be reserved. */
    public boolean takesDocuments(long documents) {
        return documents == 0 || documentsMax == null || documents <= documentsMax - documentsUsed - documentsReserved;
    }
}
