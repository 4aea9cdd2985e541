package dev.tenon.rest.access;

import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.json.Fields;
import org.jspecify.annotations.Nullable;

/** What is asked of a role. */
final class RoleRequest {

    private static final String[] READ_ONLY = {"id", "isBuiltIn", "createdAt", "updatedAt"};

    private RoleRequest() {}

    /** {@code {roleName, description?, organizationId?, permissions?}}. */
    static NewRole create(Fields fields) {
        NewRole role = new NewRole(
                fields.text("roleName"),
                fields.nullableText("description"),
                organization(fields.nullableText("organizationId")),
                fields.texts("permissions", NewRole.MOST_PERMISSIONS));
        fields.close(READ_ONLY);
        return role;
    }

    /** A merge patch: {@code {roleName?, description?}}. */
    static RolePatch patch(Fields fields) {
        RolePatch patch = new RolePatch(fields.optionalText("roleName"), fields.patchedText("description"));
        fields.close("id", "organizationId", "isBuiltIn", "permissions", "createdAt", "updatedAt");
        return patch;
    }

    static @Nullable OrganizationId organization(@Nullable String text) {
        return text == null ? null : Ids.parse(text, OrganizationId::parse, OrganizationId::new);
    }
}
