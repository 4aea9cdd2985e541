package dev.tenon.ports.organizations;

import org.jspecify.annotations.Nullable;

/**
 * Which organizations to list; {@code null} leaves a condition out.
 *
 * @param text what to look for in names and slugs, as {@code SearchWords} reads it
 * @param slug the whole slug: of one at most
 * @param everyones whether to list those of everybody, and not only one's own
 */
public record OrganizationFilter(
        @Nullable String text, @Nullable String slug, boolean everyones) {

    /** One's own. */
    public static OrganizationFilter mine() {
        return new OrganizationFilter(null, null, false);
    }

    /** Everybody's. */
    public static OrganizationFilter all() {
        return new OrganizationFilter(null, null, true);
    }

    /** Everybody's or one's own. */
    public static OrganizationFilter of(boolean everyones) {
        return everyones ? all() : mine();
    }

    /** The same, with something to look for. */
    public OrganizationFilter search(@Nullable String words) {
        return new OrganizationFilter(words, slug, everyones);
    }

    /** The same, of this slug alone. */
    public OrganizationFilter ofSlug(@Nullable String wanted) {
        return new OrganizationFilter(text, wanted, everyones);
    }
}
