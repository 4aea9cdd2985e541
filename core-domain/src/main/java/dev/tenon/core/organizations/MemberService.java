package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberPatch;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Members;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.spi.MemberStore;
import java.util.List;

final class MemberService implements Members {

    private final Kernel kernel;
    private final Departures departures;
    private final Memberships memberships;
    private final MemberStore members;
    private final Locking locking;
    private final Succession succession;
    private final MemberChanges changes;

    MemberService(Kernel kernel, Departures departures) {
        this.kernel = kernel;
        this.departures = departures;
        this.memberships = new Memberships(kernel.storage());
        this.members = kernel.storage().members();
        this.locking = new Locking(kernel.storage());
        this.succession = new Succession(kernel.storage());
        this.changes = new MemberChanges(kernel.storage());
    }

    @Override
    public Page<Member> list(Actor actor, OrganizationId organization, MemberFilter filter, PageRequest page) {
        MemberRole role = memberships.asReader(actor, organization);
        if ((filter.text() != null || filter.email() != null) && !role.manages()) {
            throw RequestRefusal.FORBIDDEN.because(
                    "Only owners and administrators of the organization search its members: addresses are theirs to know.");
        }
        return members.list(organization, filter, page).map(member -> told(actor, role, member));
    }

    @Override
    public Member get(Actor actor, OrganizationId organization, UserId member) {
        MemberRole role = memberships.asReader(actor, organization);
        return told(actor, role, found(organization, member));
    }

    private static Member told(Actor actor, MemberRole readersRole, Member member) {
        return readersRole.manages() || actor.is(member.userId()) ? member : member.withoutContact();
    }

    @Override
    public Member update(
            Actor actor, OrganizationId organization, UserId member, MemberPatch patch, Expected expected) {
        allow(actor, memberships.asWriter(actor, organization), member, patch);
        return kernel.changes().commit(actor, kernel.now(), change -> {
            Organization locked = locking.organization(actor, organization, member);
            MemberRole role = memberships.asWriter(actor, organization);
            allow(actor, role, member, patch);
            Member before = found(organization, member);
            expected.check(before.revision());
            MemberRole wanted = patch.role() == null ? before.role() : patch.role();
            if (wanted != before.role()) {
                reach(role, before.role(), wanted);
                if (before.role() == MemberRole.OWNER) {
                    succession.ownerGoes(change, locked, member);
                }
            }
            return told(actor, role, changes.write(change, before, wanted, patch.notificationsEnabled()));
        });
    }

    private static void allow(Actor actor, MemberRole role, UserId member, MemberPatch patch) {
        if (patch.role() != null) {
            Memberships.notInAnothersName(actor);
            Memberships.manages(role);
        }
        if (!actor.is(member)) {
            Memberships.manages(role);
            if (patch.notificationsEnabled() != null) {
                throw RequestRefusal.FORBIDDEN.because("Only the member says whether to be notified.");
            }
        }
    }

    /** Owners are made and touched by owners alone. */
    private static void reach(MemberRole role, MemberRole... touched) {
        if (role != MemberRole.OWNER && List.of(touched).contains(MemberRole.OWNER)) {
            throw RequestRefusal.FORBIDDEN.because("Only owners of the organization make owners, or change them.");
        }
    }

    @Override
    public void remove(Actor actor, OrganizationId organization, UserId member) {
        boolean leaves = actor.is(member);
        MemberRole asked = memberships.asWriter(actor, organization);
        Memberships.notInAnothersName(actor);
        if (!leaves) {
            Memberships.manages(asked);
        }
        kernel.changes().commit(actor, kernel.now(), change -> {
            Organization locked = locking.organization(actor, organization, member);
            MemberRole role = memberships.asWriter(actor, organization);
            Member before = found(organization, member);
            if (!leaves) {
                Memberships.manages(role);
                reach(role, before.role());
            }
            if (before.role() == MemberRole.OWNER) {
                succession.ownerGoes(change, locked, member);
            }
            departures.end(change, organization, member, leaves ? "member.left" : "member.removed");
            return member;
        });
    }

    private Member found(OrganizationId organization, UserId member) {
        return members.find(organization, member).orElseThrow(MemberRefusal.NOT_FOUND::refusal);
    }
}
