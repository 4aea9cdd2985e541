package dev.tenon.testkit;

import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.testkit.Tables.Assignment;
import dev.tenon.testkit.Tables.Grant;
import dev.tenon.testkit.Tables.RoleName;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class InMemoryRoleStore implements RoleStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryRoleStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Map<String, Set<String>> grants() {
        return list().stream().collect(Collectors.toUnmodifiableMap(Role::name, Role::permissions));
    }

    @Override
    public void addPermissions(List<PermissionRow> permissions, Instant now) {
        unitOfWork.required();
        for (PermissionRow each : permissions) {
            PermissionEntry own =
                    new PermissionEntry(each.id(), each.name(), each.description(), true, null, now, now, 1);
            PermissionEntry there = tables.permissions.lock(each.name()).orElse(null);
            if (there == null) {
                tables.permissions.insert(each.name(), own);
            } else if (!there.builtIn()) {
                takeFromAll(each.name(), now);
                tables.permissions.put(
                        each.name(),
                        new PermissionEntry(
                                there.id(),
                                each.name(),
                                each.description(),
                                true,
                                null,
                                there.createdAt(),
                                now,
                                there.revision() + 1));
            }
        }
    }

    private void takeFromAll(String permission, Instant now) {
        tables.grants.rows(grant -> grant.permission().equals(permission)).forEach(grant -> {
            tables.grants.remove(grant);
            changed(grant.roleId(), now);
        });
    }

    @Override
    public void addGrants(String roleName, Set<String> permissionNames, Instant now) {
        unitOfWork.required();
        RoleId role = tables.rolesByName
                .find(RoleName.of(null, roleName))
                .orElseThrow(() -> new IllegalStateException("There is no role " + roleName + " to grant to"));
        permissionNames.forEach(name -> {
            if (tables.permissions.find(name).isEmpty()) {
                throw new IllegalStateException("There is no permission " + name + "; add it first");
            }
            permit(role, name, now);
        });
    }

    private boolean permit(RoleId role, String permission, Instant now) {
        Grant grant = new Grant(role, permission);
        boolean added = tables.grants.insert(grant, grant);
        if (added) {
            changed(role, now);
        }
        return added;
    }

    private void changed(RoleId id, Instant now) {
        tables.roles.lock(id).ifPresent(role -> tables.roles.put(id, written(role, now)));
    }

    private static Role written(Role role, Instant now) {
        return new Role(
                role.id(),
                role.organizationId(),
                role.name(),
                role.description(),
                role.builtIn(),
                Set.of(),
                role.createdAt(),
                now,
                role.revision() + 1);
    }

    @Override
    public List<Role> list() {
        return unitOfWork.reading(() -> tables.roles.rows(role -> role.organizationId() == null).stream()
                .map(this::withPermissions)
                .sorted(Comparator.comparing(Role::name))
                .toList());
    }

    @Override
    public Page<Role> list(@Nullable OrganizationId organization, PageRequest page) {
        return unitOfWork.reading(() -> Pages.oldestFirst(
                tables.roles.rows(role -> Objects.equals(role.organizationId(), organization)).stream()
                        .map(this::withPermissions)
                        .toList(),
                Role::position,
                page));
    }

    @Override
    public Optional<Role> find(RoleId id) {
        return unitOfWork.reading(() -> tables.roles.find(id).map(this::withPermissions));
    }

    @Override
    public Optional<Role> lock(RoleId id) {
        return tables.roles.lock(id).map(this::withPermissions);
    }

    @Override
    public Optional<Role> findByName(String name) {
        return findByName(null, name);
    }

    @Override
    public Optional<Role> findByName(@Nullable OrganizationId organization, String name) {
        return unitOfWork.reading(
                () -> tables.rolesByName.find(RoleName.of(organization, name)).flatMap(this::find));
    }

    private Role withPermissions(Role row) {
        Set<String> permissions = tables.grants.rows(grant -> grant.roleId().equals(row.id())).stream()
                .map(Grant::permission)
                .collect(Collectors.toSet());
        return new Role(
                row.id(),
                row.organizationId(),
                row.name(),
                row.description(),
                row.builtIn(),
                permissions,
                row.createdAt(),
                row.updatedAt(),
                row.revision());
    }

    @Override
    public boolean insert(Role role, @Nullable UserId by, int most) {
        unitOfWork.required();
        OrganizationId organization = role.organizationId();
        if (organization != null && tables.organizations.find(organization).isEmpty()) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
        // No role has no name: whoever else counts here waits.
        tables.rolesByName.lock(RoleName.of(organization, ""));
        if (tables.roles
                        .rows(each -> Objects.equals(each.organizationId(), organization))
                        .size()
                >= most) {
            return false;
        }
        if (!tables.rolesByName.insert(RoleName.of(organization, role.name()), role.id())) {
            throw RoleRefusal.NAME_TAKEN.refusal();
        }
        tables.roles.insert(role.id(), role);
        role.permissions().forEach(name -> {
            Grant grant = new Grant(role.id(), name);
            tables.grants.insert(grant, grant);
        });
        return true;
    }

    @Override
    public Optional<Role> update(Role role, Instant now) {
        Role before = tables.roles
                .lock(role.id())
                .filter(there -> there.revision() == role.revision())
                .orElse(null);
        if (before == null) {
            return Optional.empty();
        }
        RoleName name = RoleName.of(role.organizationId(), role.name());
        RoleName oldName = RoleName.of(before.organizationId(), before.name());
        if (!name.equals(oldName)) {
            if (!tables.rolesByName.insert(name, role.id())) {
                throw RoleRefusal.NAME_TAKEN.refusal();
            }
            tables.rolesByName.remove(oldName);
        }
        tables.roles.put(role.id(), written(role, now));
        return find(role.id());
    }

    @Override
    public void delete(RoleId id) {
        tables.roles.lock(id).ifPresent(role -> {
            tables.rolesByName.remove(RoleName.of(role.organizationId(), role.name()));
            tables.grants.rows(grant -> grant.roleId().equals(id)).forEach(tables.grants::remove);
            tables.assignments.rows(held -> held.roleId().equals(id)).forEach(tables.assignments::remove);
            tables.roles.remove(id);
        });
    }

    @Override
    public void deleteAll(OrganizationId organization) {
        unitOfWork.required();
        tables.roles.rows(role -> organization.equals(role.organizationId())).forEach(role -> delete(role.id()));
    }

    @Override
    public List<UserId> holdersOf(String permission, int most) {
        return unitOfWork.reading(() -> tables
                .accounts
                .rows(row -> row.account().status() == AccountStatus.ACTIVE
                        && tables.grantsOf(row.account().id(), null).contains(permission))
                .stream()
                .map(row -> row.account())
                .sorted(Comparator.comparing(Account::createdAt)
                        .thenComparing(account -> account.id().value()))
                .limit(most)
                .map(Account::id)
                .toList());
    }

    @Override
    public int countHolders(RoleId id) {
        return tables.assignments.rows(held -> held.roleId().equals(id)).size();
    }

    @Override
    public boolean grantPermission(RoleId id, PermissionId permission, @Nullable UserId by, Instant now) {
        unitOfWork.required();
        return permit(id, nameOf(permission), now);
    }

    @Override
    public boolean revokePermission(RoleId id, PermissionId permission, Instant now) {
        unitOfWork.required();
        boolean revoked = tables.grants.remove(new Grant(id, nameOf(permission)));
        if (revoked) {
            changed(id, now);
        }
        return revoked;
    }

    private String nameOf(PermissionId id) {
        return tables.permissions.rows(each -> each.id().equals(id)).stream()
                .map(PermissionEntry::name)
                .findFirst()
                .orElseThrow(PermissionRefusal.NOT_FOUND::refusal);
    }

    @Override
    public List<Role> rolesOf(UserId userId) {
        return rolesHeld(userId, null);
    }

    @Override
    public List<Role> rolesOf(UserId userId, OrganizationId organization) {
        return rolesHeld(userId, organization);
    }

    private List<Role> rolesHeld(UserId userId, @Nullable OrganizationId organization) {
        return unitOfWork.reading(() -> tables.rolesOf(userId, organization).stream()
                .map(this::withPermissions)
                .toList());
    }

    @Override
    public int countRolesOf(UserId userId, @Nullable OrganizationId organization) {
        return (int) tables.assignments.rows(held -> held.userId().equals(userId)).stream()
                .map(held -> tables.roles.find(held.roleId()).orElseThrow())
                .filter(role -> Objects.equals(role.organizationId(), organization))
                .count();
    }

    @Override
    public Set<String> permissionsOf(UserId userId) {
        return unitOfWork.reading(() -> tables.permissionsOf(userId));
    }

    @Override
    public Set<String> grantsOf(UserId userId) {
        return unitOfWork.reading(() -> tables.grantsOf(userId, null));
    }

    @Override
    public Set<String> grantsOf(UserId userId, OrganizationId organization) {
        return unitOfWork.reading(() -> tables.grantsOf(userId, organization));
    }

    @Override
    public boolean assign(UserId userId, RoleId roleId, @Nullable UserId assignedBy, Instant now) {
        unitOfWork.required();
        tables.requireAccount(userId);
        if (tables.roles.lock(roleId).isEmpty()) {
            throw RoleRefusal.NOT_FOUND.refusal();
        }
        Assignment assignment = new Assignment(userId, roleId);
        return tables.assignments.insert(assignment, assignment);
    }

    @Override
    public void grant(UserId userId, Collection<RoleId> roleIds, @Nullable UserId assignedBy, Instant now) {
        unitOfWork.required();
        for (RoleId roleId : roleIds) {
            Assignment assignment = new Assignment(userId, roleId);
            tables.assignments.insert(assignment, assignment);
        }
    }

    @Override
    public boolean unassign(UserId userId, RoleId roleId) {
        return tables.assignments.remove(new Assignment(userId, roleId));
    }
}
