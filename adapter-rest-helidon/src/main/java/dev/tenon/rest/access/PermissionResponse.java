package dev.tenon.rest.access;

import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.rest.http.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that roles can permit, as clients see it. */
record PermissionResponse(
        PermissionId id,
        String permissionName,
        @Nullable String description,
        boolean isBuiltIn,
        @Nullable String feature,
        Instant createdAt,
        Instant updatedAt) {

    static PermissionResponse from(PermissionEntry permission) {
        return new PermissionResponse(
                permission.id(),
                permission.name(),
                permission.description(),
                permission.builtIn(),
                permission.feature(),
                permission.createdAt(),
                permission.updatedAt());
    }

    /** The answer with a permission, and its revision as entity tag. */
    static Answer answer(int status, PermissionEntry permission) {
        return Answer.json(status, from(permission)).withRevision(permission.revision());
    }
}
