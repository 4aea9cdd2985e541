package dev.tenon.testkit;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;

/** Puts organizations and members straight into a storage, for tests of what counts inside one. */
public interface OrganizationFixture {

    /** A new organization, with this person as its owner. */
    OrganizationId found(UserId owner);

    /** Makes somebody a member, or changes as what they belong. */
    void join(OrganizationId organization, UserId member, MemberRole role);

    /** Ends a membership. */
    void leave(OrganizationId organization, UserId member);
}
