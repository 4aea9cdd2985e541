package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * Which documents to list; {@code null} leaves a condition out.
 *
 * @param organizationId whose; {@code null} for the caller's own
 * @param text a part of the file name, in any case
 * @param fileType the short name, e.g. {@code pdf}
 * @param tag a tag that they have
 */
public record DocumentFilter(
        @Nullable OrganizationId organizationId,
        @Nullable String text,
        @Nullable DocumentStatus status,
        @Nullable String fileType,
        @Nullable String tag) {

    /** Every document of the caller's own. */
    public static DocumentFilter all() {
        return of(null);
    }

    /** Every document of an organization; {@code null} for the caller's own. */
    public static DocumentFilter of(@Nullable OrganizationId organizationId) {
        return new DocumentFilter(organizationId, null, null, null, null);
    }
}
