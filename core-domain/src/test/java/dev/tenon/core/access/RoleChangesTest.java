package dev.tenon.core.access;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.FieldChange;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.testkit.Fixtures;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making, changing and deleting roles of the installation. */
class RoleChangesTest {

    /** No id of anything. */
    private static final UUID NOTHING = UUID.fromString("01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98");

    private final TenonInMemory house = new TenonInMemory();
    private final Roles roles = house.tenon.roles();

    @Test
    void a_role_permits_what_it_was_made_with() {
        Role editor = roles.create(
                house.operator, new NewRole("Editor", "Edits", null, Set.of("documents:read", "users:read")));
        Account ana = house.anAccount("ana@example.org");
        roles.assign(house.operator, ana.id(), editor.id());

        assertThat(roles.get(house.operator, editor.id())).isEqualTo(editor);
        assertThat(roles.named(house.operator, null, "EDITOR")).isEqualTo(editor);
        assertThat(house.signIn("ana@example.org").holds("users:read")).isTrue();
        assertThat(editor.builtIn()).isFalse();
    }

    @Test
    void a_name_is_taken_in_any_case_of_its_letters_and_in_any_composition() {
        roles.create(house.operator, NewRole.of("\u00c9diteur"));

        assertRefused(RoleRefusal.NAME_TAKEN, () -> roles.create(house.operator, NewRole.of("E\u0301DITEUR")));
        assertRefused(RoleRefusal.NAME_TAKEN, () -> roles.create(house.operator, NewRole.of("Admin")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " admin",
                "admin ",
                "ad\u200bmin",
                "admin\u00a0",
                "\u202enimda",
                "a\nb",
                "a\u0000b",
                "\ud800",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void a_name_shows_all_of_itself_on_one_line(String name) {
        assertThat(assertRefused(RequestRefusal.INVALID, () -> roles.create(house.operator, NewRole.of(name)))
                        .errors())
                .isNotEmpty()
                .allMatch(error -> error.pointer().equals("/roleName"));
    }

    @Test
    void a_role_of_unknown_permissions_is_not_made() {
        assertRefused(
                PermissionRefusal.NOT_FOUND, () -> roles.create(house.operator, NewRole.of("editor", "tenders:burn")));
        assertThat(house.storage.roles().findByName("editor")).isEmpty();
    }

    @Test
    void there_are_only_so_many_roles() {
        int free = Roles.MOST_ROLES
                - roles.list(house.operator, null, PageRequest.first(50))
                        .items()
                        .size();
        house.storage
                .unitOfWork()
                .run(() -> IntStream.range(0, free)
                        .mapToObj(number -> house.storage.roles().insert(Fixtures.aRole(), null, Roles.MOST_ROLES))
                        .toList());

        assertRefused(RoleRefusal.TOO_MANY, () -> roles.create(house.operator, NewRole.of("one more")));
    }

    @Test
    void one_person_holds_only_so_many_roles() {
        Account ana = house.anAccount("ana@example.org");
        List<Role> many = IntStream.range(0, Roles.MOST_HELD)
                .mapToObj(number -> Fixtures.aRole())
                .toList();
        house.storage
                .unitOfWork()
                .run(() -> many.stream()
                        .map(role -> house.storage.roles().insert(role, null, Roles.MOST_ROLES))
                        .toList());
        many.stream().skip(1).forEach(role -> roles.assign(house.operator, ana.id(), role.id()));

        assertRefused(
                RoleRefusal.TOO_MANY,
                () -> roles.assign(house.operator, ana.id(), many.get(0).id()));
        assertThat(roles.rolesOf(house.operator, ana.id())).hasSize(Roles.MOST_HELD);
    }

    @Test
    void another_name_needs_the_revision_that_was_seen() {
        Role editor = roles.create(house.operator, NewRole.of("editor"));
        Role writer = roles.update(
                house.operator,
                editor.id(),
                new RolePatch("writer", Patched.to("Writes")),
                Expected.revision(editor.revision()));

        assertThat(writer.name()).isEqualTo("writer");
        assertThat(writer.description()).isEqualTo("Writes");
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> roles.update(
                        house.operator, editor.id(), RolePatch.name("author"), Expected.revision(editor.revision())));
        assertThat(house.tenon
                        .auditTrail()
                        .list(house.operator, AuditFilter.all(), PageRequest.first(1))
                        .items()
                        .get(0)
                        .entry()
                        .changes())
                .containsEntry("roleName", new FieldChange("editor", "writer"))
                .containsEntry("description", FieldChange.withheld());
    }

    @Test
    void what_comes_with_Tenon_keeps_its_name_and_stays() {
        RoleId member = named(Role.MEMBER).id();

        assertRefused(
                RoleRefusal.BUILT_IN,
                () -> roles.update(house.operator, member, RolePatch.name("people"), Expected.any()));
        assertRefused(RoleRefusal.BUILT_IN, () -> roles.delete(house.operator, member, true, Expected.any()));
        Role described =
                roles.update(house.operator, member, new RolePatch(null, Patched.to("Everybody")), Expected.any());
        assertThat(described.description()).isEqualTo("Everybody");
    }

    @Test
    void the_role_admin_keeps_every_permission() {
        assertRefused(
                RoleRefusal.BUILT_IN,
                () -> roles.revoke(house.operator, named(Role.ADMIN).id(), permission("users:read")));
        assertThat(named(Role.ADMIN).permissions()).contains("users:read");

        roles.revoke(house.operator, named(Role.SUPPORT).id(), permission("users:read"));
        assertThat(named(Role.SUPPORT).permissions()).doesNotContain("users:read");
    }

    @Test
    void what_was_taken_from_support_stays_taken_when_Tenon_starts_again() {
        roles.revoke(house.operator, named(Role.SUPPORT).id(), permission("users:read"));

        house.builder().build();

        assertThat(named(Role.SUPPORT).permissions()).doesNotContain("users:read");
    }

    @Test
    void S3_a_grant_counts_from_the_next_request_on_and_so_does_its_loss() {
        Role editor = roles.create(house.operator, NewRole.of("editor"));
        Account ana = house.anAccount("ana@example.org");
        roles.assign(house.operator, ana.id(), editor.id());
        var session = house.openSession("ana@example.org");

        roles.grant(house.operator, editor.id(), permission("emails:read"));
        assertThat(house.authenticate(session).actor().holds("emails:read")).isTrue();

        roles.revoke(house.operator, editor.id(), permission("emails:read"));
        assertThat(house.authenticate(session).actor().holds("emails:read")).isFalse();
    }

    @Test
    void granting_twice_changes_and_records_nothing_more() {
        Role editor = roles.create(house.operator, NewRole.of("editor"));

        Role once = roles.grant(house.operator, editor.id(), permission("emails:read"));
        Role twice = roles.grant(house.operator, editor.id(), permission("emails:read"));
        roles.revoke(house.operator, editor.id(), permission("users:read"));

        assertThat(twice).isEqualTo(once);
        assertThat(house.auditedActions())
                .containsOnlyOnce("role.permission-granted")
                .doesNotContain("role.permission-revoked");
    }

    @Test
    void a_role_that_is_held_goes_only_when_asked_to_although_it_is() {
        Role editor = roles.create(house.operator, NewRole.of("editor", "users:read"));
        Account ana = house.anAccount("ana@example.org");
        roles.assign(house.operator, ana.id(), editor.id());
        var session = house.openSession("ana@example.org");

        assertThat(assertRefused(
                                RoleRefusal.STILL_HELD,
                                () -> roles.delete(house.operator, editor.id(), false, Expected.any()))
                        .detail())
                .isEqualTo("One person holds the role: take it from them, or delete it even if it is held.");
        roles.delete(house.operator, editor.id(), true, Expected.any());

        assertThat(house.authenticate(session).actor().holds("users:read")).isFalse();
        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.get(house.operator, editor.id()));
    }

    @Test
    void what_does_not_exist_is_not_found() {
        RoleId none = new RoleId(NOTHING);
        PermissionId nothing = new PermissionId(NOTHING);
        RoleId support = named(Role.SUPPORT).id();

        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.get(house.operator, none));
        assertRefused(
                RoleRefusal.NOT_FOUND, () -> roles.update(house.operator, none, RolePatch.name("x"), Expected.any()));
        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.delete(house.operator, none, true, Expected.any()));
        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.grant(house.operator, none, permission("users:read")));
        assertRefused(PermissionRefusal.NOT_FOUND, () -> roles.grant(house.operator, support, nothing));
        assertRefused(PermissionRefusal.NOT_FOUND, () -> roles.revoke(house.operator, support, nothing));
        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.named(house.operator, null, "nobody"));
    }

    @Test
    void C1_nobody_makes_changes_or_takes_a_role_beyond_themselves() {
        Actor clerk = aClerk();
        Role auditor = roles.create(house.operator, NewRole.of("auditor", "audit-logs:read"));
        Role reader = roles.create(clerk, NewRole.of("reader", "users:read"));

        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.create(clerk, NewRole.of("king", "users:erase")));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.grant(clerk, reader.id(), permission("users:erase")));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.grant(clerk, auditor.id(), permission("users:read")));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.revoke(clerk, auditor.id(), permission("audit-logs:read")));
        assertRefused(
                RoleRefusal.BEYOND_YOURS,
                () -> roles.update(clerk, auditor.id(), RolePatch.name("spy"), Expected.any()));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.delete(clerk, auditor.id(), true, Expected.any()));
        assertRefused(
                RoleRefusal.BEYOND_YOURS,
                () -> roles.grant(clerk, named(Role.MEMBER).id(), permission("audit-logs:read")));

        assertThat(named("auditor")).isEqualTo(auditor);
        roles.delete(clerk, reader.id(), false, Expected.any());
    }

    @Test
    void C1_who_may_not_read_roles_finds_none_and_who_may_not_change_them_is_told() {
        Actor ana = house.aPerson("ana@example.org");
        Account ben = house.anAccount("ben@example.org");
        roles.assign(house.operator, ben.id(), named(Role.SUPPORT).id());
        Actor support = house.signIn("ben@example.org");
        RoleId member = named(Role.MEMBER).id();
        RoleId none = new RoleId(NOTHING);

        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.get(ana, member));
        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.get(ana, none));
        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.update(ana, member, RolePatch.name("x"), Expected.any()));
        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.delete(ana, member, true, Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.create(ana, NewRole.of("x")));
        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.delete(support, member, true, Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.grant(support, member, permission("users:read")));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> roles.get(house.anonymous, member));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> roles.create(house.anonymous, NewRole.of("x")));
    }

    @Test
    void C1_an_administrator_gives_what_waits_for_a_plan_and_nobody_else_does() {
        house.tenon.permissions().create(house.operator, new NewPermission("tenders:approve", null, "api-access"));
        Actor admin = house.anAdmin("root@example.org");
        Actor clerk = aClerk();
        Account ana = house.anAccount("ana@example.org");
        PermissionId approve = permission("tenders:approve");

        assertThat(admin.holds("tenders:approve")).as("on the Free plan").isFalse();
        roles.assign(admin, ana.id(), named(Role.ADMIN).id());
        roles.unassign(admin, ana.id(), named(Role.ADMIN).id());
        Role approver = roles.create(admin, NewRole.of("approver", "tenders:approve"));

        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.assign(clerk, ana.id(), approver.id()));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.create(clerk, NewRole.of("mine", "tenders:approve")));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.revoke(clerk, approver.id(), approve));
    }

    /** Somebody who may give and take roles, and not everything else. */
    private Actor aClerk() {
        Role clerk = roles.create(
                house.operator,
                NewRole.of("clerk", "users:read", "roles:read", "roles:write", "documents:read", "documents:write"));
        Account account = house.anAccount("clerk@example.org");
        roles.assign(house.operator, account.id(), clerk.id());
        return house.signIn("clerk@example.org");
    }

    private Role named(String name) {
        return roles.named(house.operator, null, name);
    }

    private PermissionId permission(String name) {
        return house.tenon.permissions().named(house.operator, name).id();
    }
}
