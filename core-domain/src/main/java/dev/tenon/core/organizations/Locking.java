package dev.tenon.core.organizations;

import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationRefusal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Locks what a change to an organization touches, in the order in which everybody does: accounts by id, then the organization. */
record Locking(Storage storage) {

    /**
     * Locks the caller's account, which the audit row will name and which has to be active still, those of others, and the
     * organization, until the commit. Whoever erases or bans one of the accounts comes wholly before or after.
     *
     * @throws dev.tenon.ports.kernel.Refusal {@code organization-not-found}; {@code request-unauthenticated}
     */
    Organization organization(Actor actor, OrganizationId id, UserId... others) {
        accounts(actor, List.of(others));
        return ifThere(id).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
    }

    /** The same for what is to be deleted: nobody adds anything to it meanwhile. */
    Organization alone(Actor actor, OrganizationId id) {
        accounts(actor, List.of());
        return storage.organizations().lockAlone(id).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
    }

    /** Locks the caller's account, which has to be active still, and those of others. */
    void accounts(Actor actor, List<UserId> others) {
        List<UserId> everybody = Stream.concat(actor.person().stream(), others.stream())
                .distinct()
                .sorted(Comparator.comparing(UserId::value))
                .toList();
        for (UserId each : everybody) {
            boolean isActive =
                    storage.accounts().lock(each).filter(Account::isActive).isPresent();
            if (!isActive && actor.is(each)) {
                throw RequestRefusal.UNAUTHENTICATED.refusal();
            }
        }
    }

    /** Locks the organization, accounts being locked already; empty if there is none. */
    Optional<Organization> ifThere(OrganizationId id) {
        return storage.organizations().lock(id);
    }
}
