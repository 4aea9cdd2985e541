package dev.tenon.ports.organizations;

import org.jspecify.annotations.Nullable;

/**
 * Which organizations to list.
 *
 * @param text what to look for in names and slugs, as {@code SearchWords} reads it; {@code null} leaves the condition out
 * @param everyones whether to list those of everybody, and not only one's own
 */
public record OrganizationFilter(@Nullable String text, boolean everyones) {

    /** One's own. */
    public static OrganizationFilter mine() {
        return new OrganizationFilter(null, false);
    }

    /** Everybody's. */
    public static OrganizationFilter all() {
        return new OrganizationFilter(null, true);
    }

    /** The same, with something to look for. */
    public OrganizationFilter search(@Nullable String words) {
        return new OrganizationFilter(words, everyones);
    }
}
