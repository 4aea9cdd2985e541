package dev.tenon.core.plans;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Entitled;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementSheet;
import dev.tenon.ports.plans.Entitlements;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.ports.plans.spi.EntitlementStore.Fact;
import dev.tenon.ports.plans.spi.EntitlementStore.PlanFact;
import java.util.List;
import java.util.Objects;

final class EntitlementService implements Entitlements {

    private final Storage storage;
    private final Memberships memberships;
    private final OrganizationPolicy policy;

    EntitlementService(Storage storage, OrganizationPolicy policy) {
        this.storage = storage;
        this.memberships = new Memberships(storage);
        this.policy = policy;
    }

    @Override
    public EntitlementSheet of(Actor actor) {
        return sheet(Authorizer.own(actor, Permission.PROFILE_READ));
    }

    @Override
    public EntitlementSheet of(Actor actor, SubjectId subject) {
        readable(actor, subject);
        return sheet(subject);
    }

    @Override
    public Entitlement check(Actor actor, SubjectId subject, String key) {
        readable(actor, subject);
        if (!NewFeature.isKey(key)) {
            throw FeatureRefusal.NOT_FOUND.refusal();
        }
        return storage.entitlements().facts(subject, key).stream()
                .findFirst()
                .map(fact -> answer(subject, fact))
                .orElseThrow(() -> missing(subject, key).refusal());
    }

    private EntitlementSheet sheet(SubjectId subject) {
        List<Fact> facts = storage.entitlements().facts(subject, null);
        if (facts.isEmpty()) {
            throw notFound(subject).refusal();
        }
        PlanFact plan = facts.stream()
                .map(Fact::plan)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new EntitlementSheet(
                subject,
                plan == null ? null : plan.id(),
                plan == null ? null : plan.name(),
                facts.stream().map(fact -> answer(subject, fact)).toList());
    }

    private Entitlement answer(SubjectId subject, Fact fact) {
        Entitlement answer = Entitled.of(subject, fact);
        Integer seats = policy.seats();
        return seats != null
                        && answer.key().equals(Entitlement.MAX_SEATS)
                        && answer.source().equals(Entitlement.BY_INSTALLATION)
                ? answer.within(seats.longValue())
                : answer;
    }

    private void readable(Actor actor, SubjectId subject) {
        switch (subject) {
            case UserId person ->
                Authorizer.ownerOr(
                        actor, person, Permission.PROFILE_READ, Permission.ENTITLEMENTS_READ, AccountRefusal.NOT_FOUND);
            case OrganizationId organization -> {
                if (!Authorizer.may(actor, Permission.ENTITLEMENTS_READ)) {
                    memberships.asReader(actor, organization);
                }
            }
        }
    }

    /** Nothing is found of nobody, and nothing of this name. */
    private RefusalCode missing(SubjectId subject, String key) {
        boolean isKnown = NewFeature.LIMITS.contains(key)
                || storage.features().findByKey(key).isPresent();
        return isKnown && !(subject instanceof UserId && key.equals(Entitlement.MAX_SEATS))
                ? notFound(subject)
                : FeatureRefusal.NOT_FOUND;
    }

    static RefusalCode notFound(SubjectId subject) {
        return switch (subject) {
            case UserId person -> AccountRefusal.NOT_FOUND;
            case OrganizationId organization -> OrganizationRefusal.NOT_FOUND;
        };
    }
}
