package dev.tenon.ports.organizations.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Organization;

/**
 * Takes part in the commits that found or end an organization, or end a membership: each capability does its part there, or nothing happens.
 * Called in the order in which {@code TenonCore} lists the participants, the organization's row locked.
 */
public interface OrganizationParticipant {

    /** The organization is founded: make what every one has. */
    default void founded(Change change, Organization organization) {}

    /** It may store so much from now on where no plan says otherwise. */
    default void storageLimited(Change change, Organization organization) {}

    /** Somebody belongs to it no more: end what only members have. Not called one by one when the organization itself ends. */
    default void memberLeft(Change change, OrganizationId organization, UserId member) {}

    /** The organization is deleted: end what it has. */
    default void deleted(Change change, OrganizationId organization) {}
}
