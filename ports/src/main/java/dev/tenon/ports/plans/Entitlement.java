package dev.tenon.ports.plans;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a subject may or may not do, and why.
 *
 * @param key e.g. {@code api-access}, {@code max-storage}
 * @param name for people
 * @param granted whether it may
 * @param used how much of the limit is used; {@code null} for what is not counted
 * @param limit in the thing's own unit; {@code null} for no limit, and for what is not granted
 * @param source where the answer comes from: {@code account:<status>}, {@code organization:deleted}, {@code exception},
 *     {@code plan:<name>}, {@code installation} or {@code default}
 */
public record Entitlement(
        String key,
        String name,
        boolean granted,
        @Nullable Long limit,
        @Nullable Long used,
        String source) {

    /** The source of what an exception decides. */
    public static final String BY_EXCEPTION = "exception";

    /** The source of what an organization without a plan has. */
    public static final String BY_INSTALLATION = "installation";

    /** The source of what nothing grants. */
    public static final String BY_DEFAULT = "default";

    /** How many documents can be stored. */
    public static final String MAX_DOCUMENTS = "max-documents";

    /** How many bytes can be stored. */
    public static final String MAX_STORAGE = "max-storage";

    /** How many members an organization can have. */
    public static final String MAX_SEATS = "max-seats";

    /** The same within another limit. */
    public Entitlement within(@Nullable Long other) {
        return new Entitlement(key, name, granted, other, used, source);
    }
}
