package dev.tenon.core.access;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class RoleService implements Roles {

    private static final String TABLE = "roles";

    private final Kernel kernel;
    private final RoleAuthority authority;
    private final RoleHolders holders;
    private final RoleStore roles;

    RoleService(Kernel kernel, RoleAuthority authority, RoleHolders holders) {
        this.kernel = kernel;
        this.authority = authority;
        this.holders = holders;
        this.roles = kernel.storage().roles();
    }

    @Override
    public Page<Role> list(Actor actor, @Nullable OrganizationId organization, PageRequest page) {
        authority.read(actor, organization);
        return roles.list(organization, page);
    }

    @Override
    public Role named(Actor actor, @Nullable OrganizationId organization, String name) {
        authority.read(actor, organization);
        return roles.findByName(organization, name)
                .orElseThrow(() -> RoleRefusal.NOT_FOUND.because("There is no role named " + name + "."));
    }

    @Override
    public Role get(Actor actor, RoleId id) {
        Authorizer.signedIn(actor);
        return roles.find(id).filter(role -> authority.sees(actor, role)).orElseThrow(RoleRefusal.NOT_FOUND::refusal);
    }

    @Override
    public Role create(Actor actor, NewRole wanted) {
        authority.write(actor, wanted.organizationId());
        Violations violations = new Violations();
        AccessTexts.roleName(violations, wanted.name());
        AccessTexts.description(violations, wanted.description(), NewRole.LONGEST_DESCRIPTION);
        violations.require(
                wanted.permissions().size() <= NewRole.MOST_PERMISSIONS,
                "/permissions",
                "too-many",
                "Give at most " + NewRole.MOST_PERMISSIONS + " permissions at once.");
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Set<String> permissions = authority.known(wanted.organizationId(), wanted.permissions()).stream()
                    .map(PermissionEntry::name)
                    .collect(Collectors.toUnmodifiableSet());
            authority.notBeyond(actor, wanted.organizationId(), permissions);
            Role role = new Role(
                    new RoleId(kernel.ids().next()),
                    wanted.organizationId(),
                    AccessTexts.composed(wanted.name()),
                    wanted.description(),
                    false,
                    permissions,
                    now,
                    now,
                    1);
            if (!roles.insert(role, actor.userId(), MOST_ROLES)) {
                throw RoleRefusal.TOO_MANY.because("There are " + MOST_ROLES + " roles already.");
            }
            change.audit(entry("role.created", role)
                    .with("permissions", permissions.stream().sorted().collect(Collectors.joining(","))));
            return role;
        });
    }

    @Override
    public Role update(Actor actor, RoleId id, RolePatch patch, Expected expected) {
        changeable(actor, id);
        Violations violations = new Violations();
        String name = patch.name();
        if (name != null) {
            AccessTexts.roleName(violations, name);
        }
        AccessTexts.description(violations, patch.description().value(), NewRole.LONGEST_DESCRIPTION);
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Role before = locked(actor, id);
            expected.check(before.revision());
            Role wanted = before.patched(
                    name == null ? patch : new RolePatch(AccessTexts.composed(name), patch.description()));
            if (before.builtIn() && !before.name().equals(wanted.name())) {
                throw RoleRefusal.BUILT_IN.refusal();
            }
            authority.notBeyond(actor, before.organizationId(), before.permissions());
            Role after = roles.update(wanted, now).orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            change.audit(entry("role.updated", after)
                    .changed("roleName", before.name(), after.name())
                    .changedWithheld("description", before.description(), after.description()));
            return after;
        });
    }

    @Override
    public void delete(Actor actor, RoleId id, boolean evenIfHeld, Expected expected) {
        changeable(actor, id);
        kernel.changes().commit(actor, kernel.now(), change -> {
            Role role = locked(actor, id);
            expected.check(role.revision());
            if (role.builtIn()) {
                throw RoleRefusal.BUILT_IN.refusal();
            }
            authority.notBeyond(actor, role.organizationId(), role.permissions());
            int held = roles.countHolders(id);
            if (held > 0 && !evenIfHeld) {
                throw RoleRefusal.STILL_HELD.because((held == 1 ? "One person holds" : held + " people hold")
                        + " the role: take it from them, or delete it even if it is held.");
            }
            roles.delete(id);
            change.audit(entry("role.deleted", role).with("holders", Integer.toString(held)));
            return role;
        });
    }

    @Override
    public Role grant(Actor actor, RoleId id, PermissionId permissionId) {
        changeable(actor, id);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Role role = locked(actor, id);
            PermissionEntry permission = permission(permissionId);
            RoleAuthority.meaningful(role.organizationId(), permission);
            authority.notBeyond(actor, role.organizationId(), with(role.permissions(), permission.name()));
            if (roles.grantPermission(id, permissionId, actor.userId(), now)) {
                change.audit(entry("role.permission-granted", role).with("permission", permission.name()));
            }
            return roles.find(id).orElseThrow(RoleRefusal.NOT_FOUND::refusal);
        });
    }

    @Override
    public Role revoke(Actor actor, RoleId id, PermissionId permissionId) {
        changeable(actor, id);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Role role = locked(actor, id);
            PermissionEntry permission = permission(permissionId);
            if (role.isAdmin()) {
                throw RoleRefusal.BUILT_IN.because("The role admin keeps every permission.");
            }
            authority.notBeyond(actor, role.organizationId(), with(role.permissions(), permission.name()));
            if (roles.revokePermission(id, permissionId, now)) {
                change.audit(entry("role.permission-revoked", role).with("permission", permission.name()));
            }
            return roles.find(id).orElseThrow(RoleRefusal.NOT_FOUND::refusal);
        });
    }

    @Override
    public List<Role> rolesOf(Actor actor, UserId userId) {
        return holders.of(actor, userId);
    }

    @Override
    public List<Role> rolesOf(Actor actor, UserId userId, OrganizationId organization) {
        return holders.of(actor, userId, organization);
    }

    @Override
    public void assign(Actor actor, UserId userId, RoleId roleId) {
        holders.assign(actor, userId, roleId);
    }

    @Override
    public void unassign(Actor actor, UserId userId, RoleId roleId) {
        holders.unassign(actor, userId, roleId);
    }

    /** Turns those away who may not, before anything is locked. */
    private void changeable(Actor actor, RoleId id) {
        Authorizer.signedIn(actor);
        authority.change(actor, roles.find(id).orElseThrow(RoleRefusal.NOT_FOUND::refusal));
    }

    private Role locked(Actor actor, RoleId id) {
        Role role = roles.lock(id).orElseThrow(RoleRefusal.NOT_FOUND::refusal);
        authority.change(actor, role);
        return role;
    }

    private PermissionEntry permission(PermissionId id) {
        return kernel.storage().permissions().find(id).orElseThrow(PermissionRefusal.NOT_FOUND::refusal);
    }

    private static Set<String> with(Set<String> permissions, String one) {
        return Stream.concat(permissions.stream(), Stream.of(one)).collect(Collectors.toUnmodifiableSet());
    }

    private static AuditEntry entry(String action, Role role) {
        return AuditEntry.of(action, TABLE, role.id()).with("role", role.name()).in(role.organizationId());
    }
}
