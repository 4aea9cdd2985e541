package dev.tenon.ports.organizations.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;

/**
 * Takes part in the commits that end a membership or an organization: each capability does its part there, or nothing happens.
 * Called in the order in which {@code TenonCore} lists the participants, the organization's row locked.
 */
public interface OrganizationParticipant {

    /** Somebody belongs to it no more: end what only members have. Not called one by one when the organization itself ends. */
    default void memberLeft(Change change, OrganizationId organization, UserId member) {}

    /** The organization is deleted: end what it has. */
    default void deleted(Change change, OrganizationId organization) {}
}
