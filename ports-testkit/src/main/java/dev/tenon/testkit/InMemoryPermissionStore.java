package dev.tenon.testkit;

import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.PermissionStore;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.testkit.Tables.AccountRow;
import dev.tenon.testkit.Tables.Grant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Documents, subscriptions and quotas in memory are those of people: of an organization there are none. */
final class InMemoryPermissionStore implements PermissionStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryPermissionStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Set<String> builtIn() {
        return tables.permissions.rows(PermissionEntry::builtIn).stream()
                .map(PermissionEntry::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Page<PermissionEntry> list(PageRequest page) {
        return Pages.oldestFirst(tables.permissions.rows(any -> true), PermissionEntry::position, page);
    }

    @Override
    public Optional<PermissionEntry> find(PermissionId id) {
        return tables.permissions.rows(each -> each.id().equals(id)).stream().findFirst();
    }

    @Override
    public Optional<PermissionEntry> findByName(String name) {
        return tables.permissions.find(name);
    }

    @Override
    public List<PermissionEntry> findByNames(Set<String> names) {
        return tables.permissions.rows(each -> names.contains(each.name()));
    }

    @Override
    public Optional<PermissionEntry> lock(PermissionId id) {
        unitOfWork.required();
        return find(id).flatMap(found -> tables.permissions.lock(found.name()));
    }

    @Override
    public boolean featureExists(String key) {
        return tables.features.find(key).isPresent();
    }

    @Override
    public boolean insert(PermissionEntry permission, int most) {
        // No permission has no name: whoever else counts here waits.
        tables.permissions.lock("");
        if (tables.permissions.rows(any -> true).size() >= most) {
            return false;
        }
        if (!tables.permissions.insert(permission.name(), permission)) {
            throw PermissionRefusal.NAME_TAKEN.refusal();
        }
        return true;
    }

    @Override
    public Optional<PermissionEntry> update(PermissionEntry permission, Instant now) {
        Optional<PermissionEntry> before = tables.permissions
                .lock(permission.name())
                .filter(there -> !there.builtIn() && there.revision() == permission.revision());
        return before.map(there -> {
            PermissionEntry after = new PermissionEntry(
                    there.id(),
                    there.name(),
                    permission.description(),
                    false,
                    permission.feature(),
                    there.createdAt(),
                    now,
                    there.revision() + 1);
            tables.permissions.put(there.name(), after);
            return after;
        });
    }

    @Override
    public void delete(PermissionId id) {
        unitOfWork.required();
        find(id).filter(found -> !found.builtIn()).ifPresent(found -> {
            for (Grant grant : tables.grants.rows(each -> each.permission().equals(found.name()))) {
                tables.grants.remove(grant);
                tables.roles.lock(grant.roleId()).ifPresent(role -> tables.roles.put(role.id(), raised(role)));
            }
            tables.permissions.remove(found.name());
        });
    }

    private static Role raised(Role role) {
        return new Role(
                role.id(),
                role.organizationId(),
                role.name(),
                role.description(),
                role.builtIn(),
                Set.of(),
                role.createdAt(),
                role.updatedAt(),
                role.revision() + 1);
    }

    @Override
    public int countGranting(PermissionId id) {
        return find(id).map(found -> tables
                        .grants
                        .rows(each -> each.permission().equals(found.name()))
                        .stream()
                        .map(Grant::roleId)
                        .filter(role -> !isAdmin(role))
                        .toList()
                        .size())
                .orElse(0);
    }

    private boolean isAdmin(RoleId id) {
        return tables.roles.find(id).filter(Role::isAdmin).isPresent();
    }

    @Override
    public List<Facts> facts(Subject subject, List<PermissionCheck> checks, Instant now) {
        return unitOfWork.reading(
                () -> checks.stream().map(check -> facts(subject, check)).toList());
    }

    private Facts facts(Subject subject, PermissionCheck check) {
        UserId person = subject.person();
        PermissionEntry permission = tables.permissions.find(check.permission()).orElse(null);
        Document document = check.documentId() == null
                ? null
                : tables.documents.find(check.documentId()).orElse(null);
        OrganizationId scope = document != null ? null : orElse(check.organizationId(), subject.organization());
        MemberRole membership = scope == null || person == null
                ? null
                : tables.roleOf(scope, person).orElse(null);
        return new Facts(
                person == null
                        ? null
                        : tables.accounts
                                .find(person)
                                .map(AccountRow::account)
                                .map(Account::status)
                                .orElse(null),
                permission == null ? null : fact(permission),
                scope,
                membership,
                person == null || permission == null ? null : role(person, scope, permission.name()),
                person == null || scope != null ? null : subscription(person, permission),
                permission == null ? null : exception(person, scope, permission.feature()),
                document == null ? null : new DocumentFact(document.id(), document.ownerId(), null, null),
                scope == null ? usage(check, document == null ? person : document.ownerId()) : null);
    }

    private PermissionFact fact(PermissionEntry permission) {
        return new PermissionFact(
                permission.id(),
                permission.builtIn(),
                Optional.ofNullable(permission.feature())
                        .flatMap(tables.features::find)
                        .map(Feature::id)
                        .orElse(null),
                permission.feature());
    }

    private @Nullable RoleFact role(UserId person, @Nullable OrganizationId scope, String permission) {
        return tables.rolesOf(person, scope).stream()
                .filter(role ->
                        tables.grants.find(new Grant(role.id(), permission)).isPresent())
                .map(role -> new RoleFact(role.id(), role.name()))
                .findFirst()
                .orElse(null);
    }

    private @Nullable SubscriptionFact subscription(UserId person, @Nullable PermissionEntry permission) {
        Subscription live = tables.liveSubscriptions
                .find(person)
                .flatMap(tables.subscriptions::find)
                .orElse(null);
        if (live == null) {
            return null;
        }
        Optional<Plan> counts = tables.planOf(person);
        Plan plan = counts.orElseGet(() -> tables.plans.find(live.planId()).orElseThrow());
        String feature = permission == null ? null : permission.feature();
        Optional<PlanFeature> granted =
                feature == null ? Optional.empty() : counts.flatMap(counting -> counting.feature(feature));
        return new SubscriptionFact(
                live.id(),
                live.status(),
                plan.id(),
                plan.name(),
                granted.filter(each -> !Long.valueOf(0).equals(each.limit())).isPresent(),
                granted.map(PlanFeature::limit).orElse(null));
    }

    private @Nullable ExceptionFact exception(
            @Nullable UserId person, @Nullable OrganizationId scope, @Nullable String feature) {
        SubjectId subject = scope == null ? person : scope;
        return subject == null || feature == null
                ? null
                : tables.overrideOf(subject, feature)
                        .map(exception -> new ExceptionFact(
                                exception.granted() && !Long.valueOf(0).equals(exception.limit()), exception.limit()))
                        .orElse(null);
    }

    private @Nullable UsageFact usage(PermissionCheck check, @Nullable UserId owner) {
        if (owner == null || !check.permission().equals(Permission.DOCUMENTS_WRITE.permissionName())) {
            return null;
        }
        return tables.quotas
                .find(owner)
                .map(quota -> new UsageFact(
                        quota.used() + quota.reserved(),
                        quota.max(),
                        quota.documentsUsed() + quota.documentsReserved(),
                        quota.documentsMax()))
                .orElse(null);
    }

    private static @Nullable OrganizationId orElse(@Nullable OrganizationId first, @Nullable OrganizationId other) {
        return first == null ? other : first;
    }
}
