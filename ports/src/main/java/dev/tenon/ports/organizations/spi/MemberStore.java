package dev.tenon.ports.organizations.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import java.util.Optional;

/** Stores who belongs to an organization (table {@code organization_members}). */
public interface MemberStore {

    /** As what somebody belongs to an organization; empty if they do not, or there is no such organization. */
    Optional<MemberRole> roleOf(OrganizationId organization, UserId member);

    /**
     * The same, the membership locked until the commit: it is neither changed nor ended before that. Others may lock it so at the
     * same time.
     */
    Optional<MemberRole> lockRoleOf(OrganizationId organization, UserId member);

    /** Whether there is such an organization. */
    boolean organizationExists(OrganizationId organization);
}
