package dev.tenon.ports.access;

import dev.tenon.ports.kernel.RoleId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named set of permissions.
 *
 * @param builtIn whether it comes with Tenon and cannot be deleted
 * @param permissions as {@code resource:verb}
 */
public record Role(RoleId id, String name, @Nullable String description, boolean builtIn, Set<String> permissions) {

    /** May do everything. */
    public static final String ADMIN = "admin";
    /** Helps people: sees accounts, sessions, subscriptions, mail and audit rows; changes nothing. */
    public static final String SUPPORT = "support";
    /** What every registered person is. */
    public static final String MEMBER = "member";

    public Role {
        permissions = Set.copyOf(permissions);
    }
}
