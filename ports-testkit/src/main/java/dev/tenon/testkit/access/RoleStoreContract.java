package dev.tenon.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.access.spi.RoleStore.PermissionRow;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.plans.Plan;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of roles does. */
public abstract class RoleStoreContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

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
                storage.roles().addPermissions(List.of(permission("users:read"), permission("users:write")), START);
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
            storage.roles().addPermissions(List.of(permission("users:read")), START);
            storage.roles().addGrants(Role.SUPPORT, Set.of("users:read"), START);
            storage.roles().assign(ana.id(), role(Role.SUPPORT).id(), null, START);
            assertThat(storage.roles().permissionsOf(ana.id())).containsExactly("users:read");
        });

        assertThat(storage.roles().rolesOf(ana.id())).isEmpty();
        assertThat(role(Role.SUPPORT).permissions()).isEmpty();
    }

    @Test
    void lists_roles_oldest_first_in_pages() {
        List<Role> roles = Stream.of("a", "b", "c", "d", "e", "f")
                .map(name ->
                        Fixtures.aRole(name, organizations().found(anAccount().id()), Set.of()))
                .toList();
        OrganizationId organization = organizations().found(anAccount().id());
        List<Role> own = Stream.of("one", "two", "three", "four", "five")
                .map(name -> Fixtures.aRole(name, organization, Set.of()))
                .toList();
        change(() -> shuffled(Stream.concat(roles.stream(), own.stream()).toList())
                .forEach(role -> storage.roles().insert(role, null, 10)));

        List<Role> paged = new ArrayList<>();
        @Nullable Position next = null;
        do {
            Page<Role> page = storage.roles().list(organization, new PageRequest(2, next));
            paged.addAll(page.items());
            next = page.nextPosition();
        } while (next != null);

        assertThat(paged).containsExactlyElementsOf(own);
        assertThat(storage.roles().list(null, PageRequest.first(50)).items())
                .extracting(Role::name)
                .containsExactly(Role.ADMIN, Role.SUPPORT, Role.MEMBER);
    }

    @Test
    void keeps_a_role_as_it_was_made() {
        addPermissions("users:read", "emails:read");
        Account ana = anAccount();
        Role editor = new Role(
                new RoleId(Fixtures.anId()),
                null,
                "Editor",
                "Edits",
                false,
                Set.of("users:read", "emails:read"),
                START,
                START,
                1);

        assertThat(commit(() -> storage.roles().insert(editor, ana.id(), 10))).isTrue();

        assertThat(storage.roles().find(editor.id())).contains(editor);
        assertThat(storage.roles().findByName("eDITOR")).contains(editor);
        assertThat(commit(() -> storage.roles().lock(editor.id()))).contains(editor);
    }

    @Test
    void a_name_is_taken_once_in_the_installation_and_in_each_organization() {
        OrganizationId one = organizations().found(anAccount().id());
        OrganizationId other = organizations().found(anAccount().id());
        change(() -> storage.roles().insert(Fixtures.aRole("Editor", null, Set.of()), null, 10));
        change(() -> storage.roles().insert(Fixtures.aRole("Editor", one, Set.of()), null, 10));
        change(() -> storage.roles().insert(Fixtures.aRole("editor", other, Set.of()), null, 10));

        assertThatThrownBy(() ->
                        change(() -> storage.roles().insert(Fixtures.aRole("EDITOR", null, Set.of()), null, 10)))
                .hasMessage(RoleRefusal.NAME_TAKEN.title());
        assertThatThrownBy(() ->
                        change(() -> storage.roles().insert(Fixtures.aRole("EDITOR", one, Set.of()), null, 10)))
                .hasMessage(RoleRefusal.NAME_TAKEN.title());
        assertThat(storage.roles().findByName(other, "EDITOR")).isPresent();
        assertThat(storage.roles().findByName(Role.ADMIN)).isPresent();
        assertThat(storage.roles().findByName(one, Role.ADMIN)).isEmpty();
    }

    @Test
    void has_no_room_for_more_than_so_many_roles_even_for_those_who_add_at_once() {
        OrganizationId organization = organizations().found(anAccount().id());

        List<Boolean> added = Race.of(
                10,
                number -> commit(() ->
                        storage.roles().insert(Fixtures.aRole("role " + number, organization, Set.of()), null, 4)));

        assertThat(added).filteredOn(each -> each).hasSize(4);
        assertThat(commit(() -> storage.roles().insert(Fixtures.aRole("one more", organization, Set.of()), null, 4)))
                .isFalse();
    }

    @Test
    void a_new_name_raises_the_revision_and_an_old_revision_changes_nothing() {
        Role role = Fixtures.aRole("Editor", null, Set.of());
        change(() -> storage.roles().insert(role, null, 10));
        Role renamed = role.patched(new RolePatch("Writer", Patched.to("Writes")));

        Role after = commit(() -> storage.roles().update(renamed, LATER)).orElseThrow();

        assertThat(after.name()).isEqualTo("Writer");
        assertThat(after.description()).isEqualTo("Writes");
        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.updatedAt()).isEqualTo(LATER);
        assertThat(commit(() -> storage.roles().update(renamed, LATER))).isEmpty();
        assertThat(storage.roles().findByName("Editor")).isEmpty();
        assertThatThrownBy(() -> change(() -> storage.roles().update(after.patched(RolePatch.name("MEMBER")), LATER)))
                .hasMessage(RoleRefusal.NAME_TAKEN.title());
    }

    @Test
    void what_it_permits_belongs_to_the_revision_of_a_role() {
        addPermissions("users:read");
        PermissionId read =
                storage.permissions().findByName("users:read").orElseThrow().id();
        Role role = Fixtures.aRole("Editor", null, Set.of());
        change(() -> storage.roles().insert(role, null, 10));

        assertThat(commit(() -> storage.roles().grantPermission(role.id(), read, null, LATER)))
                .isTrue();
        assertThat(commit(() -> storage.roles().grantPermission(role.id(), read, null, LATER)))
                .isFalse();
        assertThat(storage.roles().find(role.id())).get().satisfies(granted -> {
            assertThat(granted.permissions()).containsExactly("users:read");
            assertThat(granted.revision()).isEqualTo(2);
            assertThat(granted.updatedAt()).isEqualTo(LATER);
        });

        assertThat(commit(() -> storage.roles().revokePermission(role.id(), read, LATER)))
                .isTrue();
        assertThat(commit(() -> storage.roles().revokePermission(role.id(), read, LATER)))
                .isFalse();
        assertThat(storage.roles().find(role.id())).get().satisfies(revoked -> {
            assertThat(revoked.permissions()).isEmpty();
            assertThat(revoked.revision()).isEqualTo(3);
        });
    }

    @Test
    void finds_the_oldest_active_accounts_that_hold_a_permission_by_any_role_of_the_installation() {
        Account ana = anAccount();
        Account bo = anAccount();
        Account eva = anAccount();
        Role editor = Fixtures.aRole("Editor", null, Set.of());
        Role writer = Fixtures.aRole("Writer", null, Set.of());
        PermissionRow row = permission("things:read");
        change(() -> storage.roles().addPermissions(List.of(row), START));
        PermissionId read = row.id();
        change(() -> {
            for (Role role : List.of(editor, writer)) {
                storage.roles().insert(role, null, 10);
                storage.roles().grantPermission(role.id(), read, null, START);
                storage.roles().assign(ana.id(), role.id(), null, START);
            }
            storage.roles().assign(bo.id(), editor.id(), null, START);
        });

        assertThat(storage.roles().holdersOf("things:read", 10))
                .containsExactlyInAnyOrder(ana.id(), bo.id())
                .doesNotContain(eva.id());
        assertThat(storage.roles().holdersOf("things:read", 1)).hasSize(1);
        assertThat(storage.roles().holdersOf("things:write", 10)).isEmpty();
    }

    @Test
    void a_role_that_is_deleted_is_held_by_nobody() {
        Account ana = anAccount();
        Role role = Fixtures.aRole("Editor", null, Set.of());
        change(() -> {
            storage.roles().insert(role, null, 10);
            storage.roles().assign(ana.id(), role.id(), null, START);
        });
        assertThat(storage.roles().countHolders(role.id())).isOne();
        assertThat(storage.roles().countRolesOf(ana.id(), null)).isOne();

        change(() -> storage.roles().delete(role.id()));

        assertThat(storage.roles().find(role.id())).isEmpty();
        assertThat(storage.roles().countRolesOf(ana.id(), null)).isZero();
        assertThatThrownBy(() -> change(() -> storage.roles().assign(ana.id(), role.id(), null, START)))
                .hasMessage(RoleRefusal.NOT_FOUND.title());
    }

    @Test
    void C1_a_role_of_an_organization_counts_for_its_members_and_inside_it_alone() {
        addPermissions("documents:read", "users:read");
        Account ana = anAccount();
        OrganizationId organization = organizations().found(anAccount().id());
        OrganizationId other = organizations().found(anAccount().id());
        Role editor = Fixtures.aRole("Editor", organization, Set.of("documents:read"));
        grant(Role.SUPPORT, "users:read");
        give(ana, Role.SUPPORT);
        change(() -> {
            storage.roles().insert(editor, null, 10);
            storage.roles().assign(ana.id(), editor.id(), null, START);
        });

        assertThat(storage.roles().rolesOf(ana.id(), organization))
                .as("no member")
                .isEmpty();
        assertThat(storage.roles().grantsOf(ana.id(), organization)).isEmpty();

        organizations().join(organization, ana.id(), MemberRole.MEMBER);
        assertThat(storage.roles().rolesOf(ana.id(), organization)).containsExactly(editor);
        assertThat(storage.roles().grantsOf(ana.id(), organization)).containsExactly("documents:read");
        assertThat(storage.roles().rolesOf(ana.id(), other)).isEmpty();
        assertThat(storage.roles().rolesOf(ana.id())).extracting(Role::name).containsExactly(Role.SUPPORT);
        assertThat(storage.roles().permissionsOf(ana.id())).containsExactly("users:read");
        assertThat(storage.roles().grantsOf(ana.id())).containsExactly("users:read");
        assertThat(storage.roles().list()).doesNotContain(editor);
    }

    @Test
    void S3_whoever_leaves_an_organization_does_not_find_the_roles_again_on_coming_back() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(anAccount().id());
        organizations().join(organization, ana.id(), MemberRole.MEMBER);
        Role editor = Fixtures.aRole("Editor", organization, Set.of());
        change(() -> {
            storage.roles().insert(editor, null, 10);
            storage.roles().assign(ana.id(), editor.id(), null, START);
        });
        give(ana, Role.SUPPORT);

        organizations().leave(organization, ana.id());
        organizations().join(organization, ana.id(), MemberRole.OWNER);

        assertThat(storage.roles().rolesOf(ana.id(), organization)).isEmpty();
        assertThat(storage.roles().rolesOf(ana.id())).extracting(Role::name).containsExactly(Role.SUPPORT);
    }

    @Test
    void what_is_tied_to_a_feature_counts_only_with_a_plan_that_has_it() {
        Account ana = anAccount();
        Account ben = anAccount();
        Account cleo = anAccount();
        Account dora = anAccount();
        change(() -> {
            storage.permissions().insert(Fixtures.aPermission("tenders:approve", "api-access"), 10);
            storage.permissions().insert(Fixtures.aPermission("invoices:read", null), 10);
            storage.roles().addGrants(Role.SUPPORT, Set.of("tenders:approve", "invoices:read"), START);
            List.of(ana, ben, cleo, dora)
                    .forEach(person -> storage.roles()
                            .assign(person.id(), role(Role.SUPPORT).id(), null, START));
            subscribe(ana, "Standard", SubscriptionStatus.ACTIVE);
            subscribe(ben, Plan.FREE, SubscriptionStatus.ACTIVE);
            subscribe(cleo, "Standard", SubscriptionStatus.PAST_DUE);
            subscribe(dora, "Standard", SubscriptionStatus.PAUSED);
        });

        assertThat(role(Role.SUPPORT).permissions()).containsExactlyInAnyOrder("tenders:approve", "invoices:read");
        assertThat(storage.roles().permissionsOf(ana.id()))
                .containsExactlyInAnyOrder("tenders:approve", "invoices:read");
        assertThat(storage.roles().permissionsOf(ben.id())).containsExactly("invoices:read");
        assertThat(storage.roles().permissionsOf(cleo.id()))
                .as("payments are tried again")
                .containsExactlyInAnyOrder("tenders:approve", "invoices:read");
        assertThat(storage.roles().permissionsOf(dora.id())).containsExactly("invoices:read");
        assertThat(storage.roles().grantsOf(ben.id())).containsExactlyInAnyOrder("tenders:approve", "invoices:read");
    }

    @Test
    void C1_a_permission_that_comes_to_be_Tenons_own_is_granted_by_nobody_who_granted_another() {
        change(() -> {
            storage.permissions().insert(Fixtures.aPermission("tenders:approve", "api-access"), 10);
            storage.roles().addGrants(Role.MEMBER, Set.of("tenders:approve"), START);
        });

        addPermissions("tenders:approve");

        assertThat(storage.permissions().findByName("tenders:approve")).get().satisfies(own -> {
            assertThat(own.builtIn()).isTrue();
            assertThat(own.feature()).isNull();
        });
        assertThat(role(Role.MEMBER).permissions()).isEmpty();
    }

    private void subscribe(Account account, String plan, SubscriptionStatus status) {
        storage.subscriptions()
                .insert(Fixtures.aSubscription(
                        account.id(), storage.plans().findByName(plan).orElseThrow(), status, START));
    }

    private Role role(String name) {
        return storage.roles().findByName(name).orElseThrow();
    }

    private void addPermissions(String... names) {
        change(() -> storage.roles()
                .addPermissions(
                        List.of(names).stream()
                                .map(RoleStoreContract::permission)
                                .toList(),
                        START));
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
