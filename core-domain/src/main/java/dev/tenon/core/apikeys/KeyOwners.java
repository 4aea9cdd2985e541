package dev.tenon.core.apikeys;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.spi.ApiKeyStore.LiveKey;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.spi.MemberStore;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom a key belongs to, and what it may do in that owner's name. */
final class KeyOwners {

    private static final Set<String> OF_EVERY_ACCOUNT = Permission.ofEveryAccount();

    private final MemberStore members;

    KeyOwners(Storage storage) {
        this.members = storage.members();
    }

    /** Whether the actor is the key's owner, or runs the organization that is. */
    boolean runs(Actor actor, ApiKey key) {
        OrganizationId organization = key.organizationId();
        UserId person = actor.userId();
        if (organization == null || person == null) {
            return person != null && person.equals(key.userId());
        }
        return members.roleOf(organization, person).filter(MemberRole::manages).isPresent();
    }

    /** Passes owners and administrators of the organization; for strangers there is none. */
    void requireRunning(Actor actor, OrganizationId organization) {
        requireManaging(members.roleOf(organization, Authorizer.person(actor))
                .orElseThrow(OrganizationRefusal.NOT_FOUND::refusal));
    }

    /** The same within a commit: whoever passes stays what they are until its end. */
    void requireRunningStill(UserId person, OrganizationId organization) {
        requireManaging(members.lockRoleOf(organization, person).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal));
    }

    private static void requireManaging(MemberRole role) {
        if (!role.manages()) {
            throw RequestRefusal.FORBIDDEN.because("Only owners and administrators of the organization keep its keys.");
        }
    }

    /** Who asks with this key: its owner, within the key's scopes and within what the owner may now. */
    Actor actor(LiveKey live, RequestOrigin origin) {
        ApiKey key = live.key();
        OrganizationId organization = key.organizationId();
        if (organization != null) {
            Set<String> permitted = key.scopes().within(Permission.ofOrganizations());
            return Actor.keyOf(organization, key.id(), permitted, origin);
        }
        Account account = live.account();
        if (account == null || !account.isActive()) {
            throw RequestRefusal.UNAUTHENTICATED.refusal();
        }
        Set<String> held = Stream.concat(live.permissions().stream(), OF_EVERY_ACCOUNT.stream())
                .collect(Collectors.toUnmodifiableSet());
        return Actor.keyOf(account.id(), key.id(), key.scopes().within(held), origin);
    }
}
