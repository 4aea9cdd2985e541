package dev.tenon.core.access;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.access.spi.RoleStore.PermissionRow;
import dev.tenon.ports.kernel.PermissionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the stored permissions up to the catalogue. The role admin holds every permission; the other built-in roles get
 * their defaults when a permission is new, so that what an administrator took from them stays taken.
 */
final class PermissionCatalogue {

    private static final Set<Permission> OF_SUPPORT = EnumSet.of(
            Permission.USERS_READ,
            Permission.ROLES_READ,
            Permission.SESSIONS_READ,
            Permission.LOGIN_HISTORY_READ,
            Permission.API_KEYS_READ,
            Permission.ORGANIZATIONS_READ,
            Permission.USAGE_LOGS_READ,
            Permission.ENTITLEMENTS_READ,
            Permission.SUBSCRIPTIONS_READ,
            Permission.INVOICES_READ,
            Permission.EMAILS_READ,
            Permission.FLAGS_READ,
            Permission.TICKETS_READ,
            Permission.TICKETS_WRITE,
            Permission.AUDIT_LOGS_READ);
    private static final Set<Permission> OF_MEMBER = EnumSet.of(
            Permission.PROFILE_READ,
            Permission.PROFILE_WRITE,
            Permission.MEMBERSHIPS_READ,
            Permission.MEMBERSHIPS_WRITE,
            Permission.BILLING_READ,
            Permission.BILLING_WRITE,
            Permission.NOTIFICATIONS_READ,
            Permission.NOTIFICATIONS_WRITE,
            Permission.SUPPORT_READ,
            Permission.SUPPORT_WRITE,
            Permission.DOCUMENTS_READ,
            Permission.DOCUMENTS_WRITE,
            Permission.USAGE_LOGS_WRITE);

    private final Kernel kernel;
    private final RoleStore roles;

    PermissionCatalogue(Kernel kernel) {
        this.kernel = kernel;
        this.roles = kernel.storage().roles();
    }

    void synchronize() {
        Set<String> held = roles.grants().getOrDefault(Role.ADMIN, Set.of());
        Set<String> known = kernel.storage().permissions().builtIn();
        List<Permission> missing = Arrays.stream(Permission.values())
                .filter(permission ->
                        !held.contains(permission.permissionName()) || !known.contains(permission.permissionName()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Instant now = kernel.now();
        kernel.storage().unitOfWork().run(() -> {
            roles.addPermissions(missing.stream().map(this::row).toList(), now);
            roles.addGrants(Role.ADMIN, names(missing, EnumSet.allOf(Permission.class)), now);
            roles.addGrants(Role.SUPPORT, names(missing, OF_SUPPORT), now);
            roles.addGrants(Role.MEMBER, names(missing, OF_MEMBER), now);
            return missing;
        });
    }

    private PermissionRow row(Permission permission) {
        return new PermissionRow(
                new PermissionId(kernel.ids().next()), permission.permissionName(), permission.description());
    }

    private static Set<String> names(List<Permission> missing, Set<Permission> ofRole) {
        return missing.stream()
                .filter(ofRole::contains)
                .map(Permission::permissionName)
                .collect(Collectors.toUnmodifiableSet());
    }
}
