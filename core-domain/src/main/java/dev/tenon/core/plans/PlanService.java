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
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.NewPlan;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanPatch;
import dev.tenon.ports.plans.PlanRefusal;
import dev.tenon.ports.plans.Plans;
import dev.tenon.ports.plans.spi.PlanStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

final class PlanService implements Plans {

    private static final String TABLE = "plans";

    private final Kernel kernel;
    private final PlanStore plans;

    PlanService(Kernel kernel) {
        this.kernel = kernel;
        this.plans = kernel.storage().plans();
    }

    @Override
    public List<Plan> list(Actor actor) {
        return plans.listActive();
    }

    @Override
    public Page<Plan> archived(Actor actor, PageRequest page) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        return plans.archived(page);
    }

    @Override
    public Plan get(Actor actor, PlanId id) {
        return plans.find(id).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Plan create(Actor actor, NewPlan wanted) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        PlanRules.check(wanted);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            NewPlan composed = wanted.named(PlanRules.composed(wanted.name()));
            Plan plan = composed.offered(new PlanId(kernel.ids().next()), now);
            if (!plans.insert(plan, MOST_ON_OFFER)) {
                throw PlanRefusal.TOO_MANY.because("There are " + MOST_ON_OFFER + " plans on offer already.");
            }
            change.audit(entry("plan.created", plan)
                    .with("price", plan.price().toString())
                    .with("interval", interval(plan)));
            return plan;
        });
    }

    @Override
    public Plan update(Actor actor, PlanId id, PlanPatch patch, Expected expected) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        PlanRules.check(patch);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Plan before = plans.lock(id).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            Plan wanted = before.patched(composed(patch));
            if (before.isFree() && !isStillFree(before, wanted)) {
                throw PlanRefusal.STAYS_FREE.refusal();
            }
            PlanRules.fits(wanted);
            Plan after = plans.update(wanted, now).orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            change.audit(changes(before, after));
            return after;
        });
    }

    @Override
    public Plan archive(Actor actor, PlanId id, Expected expected) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Plan before = plans.lock(id).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
            expected.check(before.revision());
            if (before.isFree()) {
                throw PlanRefusal.STAYS_FREE.refusal();
            }
            if (before.archivedAt() != null) {
                return before;
            }
            Plan after = plans.archive(id, now).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
            change.audit(entry("plan.archived", after));
            return after;
        });
    }

    @Override
    public Plan grant(Actor actor, PlanId id, FeatureId featureId, @Nullable Long limit) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        PlanRules.limit(limit);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Plan before = plans.lock(id).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
            Feature feature = feature(featureId);
            if (!plans.grant(id, featureId, limit, now)) {
                return before;
            }
            AuditEntry granted = entry("plan.feature-granted", before).with("feature", feature.key());
            change.audit(limit == null ? granted : granted.with("limit", limit.toString()));
            return plans.find(id).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
        });
    }

    @Override
    public Plan revoke(Actor actor, PlanId id, FeatureId featureId) {
        Authorizer.require(actor, Permission.PLANS_WRITE);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Plan before = plans.lock(id).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
            Feature feature = feature(featureId);
            if (!plans.revoke(id, featureId, now)) {
                return before;
            }
            change.audit(entry("plan.feature-revoked", before).with("feature", feature.key()));
            return plans.find(id).orElseThrow(PlanRefusal.NOT_FOUND::refusal);
        });
    }

    /** A feature that stays until the commit. */
    private Feature feature(FeatureId id) {
        return kernel.storage().features().lock(id).orElseThrow(FeatureRefusal.NOT_FOUND::refusal);
    }

    private static PlanPatch composed(PlanPatch patch) {
        String name = patch.name();
        return name == null ? patch : patch.named(PlanRules.composed(name));
    }

    private static boolean isStillFree(Plan before, Plan wanted) {
        return wanted.name().equals(before.name())
                && wanted.price().equals(before.price())
                && wanted.interval() == before.interval();
    }

    private static AuditEntry changes(Plan before, Plan after) {
        return entry("plan.updated", after)
                .changed("name", before.name(), after.name())
                .changed("price", before.price().toString(), after.price().toString())
                .changed("billingInterval", interval(before), interval(after))
                .changed("description", before.description(), after.description())
                .changed("maxDocuments", text(before.maxDocuments()), text(after.maxDocuments()))
                .changed("maxStorage", text(bytes(before)), text(bytes(after)))
                .changed("maxSeats", text(before.maxSeats()), text(after.maxSeats()))
                .changed("trialDays", text(before.trialDays()), text(after.trialDays()))
                .changed("trialEndAction", word(before.trialEndAction()), word(after.trialEndAction()))
                .changed("unpaidAction", word(before.unpaidAction()), word(after.unpaidAction()));
    }

    private static @Nullable Long bytes(Plan plan) {
        return plan.maxStorageBytes().orElse(null);
    }

    private static @Nullable String text(@Nullable Number number) {
        return number == null ? null : number.toString();
    }

    private static String interval(Plan plan) {
        return word(plan.interval());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static AuditEntry entry(String action, Plan plan) {
        return AuditEntry.of(action, TABLE, plan.id()).with("plan", plan.name());
    }
}
