package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubjectId;

/**
 * What a person or an organization may do, and why: who is banned or inactive, and an organization that was deleted, may nothing;
 * otherwise an exception counts ({@link EntitlementOverrides}), else what the plan says of the subscription that runs, else the
 * answer is no.
 *
 * <p>One's own is anybody's to ask, with a key that has the scope {@code profile:read}; an organization's its members', with a key of
 * theirs that has the scope {@code memberships:read}; everybody's who holds {@code entitlements:read}. For others there is no such
 * account or organization.
 */
public interface Entitlements {

    /** The caller's own, or those of the organization whose key it is: every feature and limit there is, with its usage. */
    EntitlementSheet of(Actor actor);

    /**
     * Those of a person or an organization.
     *
     * @throws Refusal {@code account-not-found}; {@code organization-not-found}
     */
    EntitlementSheet of(Actor actor, SubjectId subject);

    /**
     * One thing alone.
     *
     * @param key of a feature, or one of {@link NewFeature#LIMITS}
     * @throws Refusal {@link FeatureRefusal#NOT_FOUND}; {@code account-not-found}; {@code organization-not-found}
     */
    Entitlement check(Actor actor, SubjectId subject, String key);
}
