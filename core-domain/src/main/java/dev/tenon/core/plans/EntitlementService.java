package dev.tenon.core.plans;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementSheet;
import dev.tenon.ports.plans.Entitlements;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class EntitlementService implements Entitlements {

    private final Storage storage;

    EntitlementService(Storage storage) {
        this.storage = storage;
    }

    @Override
    public EntitlementSheet of(Actor actor) {
        UserId person = Authorizer.own(actor, Permission.PROFILE_READ);
        Plan plan = storage.plans().findOfSubscriber(person).orElse(null);
        Quota quota = storage.quotas().find(person).orElse(null);
        List<Entitlement> entitlements = new ArrayList<>();
        for (Feature feature : storage.features().all()) {
            entitlements.add(ofFeature(feature, plan));
        }
        if (quota != null) {
            entitlements.add(limit("max-documents", "Documents", quota.documentsMax(), quota.documentsUsed(), plan));
            entitlements.add(limit("max-storage", "Storage in bytes", quota.max(), quota.used(), plan));
        }
        return new EntitlementSheet(
                person, plan == null ? null : plan.id(), plan == null ? null : plan.name(), entitlements);
    }

    private static Entitlement ofFeature(Feature feature, @Nullable Plan plan) {
        Optional<PlanFeature> granted = Optional.ofNullable(plan).flatMap(held -> held.feature(feature.key()));
        return new Entitlement(
                feature.key(),
                feature.name(),
                granted.isPresent(),
                granted.map(PlanFeature::limit).orElse(null),
                null,
                granted.isPresent() ? source(plan) : "default");
    }

    private static Entitlement limit(String key, String name, @Nullable Long limit, long used, @Nullable Plan plan) {
        return new Entitlement(key, name, plan != null, limit, used, source(plan));
    }

    private static String source(@Nullable Plan plan) {
        return plan == null ? "default" : "plan:" + plan.name();
    }
}
