package dev.tenon.rest.organizations;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.BrandingPatch;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.OrganizationPatch;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;

/** What is asked of an organization. */
final class OrganizationRequest {

    private static final String[] READ_ONLY = {"id", "ownerUserId", "role", "createdAt", "updatedAt"};

    private OrganizationRequest() {}

    /** {@code {name, slug?}}. */
    static NewOrganization create(Fields fields) {
        NewOrganization organization = new NewOrganization(fields.text("name"), fields.nullableText("slug"));
        fields.close("id", "ownerUserId", "role", "storageLimit", "customBranding", "createdAt", "updatedAt");
        return organization;
    }

    /** A merge patch: {@code {name?, slug?, customBranding?, storageLimit?}}. */
    static OrganizationPatch patch(Fields fields) {
        OrganizationPatch patch = new OrganizationPatch(
                fields.optionalText("name"),
                fields.optionalText("slug"),
                fields.patchedFields("customBranding", OrganizationRequest::branding, BrandingPatch.removed()),
                fields.patchedNumber("storageLimit"));
        fields.close(READ_ONLY);
        return patch;
    }

    private static BrandingPatch branding(Fields fields) {
        Patched<String> logo = fields.patchedText("logoDocumentId");
        String id = logo.value();
        return new BrandingPatch(
                fields.patchedText("name"),
                fields.patchedText("primaryColor"),
                fields.patchedText("accentColor"),
                new Patched<>(logo.present(), id == null ? null : Ids.parse(id, DocumentId::parse, DocumentId::new)));
    }

    /** To whom an organization goes, and as what the main owner until then stays. */
    record Transfer(UserId to, MemberRole keepAs) {

        /** {@code {userId, keepAs?}}. */
        static Transfer read(Fields fields) {
            UserId to = Ids.parse(fields.text("userId"), UserId::parse, UserId::new);
            MemberRole keepAs = fields.word("keepAs", EnumSet.allOf(MemberRole.class));
            fields.close();
            return new Transfer(to, keepAs == null ? MemberRole.OWNER : keepAs);
        }
    }
}
