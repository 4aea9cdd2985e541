package dev.tenon.rest.access;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.rest.http.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named set of permissions as clients see it. */
record RoleResponse(
        RoleId id,
        String roleName,
        @Nullable String description,
        @Nullable OrganizationId organizationId,
        boolean isBuiltIn,
        List<String> permissions,
        Instant createdAt,
        Instant updatedAt) {

    static RoleResponse from(Role role) {
        return new RoleResponse(
                role.id(),
                role.name(),
                role.description(),
                role.organizationId(),
                role.builtIn(),
                role.permissions().stream().sorted().toList(),
                role.createdAt(),
                role.updatedAt());
    }

    /** The answer with a role, and its revision as entity tag. */
    static Answer answer(int status, Role role) {
        return Answer.json(status, from(role)).withRevision(role.revision());
    }
}
