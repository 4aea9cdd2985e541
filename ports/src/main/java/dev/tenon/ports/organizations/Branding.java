package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.DocumentId;
import org.jspecify.annotations.Nullable;

/**
 * How an organization looks in mail and pages. Every part may be absent. Nothing of it is fetched from elsewhere: the logo is a
 * document.
 *
 * @param name what it calls itself there; {@code null} for the organization's own name
 * @param primaryColor {@code #rrggbb}, in lower case
 * @param accentColor {@code #rrggbb}, in lower case
 * @param logoDocumentId the document that is its logo, as long as there is one of this id
 */
public record Branding(
        @Nullable String name,
        @Nullable String primaryColor,
        @Nullable String accentColor,
        @Nullable DocumentId logoDocumentId) {

    /** Nothing of its own. */
    public static final Branding NONE = new Branding(null, null, null, null);

    public static final int LONGEST_NAME = 100;

    /** The same look after a patch. */
    public Branding patched(BrandingPatch patch) {
        return new Branding(
                patch.name().over(name),
                patch.primaryColor().over(primaryColor),
                patch.accentColor().over(accentColor),
                patch.logoDocumentId().over(logoDocumentId));
    }
}
