package dev.tenon.testkit;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.Assignment;
import dev.tenon.testkit.Tables.Grant;
import dev.tenon.testkit.Tables.RoleRow;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    public void addPermissions(List<PermissionRow> permissions) {
        unitOfWork.required();
        permissions.forEach(each -> tables.permissions.insert(each.name(), each));
    }

    @Override
    public void addGrants(String roleName, Set<String> permissionNames, Instant now) {
        unitOfWork.required();
        RoleRow role = rowsNamed(roleName).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no role " + roleName + " to grant to"));
        permissionNames.forEach(name -> {
            if (tables.permissions.find(name).isEmpty()) {
                throw new IllegalStateException("There is no permission " + name + "; add it first");
            }
            Grant grant = new Grant(role.id(), name);
            tables.grants.insert(grant, grant);
        });
    }

    @Override
    public List<Role> list() {
        return unitOfWork.reading(() -> tables.roles.rows(any -> true).stream()
                .map(this::withPermissions)
                .sorted(Comparator.comparing(Role::name))
                .toList());
    }

    @Override
    public Optional<Role> find(RoleId id) {
        return unitOfWork.reading(() -> tables.roles.find(id).map(this::withPermissions));
    }

    @Override
    public Optional<Role> findByName(String name) {
        return unitOfWork.reading(() -> rowsNamed(name).stream().findFirst().map(this::withPermissions));
    }

    private List<RoleRow> rowsNamed(String name) {
        return tables.roles.rows(role -> role.name().equals(name));
    }

    private Role withPermissions(RoleRow row) {
        Set<String> permissions = tables.grants.rows(grant -> grant.roleId().equals(row.id())).stream()
                .map(Grant::permission)
                .collect(Collectors.toSet());
        return new Role(row.id(), row.name(), row.description(), row.builtIn(), permissions);
    }

    @Override
    public List<Role> rolesOf(UserId userId) {
        return unitOfWork.reading(
                () -> tables.assignments.rows(each -> each.userId().equals(userId)).stream()
                        .flatMap(each -> find(each.roleId()).stream())
                        .sorted(Comparator.comparing(Role::name))
                        .toList());
    }

    @Override
    public Set<String> permissionsOf(UserId userId) {
        return unitOfWork.reading(() -> tables.permissionsOf(userId));
    }

    @Override
    public boolean assign(UserId userId, RoleId roleId, @Nullable UserId assignedBy, Instant now) {
        unitOfWork.required();
        tables.requireAccount(userId);
        if (tables.roles.find(roleId).isEmpty()) {
            throw new IllegalStateException("There is no role " + roleId + " to assign");
        }
        Assignment assignment = new Assignment(userId, roleId);
        return tables.assignments.insert(assignment, assignment);
    }

    @Override
    public void grant(UserId userId, Collection<RoleId> roleIds, @Nullable UserId assignedBy, Instant now) {
        roleIds.forEach(roleId -> assign(userId, roleId, assignedBy, now));
    }

    @Override
    public boolean unassign(UserId userId, RoleId roleId) {
        return tables.assignments.remove(new Assignment(userId, roleId));
    }
}
