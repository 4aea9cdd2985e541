package dev.tenon.core.organizations;

import dev.tenon.ports.Storage;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationRefusal;
import java.util.Comparator;
import java.util.stream.Stream;

/** Locks what a change to an organization touches, in the order in which everybody does: accounts by id, then the organization. */
record Locking(Storage storage) {

    /**
     * Locks the caller's account, which the audit row will name, those of others, and the organization, until the commit. Whoever
     * erases one of the accounts comes wholly before or after.
     */
    Organization organization(Actor actor, OrganizationId id, UserId... others) {
        Stream.concat(actor.person().stream(), Stream.of(others))
                .distinct()
                .sorted(Comparator.comparing(UserId::value))
                .forEach(storage.accounts()::lock);
        return storage.organizations().lock(id).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
    }
}
