package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.RoleId;
import java.util.List;

/** Roles. */
final class AccessUseCases {

    private AccessUseCases() {}

    static List<UseCase> all() {
        return List.of(
                reads("roles.list", house -> () -> house.tenon.roles().list(house.operator)),
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

    private static RoleId support(TenonInMemory house) {
        return house.tenon.roles().list(house.operator).stream()
                .filter(role -> role.name().equals("support"))
                .map(Role::id)
                .findFirst()
                .orElseThrow();
    }
}
