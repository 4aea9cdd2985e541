package dev.tenon.ports.plans;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a subject may or may not do, and why.
 *
 * @param key e.g. {@code api-access}, {@code max-storage}
 * @param name for people
 * @param granted whether it may
 * @param limit in the thing's own unit; {@code null} for no limit
 * @param used how much of the limit is used; {@code null} for what is not counted
 * @param source where the answer comes from: {@code plan:<name>}, {@code account:<status>} or {@code default}
 */
public record Entitlement(
        String key,
        String name,
        boolean granted,
        @Nullable Long limit,
        @Nullable Long used,
        String source) {

    /** How many documents can be stored. */
    public static final String MAX_DOCUMENTS = "max-documents";

    /** How many bytes can be stored. */
    public static final String MAX_STORAGE = "max-storage";

    /** How many members an organization can have. */
    public static final String MAX_SEATS = "max-seats";
}
