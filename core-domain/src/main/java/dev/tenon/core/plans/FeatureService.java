package dev.tenon.core.plans;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeaturePatch;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.Features;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.ports.plans.spi.FeatureStore;
import java.time.Instant;

final class FeatureService implements Features {

    private static final String TABLE = "features";

    private final Kernel kernel;
    private final FeatureStore features;

    FeatureService(Kernel kernel) {
        this.kernel = kernel;
        this.features = kernel.storage().features();
    }

    @Override
    public Page<Feature> list(Actor actor, PageRequest page) {
        readable(actor);
        return features.list(page);
    }

    @Override
    public Feature get(Actor actor, FeatureId id) {
        readable(actor);
        return features.find(id).orElseThrow(FeatureRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Feature named(Actor actor, String key) {
        readable(actor);
        return features.findByKey(key)
                .orElseThrow(() -> FeatureRefusal.NOT_FOUND.because("There is no feature with the key " + key + "."));
    }

    @Override
    public Feature create(Actor actor, NewFeature wanted) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        PlanRules.check(wanted);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Feature feature = new Feature(
                    new FeatureId(kernel.ids().next()),
                    wanted.key(),
                    PlanRules.composed(wanted.name()),
                    wanted.description(),
                    now,
                    now,
                    1);
            if (!features.insert(feature, MOST_FEATURES)) {
                throw FeatureRefusal.TOO_MANY.because("There are " + MOST_FEATURES + " features already.");
            }
            change.audit(entry("feature.created", feature));
            return feature;
        });
    }

    @Override
    public Feature update(Actor actor, FeatureId id, FeaturePatch patch, Expected expected) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        PlanRules.checkFeature(patch.name(), patch.description().value());
        String name = patch.name();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Feature before = features.lock(id).orElseThrow(FeatureRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            Feature wanted = before.patched(
                    name == null ? patch : new FeaturePatch(PlanRules.composed(name), patch.description()));
            Feature after = features.update(wanted, now).orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            change.audit(entry("feature.updated", after)
                    .changed("name", before.name(), after.name())
                    .changed("description", before.description(), after.description()));
            return after;
        });
    }

    @Override
    public void delete(Actor actor, FeatureId id, Expected expected) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        kernel.changes().commit(actor, kernel.now(), change -> {
            Feature feature = features.lock(id).orElseThrow(FeatureRefusal.NOT_FOUND::refusal);
            expected.check(feature.revision());
            if (feature.isBuiltIn()) {
                throw FeatureRefusal.BUILT_IN.refusal();
            }
            features.delete(id);
            change.audit(entry("feature.deleted", feature));
            return feature;
        });
    }

    /** Who sells it, and who makes exceptions of it. */
    private static void readable(Actor actor) {
        if (!Authorizer.may(actor, Permission.ENTITLEMENTS_READ)) {
            Authorizer.require(actor, Permission.PLANS_WRITE);
        }
    }

    private static AuditEntry entry(String action, Feature feature) {
        return AuditEntry.of(action, TABLE, feature.id()).with("feature", feature.key());
    }
}
