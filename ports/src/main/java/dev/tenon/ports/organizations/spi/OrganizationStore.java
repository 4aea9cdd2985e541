package dev.tenon.ports.organizations.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.SeenOrganization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores organizations (table {@code organizations}). One that is deleted is found by none of these. */
public interface OrganizationStore {

    /**
     * Adds an organization with its main owner as a member; waits for another of this slug in flight.
     *
     * @param ownersRow the id of the owner's membership
     * @return false if the slug is taken
     */
    boolean insertIfAbsent(Organization organization, UUID ownersRow);

    Optional<Organization> find(OrganizationId id);

    /** The organization, as this person sees it; as somebody outside if {@code null}. */
    Optional<SeenOrganization> find(OrganizationId id, @Nullable UserId viewer);

    /**
     * The organization, its row locked until the commit. Every change to who belongs to it is made under this lock, so that
     * owners and seats are counted one after the other. Locked after accounts, and before everything else.
     */
    Optional<Organization> lock(OrganizationId id);

    /** The same, and nobody adds a row that names it before the commit: what stands in the way of deleting it is all there is. */
    Optional<Organization> lockAlone(OrganizationId id);

    /** Those that match, newest first, as this person sees them: one's own belong to the viewer. */
    Page<SeenOrganization> list(OrganizationFilter filter, @Nullable UserId viewer, PageRequest page);

    /** Of how many this person is the main owner. */
    int countOwnedBy(UserId person);

    /**
     * Writes name, slug, look and storage limit, sets {@code updatedAt}, raises the revision by one.
     *
     * @return the organization as stored; empty if its revision is no longer the given one's
     * @throws dev.tenon.ports.kernel.Refusal {@code organization-slug-taken}
     */
    Optional<Organization> update(Organization organization, Instant now);

    /** Makes this owner the main one; sets {@code updatedAt}, raises the revision by one. */
    void replaceOwner(OrganizationId id, UserId owner, Instant now);

    /** Forgets what it was called and who belonged to it, and frees its slug. */
    void delete(OrganizationId id, Instant now);

    /** The ids of what stands in the way of deleting it for this reason, in no certain order. */
    List<String> blocking(DeletionBlocker.Reason reason, OrganizationId id, int limit);
}
