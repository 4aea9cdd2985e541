package dev.tenon.core.access;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RolePatch;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.access.Roles;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.Fixtures;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Roles of an organization, against everybody who is not of it, and against its own people. */
class OrganizationRolesTest {

    /** No id of anything. */
    private static final UUID NOTHING = UUID.fromString("01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98");

    private static final PageRequest FIRST = PageRequest.first(50);

    private final TenonInMemory house = new TenonInMemory();
    private final Roles roles = house.tenon.roles();
    private final Actor owner = house.aPerson("owner@example.org");
    private final Actor member = house.aPerson("member@example.org");
    private final Actor stranger = house.aPerson("stranger@example.org");
    private final OrganizationId acme = house.storage.organizationFixture().found(id(owner));
    private final OrganizationId other = house.storage.organizationFixture().found(id(stranger));

    OrganizationRolesTest() {
        house.storage.organizationFixture().join(acme, id(member), MemberRole.MEMBER);
    }

    @Test
    void an_owner_makes_gives_takes_and_deletes_roles_of_the_organization() {
        Role editor = roles.create(owner, NewRole.of("editor", "documents:read").in(acme));

        roles.grant(owner, editor.id(), permission("documents:write"));
        roles.update(owner, editor.id(), RolePatch.name("writer"), Expected.any());
        roles.assign(owner, id(member), editor.id());

        assertThat(roles.list(owner, acme, FIRST).items())
                .extracting(Role::name)
                .containsExactly("writer");
        assertThat(roles.named(owner, acme, "Writer").permissions())
                .containsExactlyInAnyOrder("documents:read", "documents:write");
        assertThat(roles.rolesOf(owner, id(member), acme)).extracting(Role::id).containsExactly(editor.id());
        assertThat(roles.rolesOf(member, id(member), acme)).extracting(Role::id).containsExactly(editor.id());
        assertThat(roles.rolesOf(member, id(member))).extracting(Role::name).containsExactly(Role.MEMBER);

        roles.unassign(owner, id(member), editor.id());
        roles.revoke(owner, editor.id(), permission("documents:write"));
        roles.delete(owner, editor.id(), false, Expected.any());
        assertThat(roles.list(owner, acme, FIRST).items()).isEmpty();
    }

    @Test
    void what_happens_to_them_joins_the_organizations_own_trail() {
        Role editor = roles.create(owner, NewRole.of("editor").in(acme));
        roles.assign(owner, id(member), editor.id());

        assertThat(house.tenon.auditTrail().list(house.operator, AuditFilter.all(), FIRST).items().stream()
                        .filter(row -> acme.equals(row.entry().organizationId()))
                        .map(AuditRow::entry))
                .extracting(entry -> entry.action())
                .containsExactly("role.assigned", "role.created");
    }

