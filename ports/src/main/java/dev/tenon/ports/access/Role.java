package dev.tenon.ports.access;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.RoleId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named set of permissions.
 *
 * @param organizationId the organization inside which alone it counts; {@code null} for a role of the installation, which
 *     counts everywhere but inside organizations
 * @param name unique in its organization, or in the installation, whatever the case of its letters
 * @param builtIn whether it comes with Tenon and cannot be deleted or renamed
 * @param permissions as {@code resource:verb}
 * @param revision rises with every change of name, description and permissions; an adapter's ETag
 */
public record Role(
        RoleId id,
        @Nullable OrganizationId organizationId,
        String name,
        @Nullable String description,
        boolean builtIn,
        Set<String> permissions,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** May do everything. */
    public static final String ADMIN = "admin";
    /** Helps people: sees accounts, sessions, subscriptions, mail and audit rows; answers tickets, and changes nothing else. */
    public static final String SUPPORT = "support";
    /** What every registered person is. */
    public static final String MEMBER = "member";

    public Role {
        permissions = Set.copyOf(permissions);
    }

    /** Whether this is the one that may do everything, and of which somebody has to be left. */
    public boolean isAdmin() {
        return builtIn && name.equals(ADMIN);
    }

    /** The role's place in the list, oldest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** The same role after a patch. */
    public Role patched(RolePatch patch) {
        String newName = patch.name() == null ? name : patch.name();
        return new Role(
                id,
                organizationId,
                newName,
                patch.description().over(description),
                builtIn,
                permissions,
                createdAt,
                updatedAt,
                revision);
    }
}
