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
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.spi.MemberStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Who holds which role. */
final class RoleHolders {

    private static final String TABLE = "user_roles";

    private final Kernel kernel;
    private final RoleAuthority authority;
    private final RoleStore roles;
    private final AccountStore accounts;
    private final MemberStore members;

    RoleHolders(Kernel kernel, RoleAuthority authority) {
        this.kernel = kernel;
        this.authority = authority;
        this.roles = kernel.storage().roles();
        this.accounts = kernel.storage().accounts();
        this.members = kernel.storage().members();
    }

    List<Role> of(Actor actor, UserId userId) {
        Authorizer.ownerOr(actor, userId, Permission.PROFILE_READ, Permission.ROLES_READ, AccountRefusal.NOT_FOUND);
        if (accounts.find(userId).isEmpty()) {
            throw AccountRefusal.NOT_FOUND.refusal();
        }
        return roles.rolesOf(userId);
    }

    List<Role> of(Actor actor, UserId userId, OrganizationId organization) {
        Authorizer.signedIn(actor);
        boolean isOwn = actor.is(userId) && !actor.comesWithKey();
        Optional<MemberRole> membership = members.roleOf(organization, userId);
        if (isOwn && membership.isPresent()) {
            return roles.rolesOf(userId, organization);
        }
        authority.read(actor, organization);
        return roles.rolesOf(userId, organization);
    }

    void assign(Actor actor, UserId userId, RoleId roleId) {
        change(actor, userId, roleId, (change, role) -> {
            if (roles.assign(userId, roleId, actor.userId(), change.now())) {
                if (roles.countRolesOf(userId, role.organizationId()) > Roles.MOST_HELD) {
                    throw RoleRefusal.TOO_MANY.because("The person holds " + Roles.MOST_HELD + " roles here already.");
                }
                change.audit(entry("role.assigned", userId, role));
            }
        });
    }

    void unassign(Actor actor, UserId userId, RoleId roleId) {
        change(actor, userId, roleId, (change, role) -> {
            if (roles.unassign(userId, roleId)) {
                if (role.isAdmin() && accounts.countActiveWithRole(Role.ADMIN) == 0) {
                    throw AccountRefusal.LAST_ADMIN.refusal();
                }
                change.audit(entry("role.unassigned", userId, role));
            }
        });
    }

    private void change(Actor actor, UserId userId, RoleId roleId, BiConsumer<Change, Role> work) {
        Instant now = kernel.now();
        OrganizationId organization =
                roles.find(roleId).map(Role::organizationId).orElse(null);
        if (!authority.manages(actor, organization)) {
            Authorizer.require(actor, Permission.ROLES_WRITE);
        }
        kernel.changes().commit(actor, now, change -> {
            // A person first, then an organization, then a role: everybody locks in this order.
            boolean isThere = accounts.lock(userId).isPresent();
            if (organization == null && !isThere) {
                throw AccountRefusal.NOT_FOUND.refusal();
            }
            if (organization != null && members.lockRoleOf(organization, userId).isEmpty()) {
                throw RoleRefusal.NOT_A_MEMBER.refusal();
            }
            Role role = roles.find(roleId).orElseThrow(RoleRefusal.NOT_FOUND::refusal);
            authority.change(actor, role);
            authority.notBeyond(actor, organization, role.permissions());
            work.accept(change, role);
            return role;
        });
    }

    private static AuditEntry entry(String action, UserId userId, Role role) {
        return AuditEntry.of(action, TABLE, userId)
                .with("role", role.name())
                .with("roleId", role.id().toString())
                .in(role.organizationId());
    }
}
