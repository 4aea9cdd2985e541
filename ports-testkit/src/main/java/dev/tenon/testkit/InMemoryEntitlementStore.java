package dev.tenon.testkit;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.OverrideId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.ports.plans.OverrideFilter;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.spi.EntitlementStore;
import dev.tenon.testkit.Tables.OverrideSlot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemoryEntitlementStore implements EntitlementStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryEntitlementStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public List<Fact> facts(SubjectId subject, @Nullable String key) {
        return unitOfWork.reading(() -> {
            Subject found = switch (subject) {
                case UserId person -> person(person);
                case OrganizationId organization -> organization(organization);
            };
            return found == null ? List.<Fact>of() : facts(subject, found, key);
        });
    }

    private record Subject(
            @Nullable String suspended,
            @Nullable Plan plan,
            @Nullable Quota quota,
            @Nullable Organization organization,
            int members) {}

    private @Nullable Subject person(UserId id) {
        return tables.accounts
                .find(id)
                .map(row -> row.account())
                .filter(account -> account.status() != AccountStatus.ERASED)
                .map((Account account) -> new Subject(
                        account.isActive()
                                ? null
                                : "account:" + account.status().name().toLowerCase(Locale.ROOT),
                        tables.planOf(id).orElse(null),
                        tables.quotas.find(id).orElse(null),
                        null,
                        0))
                .orElse(null);
    }

    private @Nullable Subject organization(OrganizationId id) {
        return tables.organizations
                .find(id)
                .map(organization -> new Subject(
                        null,
                        tables.planOf(id).orElse(null),
                        tables.organizationQuotas.find(id).orElse(null),
                        organization,
                        tables.members.keys(any -> true).stream()
                                .filter(key -> key.organization().equals(id))
                                .toList()
                                .size()))
                .orElse(null);
    }

    private List<Fact> facts(SubjectId id, Subject subject, @Nullable String key) {
        List<Fact> facts = new ArrayList<>();
        tables.features.rows(any -> true).stream()
                .sorted(Comparator.comparing(Feature::name))
                .forEach(feature -> facts.add(of(id, subject, feature)));
        Plan plan = subject.plan();
        Quota quota = subject.quota();
        Organization organization = subject.organization();
        facts.add(limit(
                id,
                subject,
                Entitlement.MAX_DOCUMENTS,
                "Documents",
                plan == null ? null : plan.maxDocuments(),
                null,
                quota == null ? null : quota.documentsUsed()));
        facts.add(limit(
                id,
                subject,
                Entitlement.MAX_STORAGE,
                "Storage in bytes",
                plan == null ? null : plan.maxStorageBytes().orElse(null),
                organization == null ? null : organization.storageLimit(),
                quota == null ? null : quota.used()));
        if (organization != null) {
            facts.add(limit(
                    id,
                    subject,
                    Entitlement.MAX_SEATS,
                    "Seats",
                    plan == null || plan.maxSeats() == null
                            ? null
                            : plan.maxSeats().longValue(),
                    null,
                    (long) subject.members()));
        }
        return facts.stream()
                .filter(fact -> key == null || fact.key().equals(key))
                .toList();
    }

    private Fact of(SubjectId id, Subject subject, Feature feature) {
        Plan plan = subject.plan();
        Optional<PlanFeature> granted = plan == null ? Optional.empty() : plan.feature(feature.key());
        return new Fact(
                feature.key(),
                feature.name(),
                false,
                subject.suspended(),
                inForce(id, feature.key()),
                plan == null
                        ? null
                        : new PlanFact(
                                plan.id(),
                                plan.name(),
                                granted.isPresent(),
                                granted.map(PlanFeature::limit).orElse(null)),
                null,
                null);
    }

    private Fact limit(
            SubjectId id,
            Subject subject,
            String key,
            String name,
            @Nullable Long ofPlan,
            @Nullable Long without,
            @Nullable Long used) {
        Plan plan = subject.plan();
        return new Fact(
                key,
                name,
                true,
                subject.suspended(),
                inForce(id, key),
                plan == null ? null : new PlanFact(plan.id(), plan.name(), true, ofPlan),
                without,
                used);
    }

    private @Nullable OverrideFact inForce(SubjectId subject, String key) {
        return tables.overrideOf(subject, key)
                .map(override -> new OverrideFact(override.id(), override.granted(), override.limit()))
                .orElse(null);
    }

    @Override
    public Page<EntitlementOverride> list(OverrideFilter filter, PageRequest page) {
        return Pages.newestFirst(
                tables.overrides.rows(override ->
                        (filter.subject() == null || override.subject().equals(filter.subject()))
                                && (filter.key() == null || override.key().equals(filter.key()))),
                EntitlementOverride::position,
                page);
    }

    @Override
    public Optional<EntitlementOverride> find(SubjectId subject, String key) {
        return tables.overrides.find(new OverrideSlot(subject, key));
    }

    @Override
    public Optional<EntitlementOverride> lock(SubjectId subject, String key) {
        return tables.overrides.lock(new OverrideSlot(subject, key));
    }

    @Override
    public Optional<EntitlementOverride> put(EntitlementOverride override, @Nullable Instant turnsAt) {
        OverrideSlot slot = new OverrideSlot(override.subject(), override.key());
        boolean isKnown = NewFeature.LIMITS.contains(override.key())
                || tables.features.find(override.key()).isPresent();
        if (!isKnown) {
            throw FeatureRefusal.NOT_FOUND.refusal();
        }
        require(override.subject());
        EntitlementOverride there = tables.overrides.lock(slot).orElse(null);
        if (there != null && override.revision() != 0 && there.revision() != override.revision()) {
            return Optional.empty();
        }
        EntitlementOverride after = new EntitlementOverride(
                there == null ? override.id() : there.id(),
                override.subject(),
                override.key(),
                override.granted(),
                override.limit(),
                override.startsAt(),
                override.endsAt(),
                override.reason(),
                override.by(),
                override.inForce(),
                there == null ? override.createdAt() : there.createdAt(),
                override.updatedAt(),
                there == null ? 1 : there.revision() + 1);
        tables.overrides.put(slot, after);
        turnAt(slot, turnsAt);
        return Optional.of(after);
    }

    private void require(SubjectId subject) {
        switch (subject) {
            case UserId person -> {
                if (tables.accounts.find(person).isEmpty()) {
                    throw AccountRefusal.NOT_FOUND.refusal();
                }
            }
            case OrganizationId organization -> {
                if (tables.organizations.find(organization).isEmpty()) {
                    throw OrganizationRefusal.NOT_FOUND.refusal();
                }
            }
        }
    }

    private void turnAt(OverrideSlot slot, @Nullable Instant turnsAt) {
        if (turnsAt == null) {
            tables.overrideTurns.remove(slot);
        } else {
            tables.overrideTurns.put(slot, turnsAt);
        }
    }

    @Override
    public void delete(OverrideId id) {
        slot(id).ifPresent(slot -> {
            tables.overrides.remove(slot);
            tables.overrideTurns.remove(slot);
        });
    }

    private Optional<OverrideSlot> slot(OverrideId id) {
        return tables.overrides.rows(each -> each.id().equals(id)).stream()
                .map(each -> new OverrideSlot(each.subject(), each.key()))
                .findFirst();
    }

    @Override
    public Optional<EntitlementOverride> claimTurning(Instant now) {
        return tables.overrideTurns.keys(turnsAt -> !turnsAt.isAfter(now)).stream()
                .filter(tables.overrides::tryLock)
                .findFirst()
                .flatMap(tables.overrides::find);
    }

    @Override
    public void turn(OverrideId id, boolean inForce, @Nullable Instant turnsAt) {
        slot(id).ifPresent(slot -> {
            EntitlementOverride there = tables.overrides.lock(slot).orElseThrow();
            tables.overrides.put(
                    slot,
                    new EntitlementOverride(
                            there.id(),
                            there.subject(),
                            there.key(),
                            there.granted(),
                            there.limit(),
                            there.startsAt(),
                            there.endsAt(),
                            there.reason(),
                            there.by(),
                            inForce,
                            there.createdAt(),
                            there.updatedAt(),
                            there.revision()));
            turnAt(slot, turnsAt);
        });
    }
}
