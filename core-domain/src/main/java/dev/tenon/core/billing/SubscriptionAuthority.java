package dev.tenon.core.billing;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationRefusal;

/** Who may see and change which subscription. */
record SubscriptionAuthority(Storage storage, Memberships memberships) {

    /** The subscription, if the caller may see it; for others there is none. */
    Subscription read(Actor actor, SubscriptionId id) {
        Authorizer.signedIn(actor);
        boolean seesAll = Authorizer.may(actor, Permission.SUBSCRIPTIONS_READ);
        if (!seesAll) {
            Authorizer.own(actor, Permission.PROFILE_READ);
        }
        return storage.subscriptions()
                .find(id)
                .filter(subscription -> seesAll || isTheirs(actor, subscription))
                .orElseThrow(SubscriptionRefusal.NOT_FOUND::refusal);
    }

    /** The same for who wants to change it: in person, and as its owner or as staff. */
    Subscription write(Actor actor, SubscriptionId id) {
        Authorizer.signedIn(actor);
        Subscription subscription = storage.subscriptions()
                .find(id)
                .filter(found -> isTheirs(actor, found)
                        || Authorizer.may(actor, Permission.SUBSCRIPTIONS_READ)
                        || Authorizer.may(actor, Permission.SUBSCRIPTIONS_WRITE))
                .orElseThrow(SubscriptionRefusal.NOT_FOUND::refusal);
        inPerson(actor);
        if (!isTheirs(actor, subscription)) {
            Authorizer.require(actor, Permission.SUBSCRIPTIONS_WRITE);
        }
        return subscription;
    }

    /** The same for what only staff do. */
    Subscription writeAsStaff(Actor actor, SubscriptionId id) {
        Subscription subscription = write(actor, id);
        Authorizer.require(actor, Permission.SUBSCRIPTIONS_WRITE);
        return subscription;
    }

    private boolean isTheirs(Actor actor, Subscription subscription) {
        OrganizationId organization = subscription.organizationId();
        return organization == null ? actor.is(subscription.userId()) : memberships.runs(actor, organization);
    }

    /** Who subscribes, as far as the caller may say so. */
    UserId subscriber(Actor actor, NewSubscription wanted) {
        Authorizer.signedIn(actor);
        inPerson(actor);
        boolean isStaff = Authorizer.may(actor, Permission.SUBSCRIPTIONS_WRITE);
        UserId named = wanted.userId();
        if ((named != null && !actor.is(named)) || wanted.endDate() != null) {
            Authorizer.require(actor, Permission.SUBSCRIPTIONS_WRITE);
        }
        OrganizationId organization = wanted.organizationId();
        Organization found = organization == null ? null : run(actor, organization, isStaff);
        if (named != null) {
            return named;
        }
        if (found != null && actor.userId() == null) {
            return found.ownerId();
        }
        return Authorizer.personThemselves(actor);
    }

    private Organization run(Actor actor, OrganizationId id, boolean isStaff) {
        Organization organization = storage.organizations()
                .find(id)
                .filter(any -> isStaff || memberships.roleOf(actor, id).isPresent())
                .orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
        if (!isStaff) {
            requireManager(actor, id);
        }
        return organization;
    }

    private void requireManager(Actor actor, OrganizationId id) {
        MemberRole role = memberships.roleOf(actor, id).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
        if (!role.manages()) {
            throw RequestRefusal.FORBIDDEN.because("Only owners and administrators of the organization do this.");
        }
    }

    /** The filter, as far as the caller may ask so. */
    SubscriptionFilter filter(Actor actor, SubscriptionFilter filter) {
        Authorizer.signedIn(actor);
        UserId person = filter.userId();
        OrganizationId organization = filter.organizationId();
        if (filter.everyones() || (person != null && !actor.is(person))) {
            Authorizer.require(actor, Permission.SUBSCRIPTIONS_READ);
            return filter;
        }
        if (organization != null) {
            readable(actor, organization);
            return filter;
        }
        UserId own = Authorizer.own(actor, Permission.PROFILE_READ);
        return SubscriptionFilter.of(own).in(filter.status()).on(filter.planId());
    }

    /** Passes who may see what the organization pays for; for strangers there is none. */
    void readable(Actor actor, OrganizationId organization) {
        if (Authorizer.may(actor, Permission.SUBSCRIPTIONS_READ)) {
            if (storage.organizations().find(organization).isEmpty()) {
                throw OrganizationRefusal.NOT_FOUND.refusal();
            }
            return;
        }
        Authorizer.own(actor, Permission.BILLING_READ);
        requireManager(actor, organization);
    }

    /** Turns away keys, and who works in somebody else's name. */
    private static void inPerson(Actor actor) {
        if (actor.comesWithKey()) {
            throw ApiKeyRefusal.NOT_HERE.refusal();
        }
        Memberships.notInAnothersName(actor);
    }

    /** The account of who subscribes, locked: active, and with an address that is known to be theirs. */
    Account subscribing(UserId person) {
        Account account = storage.accounts()
                .lock(person)
                .filter(Account::isActive)
                .orElseThrow(AccountRefusal.NOT_FOUND::refusal);
        if (!account.emailVerified()) {
            throw RequestRefusal.FORBIDDEN.because("Verify the e-mail address before you subscribe.");
        }
        return account;
    }
}
