package dev.tenon.testkit;

import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.MemberRole;
import org.jspecify.annotations.Nullable;

/** Puts organizations and members straight into a storage, for tests of what counts inside one. */
public interface OrganizationFixture {

    /** A new organization, with this person as its owner. */
    OrganizationId found(UserId owner);

    /** Makes somebody a member, or changes as what they belong. */
    void join(OrganizationId organization, UserId member, MemberRole role);

    /** Ends a membership. */
    void leave(OrganizationId organization, UserId member);

    /** Puts an organization on a plan of so many seats, {@code null} for no limit, by a subscription that stands so. */
    void subscribe(OrganizationId organization, SubscriptionStatus status, @Nullable Integer seats);

    /** Makes what stands in the way of deleting an organization for this reason; returns its id. */
    String block(OrganizationId organization, DeletionBlocker.Reason reason);
}
