package dev.tenon.core.organizations;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.util.List;

/** How memberships end, whatever ended them. */
record Departures(MemberStore members, List<OrganizationParticipant> participants) {

    Departures {
        participants = List.copyOf(participants);
    }

    /** Ends a membership of a locked organization, with all that hangs on it. */
    void end(Change change, OrganizationId organization, UserId member, String action) {
        members.remove(organization, member);
        participants.forEach(participant -> participant.memberLeft(change, organization, member));
        change.audit(AuditEntry.of(action, Joining.TABLE, member).in(organization));
    }
}
