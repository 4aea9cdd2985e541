package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionPatch;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import java.util.List;
import java.util.stream.Stream;

/** Roles and permissions. */
final class AccessUseCases {

    private static final PageRequest FIRST = PageRequest.first(10);

    private AccessUseCases() {}

    static List<UseCase> all() {
        return Stream.of(roles(), holders(), permissions())
                .flatMap(List::stream)
                .toList();
    }

    private static List<UseCase> roles() {
        return List.of(
                reads("roles.list", house -> () -> house.tenon.roles().list(house.operator, null, FIRST)),
                reads("roles.named", house -> () -> house.tenon.roles().named(house.operator, null, Role.SUPPORT)),
                reads("roles.get", house -> {
                    RoleId support = support(house);
                    return () -> house.tenon.roles().get(house.operator, support);
                }),
                changes(
                        "roles.create",
                        house -> () -> house.tenon.roles().create(house.operator, NewRole.of("editor"))),
                changes("roles.update", house -> {
                    RoleId editor = editor(house);
                    return () -> house.tenon
                            .roles()
                            .update(house.operator, editor, RolePatch.name("writer"), Expected.any());
                }),
                changes("roles.delete", house -> {
                    RoleId editor = editor(house);
                    return () -> house.tenon.roles().delete(house.operator, editor, false, Expected.any());
                }),
                changes("roles.grant", house -> {
                    RoleId editor = editor(house);
                    PermissionId read = readUsers(house);
                    return () -> house.tenon.roles().grant(house.operator, editor, read);
                }),
                changes("roles.revoke", house -> {
                    RoleId support = support(house);
                    PermissionId read = readUsers(house);
                    return () -> house.tenon.roles().revoke(house.operator, support, read);
                }));
    }

    private static List<UseCase> holders() {
        return List.of(
                reads("roles.rolesOf", house -> {
                    Account ana = house.anAccount(ANA);
                    return () -> house.tenon.roles().rolesOf(house.operator, ana.id());
                }),
                changes("roles.assign", house -> {
                    Account ana = house.anAccount(ANA);
                    return () -> house.tenon.roles().assign(house.operator, ana.id(), support(house));
                }),
                changes("roles.unassign", house -> {
                    Account ana = house.anAccount(ANA);
                    house.tenon.roles().assign(house.operator, ana.id(), support(house));
                    return () -> house.tenon.roles().unassign(house.operator, ana.id(), support(house));
                }));
    }

    private static List<UseCase> permissions() {
        return List.of(
                reads(
                        "permissions.list",
                        house -> () -> house.tenon.permissions().list(house.operator, FIRST)),
                reads(
                        "permissions.named",
                        house -> () -> house.tenon.permissions().named(house.operator, "users:read")),
                reads("permissions.get", house -> {
                    PermissionId read = readUsers(house);
                    return () -> house.tenon.permissions().get(house.operator, read);
                }),
                changes("permissions.create", house -> () -> approve(house)),
                changes("permissions.update", house -> {
                    PermissionEntry approve = approve(house);
                    PermissionPatch patch = new PermissionPatch(Patched.to("Approve"), Patched.absent());
                    return () -> house.tenon.permissions().update(house.operator, approve.id(), patch, Expected.any());
                }),
                changes("permissions.delete", house -> {
                    PermissionEntry approve = approve(house);
                    return () -> house.tenon.permissions().delete(house.operator, approve.id(), false, Expected.any());
                }),
                reads("permissions.check", house -> {
                    Account ana = house.anAccount(ANA);
                    List<PermissionCheck> checks = List.of(PermissionCheck.of("users:read"));
                    return () -> house.tenon.permissions().check(house.operator, checks, ana.id(), true);
                }));
    }

    private static RoleId support(TenonInMemory house) {
        return house.tenon.roles().named(house.operator, null, Role.SUPPORT).id();
    }

    private static RoleId editor(TenonInMemory house) {
        return house.tenon.roles().create(house.operator, NewRole.of("editor")).id();
    }

    private static PermissionId readUsers(TenonInMemory house) {
        return house.tenon.permissions().named(house.operator, "users:read").id();
    }

    private static PermissionEntry approve(TenonInMemory house) {
        return house.tenon.permissions().create(house.operator, new NewPermission("tenders:approve", null, null));
    }
}
