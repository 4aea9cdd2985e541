package dev.tenon.core.organizations;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.BrandingPatch;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationPatch;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an organization may be called and look like. */
final class OrganizationTexts {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_SLUG = Pattern.compile("[^a-z0-9]+");
    private static final int SUFFIX = 8;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private OrganizationTexts() {}

    /** The organization to found, if its texts are what they may be; the name in its composed form. */
    static NewOrganization checked(NewOrganization wanted) {
        Violations violations = new Violations();
        name(violations, wanted.name());
        slug(violations, wanted.slug());
        violations.refuseIfAny();
        return new NewOrganization(composed(wanted.name()), wanted.slug());
    }

    /** The patch, if its texts are what they may be; the names in their composed form, colours in lower case. */
    static OrganizationPatch checked(OrganizationPatch patch) {
        Violations violations = new Violations();
        if (patch.name() != null) {
            name(violations, patch.name());
        }
        slug(violations, patch.slug());
        Long limit = patch.storageLimit().value();
        violations.require(
                limit == null || limit >= 0, "/storageLimit", "out-of-range", "Give a number of bytes from zero on.");
        BrandingPatch look = patch.branding();
        if (look != null) {
            String brand = look.name().value();
            violations.line(brand, "/customBranding/name", Branding.LONGEST_NAME);
            if (brand != null) {
                visible(violations, brand, "/customBranding/name");
            }
            color(violations, look.primaryColor(), "/customBranding/primaryColor");
            color(violations, look.accentColor(), "/customBranding/accentColor");
        }
        violations.refuseIfAny();
        return new OrganizationPatch(
                patch.name() == null ? null : composed(patch.name()),
                patch.slug(),
                look == null
                        ? null
                        : new BrandingPatch(
                                look.name(),
                                lowerCase(look.primaryColor()),
                                lowerCase(look.accentColor()),
                                look.logoDocumentId()),
                patch.storageLimit());
    }

    private static void name(Violations violations, String name) {
        violations.require(!name.isBlank(), "/name", "missing", "Give the organization a name.");
        if (!name.isBlank()) {
            violations.line(composed(name), "/name", Organization.LONGEST_NAME);
            visible(violations, name, "/name");
            violations.require(
                    name.equals(name.strip()), "/name", "surrounding-space", "Remove the space around the name.");
        }
    }

    /**
     * Names stand in the subjects of mails to strangers: nothing in them turns the direction of writing, or hides. The two joiners are
     * letters' own business in many languages, and in emoji.
     */
    private static void visible(Violations violations, String name, String pointer) {
        violations.require(
                name.codePoints()
                        .noneMatch(each -> Character.getType(each) == Character.FORMAT
                                && each != ZERO_WIDTH_NON_JOINER
                                && each != ZERO_WIDTH_JOINER),
                pointer,
                "invisible-character",
                "Remove characters that cannot be seen, or that turn the direction of writing.");
    }

    private static void slug(Violations violations, @Nullable String slug) {
        violations.require(
                slug == null
                        || (slug.length() <= Organization.LONGEST_SLUG
                                && SLUG.matcher(slug).matches()),
                "/slug",
                "slug-invalid",
                "Use 1 to " + Organization.LONGEST_SLUG
                        + " lower-case letters a to z and digits, with single dashes between them.");
    }

    private static void color(Violations violations, Patched<String> color, String pointer) {
        String value = color.value();
        violations.require(
                value == null || COLOR.matcher(value).matches(),
                pointer,
                "color-invalid",
                "Write the colour as # and six hex digits, for example #1a73e8.");
    }

    private static Patched<String> lowerCase(Patched<String> color) {
        String value = color.value();
        return value == null ? color : Patched.to(value.toLowerCase(Locale.ROOT));
    }

    /** A slug that says the name; empty if nothing of the name can stand in one. */
    static String slugOf(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return cut(NO_SLUG.matcher(plain).replaceAll("-"), Organization.LONGEST_SLUG);
    }

    /** The same slug with an ending that no other organization has. */
    static String slugOf(String name, OrganizationId id) {
        String text = id.toString();
        String beginning = cut(slugOf(name), Organization.LONGEST_SLUG - SUFFIX - 1);
        return (beginning.isEmpty() ? "org" : beginning) + "-" + text.substring(text.length() - SUFFIX);
    }

    private static String cut(String slug, int longest) {
        int start = slug.startsWith("-") ? 1 : 0;
        int end = Math.min(slug.length(), start + longest);
        while (end > start && slug.charAt(end - 1) == '-') {
            end--;
        }
        return slug.substring(start, Math.max(start, end));
    }

    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
