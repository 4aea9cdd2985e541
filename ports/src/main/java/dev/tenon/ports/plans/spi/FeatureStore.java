package dev.tenon.ports.plans.spi;

import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeatureRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores features (table {@code features}). */
public interface FeatureStore {

    /** The features, oldest first. */
    Page<Feature> list(PageRequest page);

    /** Every feature there is, by name. */
    List<Feature> all();

    Optional<Feature> find(FeatureId id);

    Optional<Feature> findByKey(String key);

    /** The feature, which nobody changes or deletes until the commit. */
    Optional<Feature> lock(FeatureId id);

    /**
     * Adds a feature, unless there are so many already. Whoever else adds one waits.
     *
     * @return false if there are so many
     * @throws Refusal {@link FeatureRefusal#KEY_TAKEN}; {@link FeatureRefusal#NAME_TAKEN}
     */
    boolean insert(Feature feature, int most);

    /**
     * Writes name and description, sets {@code updatedAt}, raises the revision by one.
     *
     * @return the feature as stored; empty if its revision is no longer the given feature's
     * @throws Refusal {@link FeatureRefusal#NAME_TAKEN}
     */
    Optional<Feature> update(Feature feature, Instant now);

    /**
     * Deletes a feature.
     *
     * @throws Refusal {@link FeatureRefusal#IN_USE}
     */
    void delete(FeatureId id);
}
