package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A team that shares roles, keys, documents and a plan.
 *
 * @param slug its name in addresses: unique, lower-case letters, digits and single dashes between them
 * @param ownerId the main owner, who is one of its members with the role owner
 * @param storageLimit how many bytes it may store where no plan says otherwise; {@code null} for no limit
 * @param branding how it looks in mail and pages
 * @param revision rises with every change of the above; an adapter's ETag
 */
public record Organization(
        OrganizationId id,
        String name,
        String slug,
        UserId ownerId,
        @Nullable Long storageLimit,
        Branding branding,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    public static final int LONGEST_NAME = 255;
    public static final int LONGEST_SLUG = 63;

    /** The organization's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }

    /** The same organization after a patch. */
    public Organization patched(OrganizationPatch patch) {
        BrandingPatch look = patch.branding();
        return new Organization(
                id,
                patch.name() == null ? name : patch.name(),
                patch.slug() == null ? slug : patch.slug(),
                ownerId,
                patch.storageLimit().over(storageLimit),
                look == null ? branding : branding.patched(look),
                createdAt,
                updatedAt,
                revision);
    }
}
