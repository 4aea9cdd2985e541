package dev.tenon.rest.access;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.kernel.RoleId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named set of permissions as clients see it. */
record RoleResponse(
        RoleId id, String roleName, @Nullable String description, boolean isBuiltIn, List<String> permissions) {

    static RoleResponse from(Role role) {
        return new RoleResponse(
                role.id(),
                role.name(),
                role.description(),
                role.builtIn(),
                role.permissions().stream().sorted().toList());
    }
}
