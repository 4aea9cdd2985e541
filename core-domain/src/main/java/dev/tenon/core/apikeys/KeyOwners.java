package dev.tenon.core.apikeys;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Memberships;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whom a key belongs to, and what it may do in that owner's name. */
final class KeyOwners {

    private static final Set<String> OF_EVERY_ACCOUNT = Permission.ofEveryAccount();

    private final Memberships memberships;

    KeyOwners(Storage storage) {
        this.memberships = new Memberships(storage);
    }

    /** Whether the actor is the key's owner, or runs the organization that is. */
    boolean runs(Actor actor, ApiKey key) {
        UserId owner = key.userId();
        return owner == null ? memberships.runs(actor, key.organizationId()) : actor.is(owner);
    }

    /** Passes owners and administrators of the organization; for strangers there is none. */
    void requireRunning(Actor actor, OrganizationId organization) {
        Authorizer.person(actor);
        requireManaging(memberships.roleOf(actor, organization).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal));
    }

    /** The same within a commit: whoever passes stays what they are until its end. */
    void requireRunningStill(UserId person, OrganizationId organization) {
        requireManaging(memberships.roleStill(person, organization));
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
