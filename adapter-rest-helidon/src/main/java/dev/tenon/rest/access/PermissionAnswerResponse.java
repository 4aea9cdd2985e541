package dev.tenon.rest.access;

import dev.tenon.ports.access.PermissionAnswer;
import dev.tenon.ports.access.PermissionAnswer.Path;
import dev.tenon.ports.access.PermissionAnswer.PlanStep;
import dev.tenon.ports.access.PermissionAnswer.UsageStep;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.rest.json.Words;
import org.jspecify.annotations.Nullable;

/** Whether somebody may, as clients see it. */
record PermissionAnswerResponse(
        String id,
        boolean allowed,
        String reason,
        String reasonCode,
        @Nullable Explanation explanation) {

    record Explanation(
            @Nullable RoleId roleId,
            @Nullable String roleName,
            @Nullable OrganizationId organizationId,
            @Nullable String membership,
            @Nullable PermissionId permissionId,
            @Nullable PlanStep plan,
            @Nullable UsageStep usage) {}

    static PermissionAnswerResponse from(PermissionAnswer answer) {
        return new PermissionAnswerResponse(
                answer.id(), answer.allowed(), answer.reason(), answer.code().word(), explanation(answer.path()));
    }

    private static @Nullable Explanation explanation(@Nullable Path path) {
        return path == null
                ? null
                : new Explanation(
                        path.roleId(),
                        path.roleName(),
                        path.organizationId(),
                        path.membership() == null ? null : Words.of(path.membership()),
                        path.permissionId(),
                        path.plan(),
                        path.usage());
    }
}
