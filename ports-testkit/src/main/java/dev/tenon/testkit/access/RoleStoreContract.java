package dev.tenon.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.spi.RoleStore.PermissionRow;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of roles does. */
public abstract class RoleStoreContract extends StorageContract {

    @Test
    void has_the_built_in_roles_from_the_beginning() {
        assertThat(storage.roles().list())
                .extracting(Role::name)
                .containsExactly(Role.ADMIN, Role.MEMBER, Role.SUPPORT);
        assertThat(storage.roles().list()).allMatch(Role::builtIn);
        assertThat(role(Role.ADMIN).id()).isEqualTo(seeded(1));
        assertThat(role(Role.SUPPORT).id()).isEqualTo(seeded(2));
        assertThat(role(Role.MEMBER).id()).isEqualTo(seeded(3));
    }

    @Test
    void shows_roles_that_grant_nothing() {
        assertThat(storage.roles().grants())
                .isEqualTo(Map.of(Role.ADMIN, Set.of(), Role.MEMBER, Set.of(), Role.SUPPORT, Set.of()));
    }

    @Test
    void finds_a_role_by_id_and_by_name() {
        Role admin = role(Role.ADMIN);

        assertThat(storage.roles().find(admin.id())).contains(admin);
        assertThat(storage.roles().find(new RoleId(Fixtures.anId()))).isEmpty();
        assertThat(storage.roles().findByName("no-such-role")).isEmpty();
    }

    @Test
    void adds_the_permissions_and_grants_that_are_missing() {
        addPermissions("users:read", "users:write");
        addPermissions("users:write", "emails:read");
        grant(Role.ADMIN, "users:read", "users:write");
        grant(Role.ADMIN, "users:write", "emails:read");
        grant(Role.SUPPORT, "emails:read");

        assertThat(storage.roles().grants())
                .isEqualTo(Map.of(
                        Role.ADMIN,
                        Set.of("users:read", "users:write", "emails:read"),
                        Role.SUPPORT,
                        Set.of("emails:read"),
                        Role.MEMBER,
                        Set.of()));
        assertThat(role(Role.SUPPORT).permissions()).containsExactly("emails:read");
    }

    @Test
    void servers_that_start_at_once_add_permissions_once() {
        Race.of(10, number -> {
            change(() -> {
                storage.roles().addPermissions(List.of(permission("users:read"), permission("users:write")));
                storage.roles().addGrants(Role.ADMIN, Set.of("users:read", "users:write"), START);
            });
            return number;
        });

        assertThat(role(Role.ADMIN).permissions()).containsExactlyInAnyOrder("users:read", "users:write");
    }

    @Test
    void gives_a_role_once_and_takes_it_once() {
        Account ana = anAccount();
        Account admin = anAccount();
        RoleId support = role(Role.SUPPORT).id();

        assertThat(commit(() -> storage.roles().assign(ana.id(), support, admin.id(), START)))
                .isTrue();
        assertThat(commit(() -> storage.roles().assign(ana.id(), support, null, START)))
                .isFalse();
        assertThat(storage.roles().rolesOf(ana.id())).containsExactly(role(Role.SUPPORT));
        assertThat(commit(() -> storage.roles().unassign(ana.id(), support))).isTrue();
        assertThat(commit(() -> storage.roles().unassign(ana.id(), support))).isFalse();
        assertThat(storage.roles().rolesOf(ana.id())).isEmpty();
    }

    @Test
    void a_new_account_is_granted_what_it_is_to_hold() {
        Account ben = Fixtures.anAccount();

        change(() -> {
            storage.accounts().insertIfAbsent(ben, "!");
            storage.roles()
                    .grant(
                            ben.id(),
                            List.of(role(Role.SUPPORT).id(), role(Role.MEMBER).id()),
                            null,
                            START);
        });

        assertThat(storage.roles().rolesOf(ben.id())).extracting(Role::name).containsExactly(Role.MEMBER, Role.SUPPORT);
    }

    @Test
    void of_twenty_who_give_a_role_one_did() {
        Account ana = anAccount();
        RoleId support = role(Role.SUPPORT).id();

        List<Boolean> given =
                Race.of(20, number -> commit(() -> storage.roles().assign(ana.id(), support, null, START)));

        assertThat(given).containsOnlyOnce(true).hasSize(20);
        assertThat(storage.roles().rolesOf(ana.id())).hasSize(1);
    }

    @Test
    void shows_the_roles_of_an_account_by_name() {
        Account ana = anAccount();
        List.of(Role.SUPPORT, Role.ADMIN, Role.MEMBER).forEach(name -> give(ana, name));

        assertThat(storage.roles().rolesOf(ana.id()))
                .containsExactly(role(Role.ADMIN), role(Role.MEMBER), role(Role.SUPPORT));
        assertThat(storage.roles().rolesOf(anAccount().id())).isEmpty();
    }

    @Test
    void an_account_may_what_any_of_its_roles_permits() {
        Account ana = anAccount();
        addPermissions("users:read", "users:write", "emails:read");
        grant(Role.SUPPORT, "users:read", "emails:read");
        grant(Role.MEMBER, "users:read");
        grant(Role.ADMIN, "users:write");
        give(ana, Role.SUPPORT);
        give(ana, Role.MEMBER);

        assertThat(storage.roles().permissionsOf(ana.id())).containsExactlyInAnyOrder("users:read", "emails:read");
        assertThat(storage.roles().permissionsOf(anAccount().id())).isEmpty();
    }

    @Test
    void what_was_rolled_back_leaves_nothing() {
        Account ana = anAccount();

        rollBack(() -> {
            storage.roles().addPermissions(List.of(permission("users:read")));
            storage.roles().addGrants(Role.SUPPORT, Set.of("users:read"), START);
            storage.roles().assign(ana.id(), role(Role.SUPPORT).id(), null, START);
            assertThat(storage.roles().permissionsOf(ana.id())).containsExactly("users:read");
        });

        assertThat(storage.roles().rolesOf(ana.id())).isEmpty();
        assertThat(role(Role.SUPPORT).permissions()).isEmpty();
    }

    private Role role(String name) {
        return storage.roles().findByName(name).orElseThrow();
    }

    private void addPermissions(String... names) {
        change(() -> storage.roles()
                .addPermissions(List.of(names).stream()
                        .map(RoleStoreContract::permission)
                        .toList()));
    }

    private void grant(String role, String... permissions) {
        change(() -> storage.roles().addGrants(role, Set.of(permissions), START));
    }

    private void give(Account account, String role) {
        change(() -> storage.roles().assign(account.id(), role(role).id(), null, START));
    }

    private static PermissionRow permission(String name) {
        return new PermissionRow(new PermissionId(Fixtures.anId()), name, "For a test");
    }

    private static RoleId seeded(int number) {
        return new RoleId(UUID.fromString("01920000-0000-7000-8000-00000000020" + number));
    }
}
