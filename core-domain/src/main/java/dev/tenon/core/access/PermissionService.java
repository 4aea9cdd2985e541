package dev.tenon.core.access;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.PermissionAnswer;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionPatch;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.Permissions;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.PermissionStore;
import dev.tenon.ports.access.spi.RoleStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class PermissionService implements Permissions {

    private static final String TABLE = "permissions";
    private static final String FORM =
            "Name it resource:verb in lower case, e.g. tenders:approve, with at most 100 characters.";

    /** What Tenon's own permissions are about: one of a later version must not find its name given another meaning. */
    private static final Set<String> RESERVED = Arrays.stream(Permission.values())
            .map(permission -> resource(permission.permissionName()))
            .collect(Collectors.toUnmodifiableSet());

    private final Kernel kernel;
    private final PermissionStore permissions;
    private final RoleStore roles;
    private final PermissionChecks checks;

    PermissionService(Kernel kernel) {
        this.kernel = kernel;
        this.permissions = kernel.storage().permissions();
        this.roles = kernel.storage().roles();
        this.checks = new PermissionChecks(kernel);
    }

    @Override
    public Page<PermissionEntry> list(Actor actor, PageRequest page) {
        Authorizer.require(actor, Permission.ROLES_READ);
        return permissions.list(page);
    }

    @Override
    public PermissionEntry get(Actor actor, PermissionId id) {
        Authorizer.require(actor, Permission.ROLES_READ);
        return permissions.find(id).orElseThrow(PermissionRefusal.NOT_FOUND::refusal);
    }

    @Override
    public PermissionEntry named(Actor actor, String name) {
        Authorizer.require(actor, Permission.ROLES_READ);
        return permissions
                .findByName(name)
                .orElseThrow(() -> PermissionRefusal.NOT_FOUND.because("There is no permission named " + name + "."));
    }

    @Override
    public PermissionEntry create(Actor actor, NewPermission wanted) {
        Authorizer.require(actor, Permission.ROLES_WRITE);
        Violations violations = new Violations();
        boolean isName = NewPermission.isName(wanted.name());
        violations.require(isName, "/permissionName", "not-a-permission", FORM);
        violations.require(
                !isName || !RESERVED.contains(resource(wanted.name())),
                "/permissionName",
                "reserved",
                "Name another resource: this one is Tenon's own.");
        AccessTexts.description(violations, wanted.description(), NewPermission.LONGEST_DESCRIPTION);
        feature(violations, wanted.feature());
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            PermissionEntry permission = new PermissionEntry(
                    new PermissionId(kernel.ids().next()),
                    wanted.name(),
                    wanted.description(),
                    false,
                    wanted.feature(),
                    now,
                    now,
                    1);
            if (!permissions.insert(permission, MOST_PERMISSIONS)) {
                throw PermissionRefusal.TOO_MANY.because("There are " + MOST_PERMISSIONS + " permissions already.");
            }
            roles.addGrants(Role.ADMIN, Set.of(permission.name()), now);
            change.audit(entry("permission.created", permission));
            return permission;
        });
    }

    @Override
    public PermissionEntry update(Actor actor, PermissionId id, PermissionPatch patch, Expected expected) {
        Authorizer.require(actor, Permission.ROLES_WRITE);
        Violations violations = new Violations();
        AccessTexts.description(violations, patch.description().value(), NewPermission.LONGEST_DESCRIPTION);
        feature(violations, patch.feature().value());
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            PermissionEntry before = own(actor, id, expected);
            PermissionEntry after = permissions
                    .update(before.patched(patch), now)
                    .orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
            change.audit(entry("permission.updated", after)
                    .changedWithheld("description", before.description(), after.description())
                    .changed("feature", before.feature(), after.feature()));
            return after;
        });
    }

    @Override
    public void delete(Actor actor, PermissionId id, boolean evenIfGranted, Expected expected) {
        Authorizer.require(actor, Permission.ROLES_WRITE);
        kernel.changes().commit(actor, kernel.now(), change -> {
            PermissionEntry permission = own(actor, id, expected);
            int granting = permissions.countGranting(id);
            if (granting > 0 && !evenIfGranted) {
                throw PermissionRefusal.STILL_GRANTED.because(
                        granting == 1 ? "One role grants the permission." : granting + " roles grant the permission.");
            }
            permissions.delete(id);
            change.audit(entry("permission.deleted", permission).with("roles", Integer.toString(granting)));
            return permission;
        });
    }

    @Override
    public boolean check(Actor actor, String permission) {
        return actor.holds(permission);
    }

    @Override
    public List<PermissionAnswer> check(
            Actor actor, List<PermissionCheck> questions, @Nullable UserId about, boolean explain) {
        return checks.answer(actor, questions, about, explain);
    }

    /** A permission of the embedding product's, locked, that the caller holds. */
    private PermissionEntry own(Actor actor, PermissionId id, Expected expected) {
        PermissionEntry permission = permissions.lock(id).orElseThrow(PermissionRefusal.NOT_FOUND::refusal);
        if (permission.builtIn()) {
            throw PermissionRefusal.BUILT_IN.refusal();
        }
        expected.check(permission.revision());
        Authorizer.notBeyond(actor, Set.of(permission.name()), roles, PermissionRefusal.BEYOND_YOURS);
        return permission;
    }

    private void feature(Violations violations, @Nullable String key) {
        violations.require(
                key == null || permissions.featureExists(key),
                "/feature",
                "unknown-feature",
                "Name a feature that plans can have by its key, e.g. api-access.");
    }

    private static String resource(String name) {
        return name.substring(0, name.indexOf(':'));
    }

    private static AuditEntry entry(String action, PermissionEntry permission) {
        AuditEntry entry = AuditEntry.of(action, TABLE, permission.id()).with("permission", permission.name());
        String feature = permission.feature();
        return feature == null ? entry : entry.with("feature", feature);
    }
}
