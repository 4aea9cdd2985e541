package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.spi.MemberStore;

/** How somebody becomes a member, whatever led them there. */
final class Joining {

    static final String TABLE = "organization_members";

    private final Kernel kernel;
    private final OrganizationPolicy policy;

    Joining(Kernel kernel, OrganizationPolicy policy) {
        this.kernel = kernel;
        this.policy = policy;
    }

    /**
     * Makes somebody a member within a commit, if a seat is free; locks the account and then the organization until its end.
     * Recorded as {@code member.joined}.
     *
     * @throws dev.tenon.ports.kernel.Refusal {@link OrganizationRefusal#NOT_FOUND}; {@link MemberRefusal#ALREADY_THERE}; {@link
     *     MemberRefusal#NO_SEAT}; {@code request-unauthenticated} if the account is no longer active
     */
    Member join(Change change, OrganizationId organization, UserId person, MemberRole role) {
        boolean isActive = kernel.storage()
                .accounts()
                .lock(person)
                .filter(Account::isActive)
                .isPresent();
        if (!isActive) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
        MemberStore members = kernel.storage().members();
        switch (members.join(kernel.ids().next(), organization, person, role, policy.seats(), change.now())) {
            case NO_ORGANIZATION -> throw OrganizationRefusal.NOT_FOUND.refusal();
            case ALREADY_THERE -> throw MemberRefusal.ALREADY_THERE.refusal();
            case NO_SEAT -> throw MemberRefusal.NO_SEAT.refusal();
            case JOINED -> change.audit(joined(organization, person, role));
        }
        return members.find(organization, person).orElseThrow(MemberRefusal.NOT_FOUND::refusal);
    }

    /** What the trail says of a new member. */
    static AuditEntry joined(OrganizationId organization, UserId person, MemberRole role) {
        return AuditEntry.of("member.joined", TABLE, person)
                .with("role", role.word())
                .in(organization);
    }
}
