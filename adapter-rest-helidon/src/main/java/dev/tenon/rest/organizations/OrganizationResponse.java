package dev.tenon.rest.organizations;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.SeenOrganization;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An organization as clients see it. */
record OrganizationResponse(
        OrganizationId id,
        String name,
        String slug,
        UserId ownerUserId,
        @Nullable String role,
        @Nullable Long storageLimit,
        Look customBranding,
        Instant createdAt,
        Instant updatedAt) {

    /** How it looks. */
    record Look(
            @Nullable String name,
            @Nullable String primaryColor,
            @Nullable String accentColor,
            @Nullable DocumentId logoDocumentId) {

        static Look from(Branding branding) {
            return new Look(
                    branding.name(), branding.primaryColor(), branding.accentColor(), branding.logoDocumentId());
        }
    }

    static OrganizationResponse from(SeenOrganization seen) {
        Organization organization = seen.organization();
        MemberRole role = seen.role();
        return new OrganizationResponse(
                organization.id(),
                organization.name(),
                organization.slug(),
                organization.ownerId(),
                role == null ? null : Words.of(role),
                organization.storageLimit(),
                Look.from(organization.branding()),
                organization.createdAt(),
                organization.updatedAt());
    }

    /** The answer with an organization, and its revision as entity tag. */
    static Answer answer(int status, SeenOrganization seen) {
        return Answer.json(status, from(seen)).withRevision(seen.organization().revision());
    }
}