    @Test
    void C1_they_never_count_outside_of_it() {
        Role editor =
                roles.create(owner, NewRole.of("editor", "documents:write").in(acme));
        roles.assign(owner, id(member), editor.id());
        Role mighty = Fixtures.aRole("mighty", acme, Set.of("users:write", "roles:write"));
        house.storage.unitOfWork().run(() -> {
            house.storage.roles().insert(mighty, null, 10);
            return house.storage.roles().assign(id(member), mighty.id(), null, house.clock.instant());
        });

        Actor again = house.signIn("member@example.org");
        assertThat(again.holds("users:write")).isFalse();
        assertThat(again.holds("roles:write")).isFalse();
        assertThat(house.storage.roles().permissionsOf(id(member))).doesNotContain("users:write");
        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.create(again, NewRole.of("mine")));
    }

    @Test
    void C1_a_stranger_learns_of_them_no_more_than_of_what_does_not_exist() {
        Role editor = roles.create(owner, NewRole.of("editor").in(acme));
        RoleId none = new RoleId(NOTHING);
        OrganizationId nowhere = new OrganizationId(NOTHING);

        for (Actor actor : new Actor[] {stranger, member}) {
            assertSame(() -> roles.get(actor, editor.id()), () -> roles.get(actor, none));
            assertSame(() -> roles.list(actor, acme, FIRST), () -> roles.list(actor, nowhere, FIRST));
            assertSame(() -> roles.named(actor, acme, "editor"), () -> roles.named(actor, nowhere, "editor"));
            assertSame(
                    () -> roles.create(actor, NewRole.of("mine").in(acme)),
                    () -> roles.create(actor, NewRole.of("mine").in(nowhere)));
            assertSame(
                    () -> roles.update(actor, editor.id(), RolePatch.name("x"), Expected.any()),
                    () -> roles.update(actor, none, RolePatch.name("x"), Expected.any()));
            assertSame(
                    () -> roles.delete(actor, editor.id(), true, Expected.any()),
                    () -> roles.delete(actor, none, true, Expected.any()));
            assertSame(
                    () -> roles.grant(actor, editor.id(), permission("documents:read")),
                    () -> roles.grant(actor, none, permission("documents:read")));
            assertSame(() -> roles.assign(actor, id(actor), editor.id()), () -> roles.assign(actor, id(actor), none));
            assertSame(
                    () -> roles.unassign(actor, id(owner), editor.id()), () -> roles.unassign(actor, id(owner), none));
            assertSame(() -> roles.rolesOf(actor, id(owner), acme), () -> roles.rolesOf(actor, id(owner), nowhere));
        }
        assertSame(
                () -> roles.rolesOf(stranger, id(stranger), acme),
                () -> roles.rolesOf(stranger, id(stranger), nowhere));
    }

    @Test
    void C1_a_role_of_one_organization_is_not_given_in_anothers() {
        Role theirs =
                roles.create(stranger, NewRole.of("editor", "documents:write").in(other));

        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.assign(owner, id(member), theirs.id()));
        assertRefused(RoleRefusal.NOT_A_MEMBER, () -> roles.assign(stranger, id(member), theirs.id()));
        assertRefused(RoleRefusal.NOT_A_MEMBER, () -> roles.assign(stranger, new UserId(NOTHING), theirs.id()));
        assertRefused(RoleRefusal.NOT_A_MEMBER, () -> roles.assign(house.operator, id(member), theirs.id()));
        assertThat(house.storage.roles().countRolesOf(id(member), other)).isZero();
    }

    @Test
    void C1_the_installations_roles_are_not_an_owners_to_change() {
        RoleId support = roles.named(house.operator, null, Role.SUPPORT).id();

        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.create(owner, NewRole.of("mine")));
        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.assign(owner, id(owner), support));
        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.grant(owner, support, permission("documents:read")));
        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.list(owner, null, FIRST));
    }

    @Test
    void C1_a_role_of_an_organization_takes_nothing_that_means_nothing_inside_one() {
        Role editor = roles.create(owner, NewRole.of("editor").in(acme));

        for (Actor actor : new Actor[] {owner, house.anAdmin("root@example.org"), house.operator}) {
            assertRefused(
                    RoleRefusal.NOT_FOR_ORGANIZATIONS,
                    () -> roles.create(actor, NewRole.of("king", "users:write").in(acme)));
            assertRefused(
                    RoleRefusal.NOT_FOR_ORGANIZATIONS,
                    () -> roles.grant(actor, editor.id(), permission("roles:write")));
        }
    }

    @Test
    void the_products_own_permissions_are_an_owners_to_give_inside_the_organization() {
        house.tenon.permissions().create(house.operator, new NewPermission("tenders:approve", null, null));

        Role approver =
                roles.create(owner, NewRole.of("approver", "tenders:approve").in(acme));
        roles.assign(owner, id(member), approver.id());

        assertThat(house.signIn("member@example.org").holds("tenders:approve")).isFalse();
        assertThat(house.storage.roles().grantsOf(id(member), acme)).containsExactly("tenders:approve");
    }

    @Test
    void C1_whoever_changes_the_installations_roles_gives_inside_an_organization_what_they_hold_and_no_more() {
        house.tenon.permissions().create(house.operator, new NewPermission("tenders:approve", null, null));
        Role clerk = roles.create(house.operator, NewRole.of("clerk", "roles:read", "roles:write", "documents:read"));
        Account account = house.anAccount("clerk@example.org");
        roles.assign(house.operator, account.id(), clerk.id());
        Actor actor = house.signIn("clerk@example.org");

        Role reader = roles.create(actor, NewRole.of("reader", "documents:read").in(acme));
        roles.assign(actor, id(member), reader.id());

        assertRefused(
                RoleRefusal.BEYOND_YOURS,
                () -> roles.create(
                        actor, NewRole.of("approver", "tenders:approve").in(acme)));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> roles.grant(actor, reader.id(), permission("tenders:approve")));
    }

    @Test
    void S3_an_owner_who_is_one_no_more_manages_nothing() {
        Role editor = roles.create(owner, NewRole.of("editor").in(acme));
        house.storage.organizationFixture().join(acme, id(owner), MemberRole.MEMBER);

        assertRefused(RoleRefusal.NOT_FOUND, () -> roles.get(owner, editor.id()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> roles.assign(owner, id(owner), editor.id()));
        house.storage.organizationFixture().leave(acme, id(owner));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> roles.list(owner, acme, FIRST));
    }

    @Test
    void C1_a_key_of_an_owners_manages_no_roles_and_neither_does_somebody_in_the_owners_name() {
        Role editor = roles.create(owner, NewRole.of("editor").in(acme));
        Actor key = Actor.keyOf(
                id(owner),
                new ApiKeyId(Fixtures.anId()),
                Set.of("documents:read", "documents:write"),
                TenonInMemory.ORIGIN);
        Actor program = Actor.keyOf(
                acme, new ApiKeyId(Fixtures.anId()), Set.of("documents:read", "documents:write"), TenonInMemory.ORIGIN);
        Actor impersonated = owner.impersonatedBy(id(stranger));

        for (Actor actor : new Actor[] {key, program}) {
            assertRefused(RoleRefusal.NOT_FOUND, () -> roles.get(actor, editor.id()));
            assertRefused(OrganizationRefusal.NOT_FOUND, () -> roles.list(actor, acme, FIRST));
            assertRefused(
                    OrganizationRefusal.NOT_FOUND,
                    () -> roles.create(actor, NewRole.of("x").in(acme)));
            assertRefused(RequestRefusal.FORBIDDEN, () -> roles.assign(actor, id(member), editor.id()));
        }
        assertRefused(
                ImpersonationRefusal.NOT_HERE,
                () -> roles.create(impersonated, NewRole.of("x").in(acme)));
        assertRefused(
                ImpersonationRefusal.NOT_HERE,
                () -> roles.grant(impersonated, editor.id(), permission("documents:read")));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> roles.assign(impersonated, id(member), editor.id()));
        assertThat(roles.list(impersonated, acme, FIRST).items()).hasSize(1);
    }

    @Test
    void a_role_named_admin_of_an_organization_is_no_administrator() {
        Role admin =
                roles.create(owner, NewRole.of(Role.ADMIN, "documents:read").in(acme));
        roles.assign(owner, id(member), admin.id());

        roles.unassign(owner, id(member), admin.id());

        assertThat(roles.list(owner, acme, FIRST).items()).containsExactly(admin);
        roles.delete(owner, admin.id(), false, Expected.any());
        assertThat(roles.named(house.operator, null, Role.ADMIN).isAdmin()).isTrue();
    }

    @Test
    void who_reads_accounts_is_still_told_which_do_not_exist() {
        assertRefused(AccountRefusal.NOT_FOUND, () -> roles.rolesOf(house.operator, new UserId(NOTHING)));
        assertThat(roles.rolesOf(house.operator, new UserId(NOTHING), acme)).isEmpty();
    }

    private static void assertSame(Runnable foreign, Runnable unknown) {
        assertThat(refused(foreign)).isEqualTo(refused(unknown));
    }

    private static String refused(Runnable call) {
        try {
            call.run();
        } catch (Refusal refusal) {
            return refusal.code().code() + " " + refusal.detail();
        }
        throw new AssertionError("Nothing was refused");
    }

    private PermissionId permission(String name) {
        return house.tenon.permissions().named(house.operator, name).id();
    }

    private static UserId id(Actor actor) {
        return actor.person().orElseThrow();
    }
}
