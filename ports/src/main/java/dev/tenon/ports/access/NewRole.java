package dev.tenon.ports.access;

import dev.tenon.ports.kernel.OrganizationId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A role to make.
 *
 * @param name at most {@link #LONGEST_NAME} characters on one line
 * @param description at most {@link #LONGEST_DESCRIPTION} characters; {@code null} for none
 * @param organizationId the organization inside which alone it is to count; {@code null} for a role of the installation
 * @param permissions what it permits from the beginning, as {@code resource:verb}
 */
public record NewRole(
        String name, @Nullable String description, @Nullable OrganizationId organizationId, Set<String> permissions) {

    public static final int LONGEST_NAME = 50;
    public static final int LONGEST_DESCRIPTION = 500;
    /** How many permissions a new role can be given at once. */
    public static final int MOST_PERMISSIONS = 200;

    public NewRole {
        permissions = Set.copyOf(permissions);
    }

    /** A role of the installation that permits this. */
    public static NewRole of(String name, String... permissions) {
        return new NewRole(name, null, null, Set.of(permissions));
    }

    /** The same for an organization. */
    public NewRole in(OrganizationId organization) {
        return new NewRole(name, description, organization, permissions);
    }
}
