package dev.tenon.ports.documents;

import org.jspecify.annotations.Nullable;

/**
 * Which documents to list; {@code null} leaves a condition out.
 *
 * @param text a part of the file name, in any case
 * @param fileType the short name, e.g. {@code pdf}
 */
public record DocumentFilter(
        @Nullable String text,
        @Nullable DocumentStatus status,
        @Nullable String fileType) {

    /** Every document. */
    public static DocumentFilter all() {
        return new DocumentFilter(null, null, null);
    }
}
