package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Patched;

/** What to change about an organization's look. */
public record BrandingPatch(
        Patched<String> name,
        Patched<String> primaryColor,
        Patched<String> accentColor,
        Patched<DocumentId> logoDocumentId) {

    /** Takes the whole look away. */
    public static BrandingPatch removed() {
        return new BrandingPatch(Patched.to(null), Patched.to(null), Patched.to(null), Patched.to(null));
    }
}
