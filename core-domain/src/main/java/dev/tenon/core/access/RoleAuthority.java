package dev.tenon.core.access;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.OrganizationRefusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may read and change which roles: those of the installation by permission, those of an organization also whoever manages it,
 * within what they hold there. For others a role does not exist.
 */
record RoleAuthority(Storage storage) {

    /** Passes whoever may read the roles of the installation, or of this organization. */
    void read(Actor actor, @Nullable OrganizationId organization) {
        if (organization == null) {
            Authorizer.require(actor, Permission.ROLES_READ);
        } else {
            within(actor, organization, Permission.ROLES_READ);
        }
    }

    /** Passes whoever may change the roles of the installation, or of this organization. */
    void write(Actor actor, @Nullable OrganizationId organization) {
        if (organization == null) {
            Authorizer.require(actor, Permission.ROLES_WRITE);
        } else {
            within(actor, organization, Permission.ROLES_WRITE);
            Memberships.notInAnothersName(actor);
        }
    }

    /** Whether the caller sees this role. */
    boolean sees(Actor actor, Role role) {
        return Authorizer.may(actor, Permission.ROLES_READ)
                || Authorizer.may(actor, Permission.ROLES_WRITE)
                || manages(actor, role.organizationId());
    }

    /** Passes whoever sees the role and may change it. */
    void change(Actor actor, Role role) {
        Authorizer.signedIn(actor);
        if (!sees(actor, role)) {
            throw RoleRefusal.NOT_FOUND.refusal();
        }
        if (!manages(actor, role.organizationId())) {
            Authorizer.require(actor, Permission.ROLES_WRITE);
        }
        if (role.organizationId() != null) {
            Memberships.notInAnothersName(actor);
        }
    }

    /** Whether the caller is a person, in person, who runs this organization; nobody runs none. */
    boolean manages(Actor actor, @Nullable OrganizationId organization) {
        return new Memberships(storage).runsInPerson(actor, organization);
    }

    private void within(Actor actor, OrganizationId organization, Permission permission) {
        Authorizer.signedIn(actor);
        boolean mayAnywhere = Authorizer.may(actor, permission);
        if (mayAnywhere ? !storage.members().organizationExists(organization) : !manages(actor, organization)) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
    }

    /**
     * Passes whoever holds each of these themselves: in the installation, if they may change roles there, or inside the
     * organization, if they run it.
     */
    void notBeyond(Actor actor, @Nullable OrganizationId organization, Set<String> permissions) {
        if (!manages(actor, organization) || organization == null) {
            Authorizer.notBeyond(actor, permissions, storage.roles(), RoleRefusal.BEYOND_YOURS);
            return;
        }
        boolean mayAnywhere = Authorizer.may(actor, Permission.ROLES_WRITE);
        Set<String> held = heldInside(actor, organization);
        Set<String> rest = permissions.stream()
                .filter(permission -> !held.contains(permission))
                .filter(permission -> !mayAnywhere || !actor.holds(permission))
                .collect(Collectors.toUnmodifiableSet());
        // What the catalogue was given by the embedding product, whoever runs an organization holds inside it.
        boolean ownToTheProduct = storage.permissions().findByNames(rest).stream()
                        .filter(permission -> !permission.builtIn())
                        .count()
                == rest.size();
        if (!ownToTheProduct) {
            throw RoleRefusal.BEYOND_YOURS.refusal();
        }
    }

    private Set<String> heldInside(Actor actor, OrganizationId organization) {
        UserId person = actor.userId();
        Set<String> held = new HashSet<>();
        if (person != null) {
            held.addAll(storage.roles().grantsOf(person, organization));
            storage.members().roleOf(organization, person).ifPresent(role -> held.addAll(role.permissions()));
        }
        return held;
    }

    /** The permissions of these names, each of which has to be there and to mean something where the role counts. */
    List<PermissionEntry> known(@Nullable OrganizationId organization, Set<String> names) {
        List<PermissionEntry> known = storage.permissions().findByNames(names);
        if (known.size() < names.size()) {
            Set<String> found = known.stream().map(PermissionEntry::name).collect(Collectors.toUnmodifiableSet());
            String missing = names.stream()
                    .filter(name -> !found.contains(name))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            throw PermissionRefusal.NOT_FOUND.because("There is no permission named " + missing + ".");
        }
        known.forEach(permission -> meaningful(organization, permission));
        return known;
    }

    /** Passes what means something where the role counts. */
    static void meaningful(@Nullable OrganizationId organization, PermissionEntry permission) {
        if (organization != null
                && permission.builtIn()
                && !Permission.ofOrganizations().contains(permission.name())) {
            throw RoleRefusal.NOT_FOR_ORGANIZATIONS.because(
                    "The permission " + permission.name() + " means nothing inside an organization.");
        }
    }
}
