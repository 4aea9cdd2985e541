package dev.tenon.core.kernel;

import dev.tenon.ports.Storage;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.spi.EntitlementStore.Fact;
import dev.tenon.ports.plans.spi.EntitlementStore.OverrideFact;
import dev.tenon.ports.plans.spi.EntitlementStore.PlanFact;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what somebody is entitled to: the one place that does. */
public record Entitled(Storage storage) {

    /** One thing; empty if there is no such person or organization, or no such thing. */
    public Optional<Entitlement> to(SubjectId subject, String key) {
        return storage.entitlements().facts(subject, key).stream().findFirst().map(fact -> of(subject, fact));
    }

    /** How much of something that is counted the subject can have, whether or not it is suspended now; {@code null} for no limit. */
    public @Nullable Long most(SubjectId subject, String key) {
        Entitlement entitlement = storage.entitlements().facts(subject, key).stream()
                .findFirst()
                .map(fact -> of(subject, fact.unsuspended()))
                .orElseThrow(() -> new IllegalStateException("Nothing is called " + key));
        return entitlement.granted() ? entitlement.limit() : Long.valueOf(0);
    }

    /**
     * One of the limits that every plan has, as it would be on another plan, whether or not the subject is suspended now; empty if there
     * is no such person or organization.
     *
     * @param planned what that plan says; {@code null} for no limit
     */
    public Optional<Entitlement> on(Plan plan, @Nullable Long planned, SubjectId subject, String key) {
        PlanFact other = new PlanFact(plan.id(), plan.name(), true, planned);
        return storage.entitlements().facts(subject, key).stream()
                .findFirst()
                .map(fact -> of(subject, fact.unsuspended().on(other)));
    }

    /** The answer that the facts give: suspension before exception before plan before none. */
    public static Entitlement of(SubjectId subject, Fact fact) {
        String suspended = fact.suspended();
        if (suspended != null) {
            return denied(fact, suspended);
        }
        OverrideFact override = fact.override();
        if (override != null) {
            return override.granted()
                    ? granted(fact, override.limit(), Entitlement.BY_EXCEPTION)
                    : denied(fact, Entitlement.BY_EXCEPTION);
        }
        PlanFact plan = fact.plan();
        if (plan != null && plan.included()) {
            return granted(fact, plan.limit(), "plan:" + plan.name());
        }
        return plan == null && fact.isLimit() && subject instanceof OrganizationId
                ? granted(fact, fact.without(), Entitlement.BY_INSTALLATION)
                : denied(fact, Entitlement.BY_DEFAULT);
    }

    private static Entitlement granted(Fact fact, @Nullable Long limit, String source) {
        return new Entitlement(fact.key(), fact.name(), true, limit, fact.used(), source);
    }

    private static Entitlement denied(Fact fact, String source) {
        return new Entitlement(fact.key(), fact.name(), false, null, fact.used(), source);
    }
}
