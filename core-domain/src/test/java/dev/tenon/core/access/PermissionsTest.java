package dev.tenon.core.access;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.access.PermissionPatch;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.Permissions;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.testkit.Fixtures;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue, and what the embedding product adds to it. */
class PermissionsTest {

    private static final PermissionPatch NOTHING = new PermissionPatch(Patched.absent(), Patched.absent());

    private final TenonInMemory house = new TenonInMemory();
    private final Permissions permissions = house.tenon.permissions();

    @Test
    void a_new_permission_is_the_administrators_and_nobody_elses() {
        PermissionEntry approve = create("tenders:approve");

        assertThat(permissions.get(house.operator, approve.id())).isEqualTo(approve);
        assertThat(permissions.named(house.operator, "tenders:approve")).isEqualTo(approve);
        assertThat(role(Role.ADMIN).permissions()).contains("tenders:approve");
        assertThat(role(Role.MEMBER).permissions()).doesNotContain("tenders:approve");
        assertThat(house.anAdmin("root@example.org").holds("tenders:approve")).isTrue();
        assertThat(permissions.list(house.operator, PageRequest.first(200)).items())
                .last()
                .isEqualTo(approve);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "invoices",
                "invoices:",
                ":approve",
                "Invoices:approve",
                "tenders:approve:now",
                "in voices:approve",
                "1nvoices:approve",
                "tenders:approve\n",
                "\u0456nvoices:approve",
                "users:frobnicate",
                "audit-logs:burn",
                "documents:approve"
            })
    void a_name_has_the_form_and_names_no_resource_of_Tenons_own(String name) {
        assertPointers(assertRefused(RequestRefusal.INVALID, () -> create(name)), "/permissionName");
    }

    @Test
    void a_name_is_taken_once() {
        create("tenders:approve");

        assertRefused(PermissionRefusal.NAME_TAKEN, () -> create("tenders:approve"));
    }

    @Test
    void there_are_only_so_many() {
        int free = Permissions.MOST_PERMISSIONS
                - permissions
                        .list(house.operator, PageRequest.first(200))
                        .items()
                        .size();
        house.storage
                .unitOfWork()
                .run(() -> IntStream.range(0, free)
                        .mapToObj(number -> house.storage
                                .permissions()
                                .insert(
                                        Fixtures.aPermission("things:do-" + number, null),
                                        Permissions.MOST_PERMISSIONS))
                        .toList());

        assertRefused(PermissionRefusal.TOO_MANY, () -> create("tenders:approve"));
    }

    @Test
    void what_comes_with_Tenon_is_neither_changed_nor_deleted() {
        PermissionId read = permissions.named(house.operator, "users:read").id();

        assertRefused(
                PermissionRefusal.BUILT_IN, () -> permissions.update(house.operator, read, NOTHING, Expected.any()));
        assertRefused(PermissionRefusal.BUILT_IN, () -> permissions.delete(house.operator, read, true, Expected.any()));
    }

    @Test
    void a_permission_is_described_anew_and_tied_to_a_feature_by_whoever_saw_it_last() {
        PermissionEntry approve = create("tenders:approve");
        PermissionEntry tied = permissions.update(
                house.operator,
                approve.id(),
                new PermissionPatch(Patched.to("Approve"), Patched.to("api-access")),
                Expected.revision(approve.revision()));

        assertThat(tied.description()).isEqualTo("Approve");
        assertThat(tied.feature()).isEqualTo("api-access");
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> permissions.update(house.operator, approve.id(), NOTHING, Expected.revision(approve.revision())));
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> permissions.update(
                                house.operator,
                                approve.id(),
                                new PermissionPatch(Patched.absent(), Patched.to("flying")),
                                Expected.any())),
                "/feature");
    }

    @Test
    void S3_a_tie_to_a_feature_bites_at_the_next_request() {
        PermissionEntry approve = create("tenders:approve");
        house.tenon.roles().grant(house.operator, role(Role.MEMBER).id(), approve.id());
        Account ana = house.anAccount("ana@example.org");
        var session = house.openSession("ana@example.org");
        assertThat(house.authenticate(session).actor().holds("tenders:approve"))
                .as("of %s", ana.id())
                .isTrue();

        permissions.update(
                house.operator,
                approve.id(),
                new PermissionPatch(Patched.absent(), Patched.to("api-access")),
                Expected.any());

        assertThat(house.authenticate(session).actor().holds("tenders:approve"))
                .as("the Free plan has no API access")
                .isFalse();
    }

    @Test
    void one_that_roles_grant_goes_only_when_asked_to_although_they_do() {
        PermissionEntry approve = create("tenders:approve");
        house.tenon.roles().create(house.operator, NewRole.of("approver", "tenders:approve"));

        assertThat(assertRefused(
                                PermissionRefusal.STILL_GRANTED,
                                () -> permissions.delete(house.operator, approve.id(), false, Expected.any()))
                        .detail())
                .isEqualTo("One role grants the permission.");
        permissions.delete(house.operator, approve.id(), true, Expected.any());

        assertThat(role("approver").permissions()).isEmpty();
        assertThat(role(Role.ADMIN).permissions()).doesNotContain("tenders:approve");
        assertRefused(PermissionRefusal.NOT_FOUND, () -> permissions.get(house.operator, approve.id()));
    }

    @Test
    void C1_whoever_changes_roles_adds_permissions_and_gets_none_of_it() {
        house.tenon.roles().create(house.operator, NewRole.of("clerk", "roles:read", "roles:write"));
        Account account = house.anAccount("clerk@example.org");
        house.tenon.roles().assign(house.operator, account.id(), role("clerk").id());
        Actor clerk = house.signIn("clerk@example.org");

        PermissionEntry burn = permissions.create(clerk, new NewPermission("tenders:burn", null, null));

        assertThat(house.signIn("clerk@example.org").holds("tenders:burn")).isFalse();
        assertRefused(
                RoleRefusal.BEYOND_YOURS,
                () -> house.tenon.roles().grant(clerk, role("clerk").id(), burn.id()));
        assertRefused(
                PermissionRefusal.BEYOND_YOURS, () -> permissions.update(clerk, burn.id(), NOTHING, Expected.any()));
        assertRefused(PermissionRefusal.BEYOND_YOURS, () -> permissions.delete(clerk, burn.id(), true, Expected.any()));
    }

    @Test
    void needs_the_permission() {
        Actor ana = house.aPerson("ana@example.org");
        PermissionId read = permissions.named(house.operator, "users:read").id();

        assertRefused(RequestRefusal.FORBIDDEN, () -> permissions.list(ana, PageRequest.first(1)));
        assertRefused(RequestRefusal.FORBIDDEN, () -> permissions.get(ana, read));
        assertRefused(RequestRefusal.FORBIDDEN, () -> permissions.named(ana, "users:read"));
        assertRefused(RequestRefusal.FORBIDDEN, () -> permissions.create(ana, new NewPermission("a:b", null, null)));
        assertRefused(RequestRefusal.FORBIDDEN, () -> permissions.update(ana, read, NOTHING, Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> permissions.delete(ana, read, true, Expected.any()));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> permissions.list(house.anonymous, PageRequest.first(1)));
    }

    private PermissionEntry create(String name) {
        return permissions.create(house.operator, new NewPermission(name, null, null));
    }

    private Role role(String name) {
        return house.tenon.roles().named(house.operator, null, name);
    }
}
