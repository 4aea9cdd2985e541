package dev.tenon.core.access;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;

final class RoleService implements Roles {

    private static final String TABLE = "user_roles";

    private final Kernel kernel;
    private final RoleStore roles;
    private final AccountStore accounts;

    RoleService(Kernel kernel) {
        this.kernel = kernel;
        this.roles = kernel.storage().roles();
        this.accounts = kernel.storage().accounts();
    }

    @Override
    public List<Role> list(Actor actor) {
        Authorizer.require(actor, Permission.ROLES_READ);
        return roles.list();
    }

    @Override
    public List<Role> rolesOf(Actor actor, UserId userId) {
        Authorizer.ownerOr(actor, userId, Permission.PROFILE_READ, Permission.ROLES_READ, AccountRefusal.NOT_FOUND);
        if (accounts.find(userId).isEmpty()) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
        return roles.rolesOf(userId);
    }

    @Override
    public void assign(Actor actor, UserId userId, RoleId roleId) {
        Authorizer.require(actor, Permission.ROLES_WRITE);
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            Role role = lockAccountAndFindRole(actor, userId, roleId);
            if (roles.assign(userId, roleId, actor.userId(), now)) {
                change.audit(entry("role.assigned", userId, role));
            }
            return role;
        });
    }

    @Override
    public void unassign(Actor actor, UserId userId, RoleId roleId) {
        Authorizer.require(actor, Permission.ROLES_WRITE);
        kernel.changes().commit(actor, kernel.now(), change -> {
            Role role = lockAccountAndFindRole(actor, userId, roleId);
            if (roles.unassign(userId, roleId)) {
                if (role.name().equals(Role.ADMIN) && accounts.countActiveWithRole(Role.ADMIN) == 0) {
                    throw AccountRefusal.LAST_ADMIN.refusal();
                }
                change.audit(entry("role.unassigned", userId, role));
            }
            return role;
        });
    }

    private Role lockAccountAndFindRole(Actor actor, UserId userId, RoleId roleId) {
        if (accounts.lock(userId).isEmpty()) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
        Role role = roles.find(roleId).orElseThrow(RoleRefusal.NOT_FOUND::refusal);
        Authorizer.notBeyond(actor, role.permissions(), RoleRefusal.BEYOND_YOURS);
        return role;
    }

    private static AuditEntry entry(String action, UserId userId, Role role) {
        return AuditEntry.of(action, TABLE, userId).with("role", role.name());
    }
}
