package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;

/**
 * What plans can grant: things that somebody may or may not do, some of them with a limit. They are read with {@code plans:write} or
 * {@code entitlements:read}, and changed with {@code plans:write}.
 */
public interface Features {

    /** How many features there can be. */
    int MOST_FEATURES = 1_000;

    /** The features, oldest first. */
    Page<Feature> list(Actor actor, PageRequest page);

    /**
     * One feature.
     *
     * @throws Refusal {@link FeatureRefusal#NOT_FOUND}
     */
    Feature get(Actor actor, FeatureId id);

    /**
     * The feature of this key.
     *
     * @throws Refusal {@link FeatureRefusal#NOT_FOUND}
     */
    Feature named(Actor actor, String key);

    /**
     * Adds a feature, which no plan grants yet.
     *
     * <p>Recorded as {@code feature.created}.
     *
     * @throws Refusal {@link FeatureRefusal#KEY_TAKEN}; {@link FeatureRefusal#NAME_TAKEN}; {@link FeatureRefusal#TOO_MANY};
     *     {@code request-invalid}
     */
    Feature create(Actor actor, NewFeature feature);

    /**
     * Renames a feature, or describes it anew. Its key stays.
     *
     * <p>Recorded as {@code feature.updated}.
     *
     * @throws Refusal {@link FeatureRefusal#NOT_FOUND}; {@link FeatureRefusal#NAME_TAKEN}; {@code request-precondition-failed};
     *     {@code request-invalid}
     */
    Feature update(Actor actor, FeatureId id, FeaturePatch patch, Expected expected);

    /**
     * Deletes a feature that no plan grants, no permission is tied to and no exception is about.
     *
     * <p>Recorded as {@code feature.deleted}.
     *
     * @throws Refusal {@link FeatureRefusal#NOT_FOUND}; {@link FeatureRefusal#IN_USE}; {@link FeatureRefusal#BUILT_IN};
     *     {@code request-precondition-failed}
     */
    void delete(Actor actor, FeatureId id, Expected expected);
}
