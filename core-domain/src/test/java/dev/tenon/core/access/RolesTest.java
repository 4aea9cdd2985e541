package dev.tenon.core.access;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.testkit.Fixtures;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RolesTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Roles roles = house.tenon.roles();

    @Test
    void the_role_admin_holds_the_whole_catalogue() {
        assertThat(role(Role.ADMIN).permissions())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Permission.values())
                        .map(Permission::permissionName)
                        .toList());
        assertThat(role(Role.MEMBER).permissions())
                .containsExactlyInAnyOrder(
                        "billing:read",
                        "billing:write",
                        "documents:read",
                        "documents:write",
                        "memberships:read",
                        "memberships:write",
                        "notifications:read",
                        "notifications:write",
                        "profile:read",
                        "profile:write",
                        "support:read",
                        "support:write",
                        "usage-logs:write");
        assertThat(role(Role.SUPPORT).permissions().stream().filter(name -> name.endsWith(":write")))
                .containsExactly("tickets:write");
    }

    @Test
    void S3_a_role_counts_from_the_next_request_on_and_so_does_its_loss() {
        Account account = house.anAccount("ana@example.org");
        var session = house.openSession("ana@example.org");

        roles.assign(house.operator, account.id(), role(Role.SUPPORT).id());
        assertThat(house.authenticate(session).actor().holds("users:read")).isTrue();

        roles.unassign(house.operator, account.id(), role(Role.SUPPORT).id());
        Actor now = house.authenticate(session).actor();
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> house.tenon.accounts().list(now, AccountFilter.all(), PageRequest.first(1)));
    }

    @Test
    void a_member_gives_nobody_a_role() {
        Actor ana = house.aPerson("ana@example.org");

        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> roles.assign(
                        ana, ana.person().orElseThrow(), role(Role.ADMIN).id()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.list(ana, null, PageRequest.first(50)));
        assertThat(roles.rolesOf(ana, ana.person().orElseThrow()))
                .extracting(Role::name)
                .containsExactly(Role.MEMBER);
    }

    @Test
    void the_last_administrator_keeps_the_role() {
        Actor admin = house.anAdmin("ana@example.org");

        assertRefused(
                AccountRefusal.LAST_ADMIN,
                () -> roles.unassign(
                        admin, admin.person().orElseThrow(), role(Role.ADMIN).id()));
        assertThat(roles.rolesOf(admin, admin.person().orElseThrow()))
                .extracting(Role::name)
                .contains(Role.ADMIN);
    }

    @Test
    void giving_a_role_twice_changes_and_records_nothing_more() {
        Account account = house.anAccount("ana@example.org");
        roles.assign(house.operator, account.id(), role(Role.SUPPORT).id());
        roles.assign(house.operator, account.id(), role(Role.SUPPORT).id());

        assertThat(house.auditedActions()).containsOnlyOnce("role.assigned");
    }

    @Test
    void what_does_not_exist_is_not_found() {
        Account account = house.anAccount("ana@example.org");

        assertRefused(
                RoleRefusal.NOT_FOUND, () -> roles.assign(house.operator, account.id(), new RoleId(Fixtures.anId())));
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> roles.assign(
                        house.operator, Fixtures.aUserId(), role(Role.ADMIN).id()));
    }

    private Role role(String name) {
        return roles.named(house.operator, null, name);
    }
}
