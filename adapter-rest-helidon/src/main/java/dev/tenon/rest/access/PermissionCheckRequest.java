package dev.tenon.rest.access;

import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.json.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code {checks: [{id, permission, organizationId?, documentId?}], userId?, explain?}}. */
record PermissionCheckRequest(
        List<PermissionCheck> checks, @Nullable UserId about, boolean explain) {

    static PermissionCheckRequest read(Fields fields) {
        List<PermissionCheck> checks = fields.objects("checks", PermissionCheck.MOST, PermissionCheckRequest::check);
        String about = fields.nullableText("userId");
        boolean explain = fields.flag("explain");
        fields.close();
        return new PermissionCheckRequest(
                checks, about == null ? null : Ids.parse(about, UserId::parse, UserId::new), explain);
    }

    private static PermissionCheck check(Fields fields) {
        String document = fields.nullableText("documentId");
        return new PermissionCheck(
                fields.text("id"),
                fields.text("permission"),
                RoleRequest.organization(fields.nullableText("organizationId")),
                document == null ? null : Ids.parse(document, DocumentId::parse, DocumentId::new));
    }
}
