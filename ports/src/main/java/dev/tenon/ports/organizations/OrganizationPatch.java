package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.Patched;
import org.jspecify.annotations.Nullable;

/**
 * What to change about an organization.
 *
 * @param name the new name; {@code null} leaves it
 * @param slug the new slug; {@code null} leaves it
 * @param branding what to change about its look; {@code null} leaves it
 * @param storageLimit bytes, where {@code null} lifts the limit
 */
public record OrganizationPatch(
        @Nullable String name,
        @Nullable String slug,
        @Nullable BrandingPatch branding,
        Patched<Long> storageLimit) {

    /** A new name. */
    public static OrganizationPatch name(String name) {
        return new OrganizationPatch(name, null, null, Patched.absent());
    }

    /** A new slug. */
    public static OrganizationPatch slug(String slug) {
        return new OrganizationPatch(null, slug, null, Patched.absent());
    }

    /** A changed look. */
    public static OrganizationPatch branding(BrandingPatch branding) {
        return new OrganizationPatch(null, null, branding, Patched.absent());
    }

    /** Another storage limit in bytes; {@code null} for none. */
    public static OrganizationPatch storageLimit(@Nullable Long bytes) {
        return new OrganizationPatch(null, null, null, Patched.to(bytes));
    }
}
