package dev.tenon.ports.access;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import org.jspecify.annotations.Nullable;

/**
 * A question: may somebody do this?
 *
 * @param id what the asker knows the question by; the answer has the same
 * @param permission as {@code resource:verb}; one that does not exist is answered, not refused
 * @param organizationId inside which organization; {@code null} for outside of any, or for where the document is
 * @param documentId with which document; {@code null} for none in particular
 */
public record PermissionCheck(
        String id,
        String permission,
        @Nullable OrganizationId organizationId,
        @Nullable DocumentId documentId) {

    /** How many questions can be asked at once. */
    public static final int MOST = 100;

    public static final int LONGEST_ID = 100;
    public static final int LONGEST_PERMISSION = 200;

    /** Outside of any organization. */
    public static PermissionCheck of(String permission) {
        return new PermissionCheck(permission, permission, null, null);
    }

    /** The same question inside an organization. */
    public PermissionCheck in(OrganizationId organization) {
        return new PermissionCheck(id, permission, organization, documentId);
    }

    /** The same question about a document. */
    public PermissionCheck about(DocumentId document) {
        return new PermissionCheck(id, permission, organizationId, document);
    }
}
