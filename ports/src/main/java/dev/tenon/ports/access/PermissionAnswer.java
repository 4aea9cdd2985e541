package dev.tenon.ports.access;

import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.organizations.MemberRole;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may, and why.
 *
 * @param id the question's
 * @param code why, for programs
 * @param reason why, for people, e.g. {@code granted by role editor}
 * @param path how the answer came about; {@code null} unless it was asked for
 */
public record PermissionAnswer(
        String id,
        boolean allowed,
        Code code,
        String reason,
        @Nullable Path path) {

    /** Why. New ones may be added; whoever may is told {@link #GRANTED}. */
    public enum Code {
        /** A role, the membership of the organization or being somebody at all grants it, and nothing stands in the way. */
        GRANTED,
        /** Nothing that the person holds grants it. */
        NO_ROLE,
        /** The person does not belong to the organization, or there is none. */
        NOT_A_MEMBER,
        /** The plan that counts here does not include the feature, or there is none. */
        PLAN_LIMIT,
        /** No more fits into the storage, or no more documents. */
        QUOTA,
        /** The account is banned. */
        ACCOUNT_BANNED,
        /** The account is not in use. */
        ACCOUNT_INACTIVE,
        /** There is no such permission. */
        NO_SUCH_PERMISSION,
        /** There is no such document, or the person cannot see it. */
        NO_SUCH_DOCUMENT,
        /** The document is shared with the person for reading. */
        SHARED_FOR_READING,
        /** The person may, and the API key that asks may not. */
        BEYOND_KEY;

        /** The word for programs, in kebab case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * From the role to what is used. What there is none of is {@code null}.
     *
     * @param roleId the role that grants it
     * @param membership as what the person belongs to the organization, if that grants it
     * @param plan the subscription that decides whether a plan's feature is there; {@code null} if none is needed, or if the
     *     asker may not see it
     * @param usage the storage that decides whether more fits; the same
     */
    public record Path(
            @Nullable RoleId roleId,
            @Nullable String roleName,
            @Nullable OrganizationId organizationId,
            @Nullable MemberRole membership,
            @Nullable PermissionId permissionId,
            @Nullable PlanStep plan,
            @Nullable UsageStep usage) {}

    /**
     * The plan's part.
     *
     * @param subscriptionId {@code null} without a live subscription, as are status and plan
     * @param status as {@code past_due}
     * @param included whether the plan includes the feature
     * @param limit in the feature's own unit; {@code null} for no limit
     */
    public record PlanStep(
            FeatureId featureId,
            String feature,
            @Nullable SubscriptionId subscriptionId,
            @Nullable String status,
            @Nullable PlanId planId,
            @Nullable String planName,
            boolean included,
            @Nullable Long limit) {}

    /**
     * The storage's part, uploads in flight included.
     *
     * @param usedBytes of {@code maxBytes}; {@code null} for no limit
     * @param usedDocuments of {@code maxDocuments}; {@code null} for no limit
     */
    public record UsageStep(
            long usedBytes,
            @Nullable Long maxBytes,
            long usedDocuments,
            @Nullable Long maxDocuments) {}
}
