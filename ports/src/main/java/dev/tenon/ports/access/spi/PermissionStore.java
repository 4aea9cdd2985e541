package dev.tenon.ports.access.spi;

import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores the permission catalogue (table {@code permissions}), and knows what decides whether somebody may. */
public interface PermissionStore {

    /**
     * Who is asked about: a person, or an organization that a program acts for. One of the two.
     */
    record Subject(@Nullable UserId person, @Nullable OrganizationId organization) {

        public static Subject person(UserId person) {
            return new Subject(person, null);
        }

        public static Subject organization(OrganizationId organization) {
            return new Subject(null, organization);
        }
    }

    /**
     * Everything that decides one question.
     *
     * @param account the person's status; {@code null} if there is no such person, or an organization is asked about
     * @param permission {@code null} if there is none of the name that is asked for
     * @param scope the organization inside which it is asked: that of the document that is asked about, if the person belongs
     *     to it or it was not shared; otherwise the one that the question names, or the subject itself
     * @param membership as what the person belongs to the scope
     * @param role a role that counts there and grants the permission, the first by name
     * @param subscription the live one that counts there: the scope's, or the person's outside of any
     * @param exception what an exception says of the permission's feature there; {@code null} for none
     * @param document the one that is asked about; {@code null} if there is none
     * @param usage of what the permission fills: of the document's owner, or of whoever would own a new one; {@code null} for a
     *     permission that fills nothing, and where no quota is open
     */
    record Facts(
            @Nullable AccountStatus account,
            @Nullable PermissionFact permission,
            @Nullable OrganizationId scope,
            @Nullable MemberRole membership,
            @Nullable RoleFact role,
            @Nullable SubscriptionFact subscription,
            @Nullable ExceptionFact exception,
            @Nullable DocumentFact document,
            @Nullable UsageFact usage) {}

    /** A permission, and the feature without which it does not count. */
    record PermissionFact(
            PermissionId id,
            boolean builtIn,
            @Nullable FeatureId featureId,
            @Nullable String feature) {}

    /** A role that grants the permission. */
    record RoleFact(RoleId id, String name) {}

    /**
     * The live subscription, and the plan that counts by it.
     *
     * @param planId the one that counts: its own while it runs, the Free one of a person while it waits or rests; where none counts,
     *     its own, which then includes nothing
     * @param included whether that plan counts and includes the permission's feature
     */
    record SubscriptionFact(
            SubscriptionId id,
            SubscriptionStatus status,
            PlanId planId,
            String planName,
            boolean included,
            @Nullable Long limit) {}

    /** An exception that is in force, and whether it includes the permission's feature. */
    record ExceptionFact(boolean included, @Nullable Long limit) {}

    /**
     * The document that is asked about.
     *
     * @param shared {@code read} or {@code write} if it is shared with the person now
     */
    record DocumentFact(
            DocumentId id,
            UserId owner,
            @Nullable OrganizationId organization,
            @Nullable String shared) {}

    /** What is stored and being uploaded, and how much may be. */
    record UsageFact(
            long bytes,
            @Nullable Long maxBytes,
            long documents,
            @Nullable Long maxDocuments) {}

    /** The names of the permissions that are stored as Tenon's own. */
    Set<String> builtIn();

    /** The catalogue, oldest first. */
    Page<PermissionEntry> list(PageRequest page);

    Optional<PermissionEntry> find(PermissionId id);

    Optional<PermissionEntry> findByName(String name);

    /** Of these names, those that the catalogue has. */
    List<PermissionEntry> findByNames(Set<String> names);

    /** The permission, its row locked until the commit. */
    Optional<PermissionEntry> lock(PermissionId id);

    /** Whether there is a plan feature of this key. */
    boolean featureExists(String key);

    /**
     * Adds a permission, unless the catalogue has so many already. Whoever else adds one waits.
     *
     * @return false if there are so many
     * @throws Refusal {@link PermissionRefusal#NAME_TAKEN}
     */
    boolean insert(PermissionEntry permission, int most);

    /**
     * Writes description and feature, sets {@code updatedAt}, raises the revision by one.
     *
     * @return the permission as stored; empty if its revision is no longer the given one's
     */
    Optional<PermissionEntry> update(PermissionEntry permission, Instant now);

    /** Deletes a permission; whatever granted it grants it no more. */
    void delete(PermissionId id);

    /** How many roles other than admin grant it. */
    int countGranting(PermissionId id);

    /** What decides each of these questions, in their order, read in one statement. */
    List<Facts> facts(Subject subject, List<PermissionCheck> checks, Instant now);
}
