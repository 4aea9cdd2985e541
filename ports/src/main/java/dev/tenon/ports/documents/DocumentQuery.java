package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * What documents are looked for.
 *
 * @param words 1 to 200 characters: all the words that they have; {@code "some words"} that stand together, {@code or} between two,
 *     {@code -} before one that they do not have
 * @param organizationId only those of this organization; {@code null} for all that the caller may read
 */
public record DocumentQuery(String words, @Nullable OrganizationId organizationId) {

    public static final int LONGEST = 200;
}
