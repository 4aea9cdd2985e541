package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.SubjectId;

/**
 * Exceptions to what plans grant a person or an organization, for a time or for good. They count instead of the plan's value wherever
 * that is asked for, from the next request on; when one begins or ends, a job sees to it within seconds. They are read with
 * {@code entitlements:read} and made with {@code entitlements:write}.
 */
public interface EntitlementOverrides {

    /** The exceptions, over ones too, newest first. */
    Page<EntitlementOverride> list(Actor actor, OverrideFilter filter, PageRequest page);

    /**
     * One exception.
     *
     * @throws Refusal {@link OverrideRefusal#NOT_FOUND}
     */
    EntitlementOverride get(Actor actor, SubjectId subject, String key);

    /**
     * Makes an exception, in the place of the one there is. What the subject stores beyond a smaller limit stays; only growth is refused.
     *
     * <p>Recorded as {@code entitlement.overridden}.
     *
     * @param expected the revision that it takes the place of; any if there may be one or none
     * @throws Refusal {@link FeatureRefusal#NOT_FOUND}; {@code account-not-found}; {@code organization-not-found};
     *     {@code request-precondition-failed}; {@code request-invalid}
     */
    EntitlementOverride make(Actor actor, NewOverride wanted, Expected expected);

    /**
     * Takes an exception back: the plan's value counts again.
     *
     * <p>Recorded as {@code entitlement.override-withdrawn}.
     *
     * @throws Refusal {@link OverrideRefusal#NOT_FOUND}; {@code request-precondition-failed}
     */
    void withdraw(Actor actor, SubjectId subject, String key, Expected expected);
}
