package dev.tenon.core.kernel;

import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.ports.signin.ImpersonationRefusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who runs an organization: the one place that says. */
public final class Memberships {

    private final MemberStore members;

    public Memberships(Storage storage) {
        this.members = storage.members();
    }

    /** As what the person who asks belongs to the organization; empty for who is no person. */
    public Optional<MemberRole> roleOf(Actor actor, OrganizationId organization) {
        return actor.person().flatMap(person -> members.roleOf(organization, person));
    }

    /** Whether the person who asks runs the organization, also with a key; nobody runs none. */
    public boolean runs(Actor actor, @Nullable OrganizationId organization) {
        return organization != null
                && roleOf(actor, organization).filter(MemberRole::manages).isPresent();
    }

    /** The same, in person and not with a key. */
    public boolean runsInPerson(Actor actor, @Nullable OrganizationId organization) {
        return !actor.comesWithKey() && runs(actor, organization);
    }

    /** The role of somebody, who has to belong to the organization and stays what they are until the commit. */
    public MemberRole roleStill(UserId person, OrganizationId organization) {
        return members.lockRoleOf(organization, person).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
    }

    /** Whether somebody runs the organization, and stays what they are until the commit. */
    public boolean stillManages(UserId person, OrganizationId organization) {
        return members.lockRoleOf(organization, person)
                .filter(MemberRole::manages)
                .isPresent();
    }

    /**
     * As what the caller reads about the organization: a member as what they are, with a key of theirs if it has the scope, and
     * who holds {@code organizations:read} as an owner would. For others there is none.
     */
    public MemberRole asReader(Actor actor, OrganizationId organization) {
        Authorizer.signedIn(actor);
        if (Authorizer.may(actor, Permission.ORGANIZATIONS_READ)) {
            return fromOutside(organization);
        }
        return own(actor, organization, Permission.MEMBERSHIPS_READ)
                .orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
    }

    /**
     * As what the caller changes something about the organization: a member as what they are, with a key of theirs if it has the
     * scope, and who holds {@code organizations:write} as an owner would. For others there is none.
     */
    public MemberRole asWriter(Actor actor, OrganizationId organization) {
        Authorizer.signedIn(actor);
        if (Authorizer.may(actor, Permission.ORGANIZATIONS_WRITE)) {
            return fromOutside(organization);
        }
        Optional<MemberRole> role = own(actor, organization, Permission.MEMBERSHIPS_WRITE);
        if (role.isEmpty()
                && Authorizer.may(actor, Permission.ORGANIZATIONS_READ)
                && members.organizationExists(organization)) {
            Authorizer.require(actor, Permission.ORGANIZATIONS_WRITE);
        }
        return role.orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
    }

    /** The same for who has to run it. */
    public MemberRole asManager(Actor actor, OrganizationId organization) {
        return manages(asWriter(actor, organization));
    }

    /** The same for who has to own it. */
    public MemberRole asOwner(Actor actor, OrganizationId organization) {
        return owns(asWriter(actor, organization));
    }

    /** Passes who runs the organization as what they belong to it. */
    public static MemberRole manages(MemberRole role) {
        if (!role.manages()) {
            throw RequestRefusal.FORBIDDEN.because("Only owners and administrators of the organization do this.");
        }
        return role;
    }

    /** Passes who owns the organization as what they belong to it. */
    public static MemberRole owns(MemberRole role) {
        if (role != MemberRole.OWNER) {
            throw RequestRefusal.FORBIDDEN.because("Only owners of the organization do this.");
        }
        return role;
    }

    /** Turns away who works in somebody else's name: what is done here lasts longer than that. */
    public static void notInAnothersName(Actor actor) {
        if (actor.impersonatorId() != null) {
            throw ImpersonationRefusal.NOT_HERE.refusal();
        }
    }

    private MemberRole fromOutside(OrganizationId organization) {
        if (!members.organizationExists(organization)) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
        return MemberRole.OWNER;
    }

    /** The person whose memberships these are, with a key only if it has the scope. A key of an organization belongs to nothing. */
    public static UserId person(Actor actor, Permission scope) {
        if (actor.organizationId() != null) {
            throw ApiKeyRefusal.NOT_HERE.refusal();
        }
        return Authorizer.own(actor, scope);
    }

    private Optional<MemberRole> own(Actor actor, OrganizationId organization, Permission scope) {
        return members.roleOf(organization, person(actor, scope));
    }
}
