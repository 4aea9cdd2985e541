package dev.tenon.ports.organizations;

import org.jspecify.annotations.Nullable;

/**
 * An organization to found.
 *
 * @param name at most {@link Organization#LONGEST_NAME} characters on one line
 * @param slug {@code ^[a-z0-9]+(-[a-z0-9]+)*$}, at most {@link Organization#LONGEST_SLUG} characters; {@code null} to have one made
 *     from the name
 */
public record NewOrganization(String name, @Nullable String slug) {

    /** One whose slug is made from its name. */
    public static NewOrganization named(String name) {
        return new NewOrganization(name, null);
    }
}
