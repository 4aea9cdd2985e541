package dev.tenon.core.access;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.PermissionAnswer;
import dev.tenon.ports.access.PermissionAnswer.Code;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.Permissions;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether somebody may, and what is said about it. */
class PermissionChecksTest {

    /** No id of anything. */
    private static final UUID NOTHING = UUID.fromString("01a2038e-7f00-7c21-9a4e-5d3b2f1c0a98");

    private final TenonInMemory house = new TenonInMemory();
    private final Permissions permissions = house.tenon.permissions();
    private final Actor ana = house.aPerson("ana@example.org");
    private final UserId anasId = ana.person().orElseThrow();

    @Test
    void a_role_grants_and_its_lack_does_not() {
        assertThat(answer(ana, "documents:read")).satisfies(says(Code.GRANTED, "granted by role member"));
        assertThat(answer(ana, "users:read")).satisfies(says(Code.NO_ROLE, "no role"));
        assertThat(answer(ana, "tenders:approve")).satisfies(says(Code.NO_SUCH_PERMISSION, "no such permission"));
        assertThat(answer(ana, "'; DROP TABLE users; --"))
                .satisfies(says(Code.NO_SUCH_PERMISSION, "no such permission"));
    }

    @Test
    void what_is_every_accounts_needs_no_role() {
        house.tenon.roles().unassign(house.operator, anasId, role(Role.MEMBER));

        assertThat(answer(ana, "profile:read")).satisfies(says(Code.GRANTED, "granted to every account"));
        assertThat(answer(ana, "documents:read")).satisfies(says(Code.NO_ROLE, "no role"));
    }

    @Test
    void answers_stand_in_the_questions_order_under_the_questions_ids() {
        List<PermissionCheck> checks = IntStream.range(0, PermissionCheck.MOST)
                .mapToObj(number -> new PermissionCheck(
                        "question " + number, number % 2 == 0 ? "documents:read" : "users:read", null, null))
                .toList();

        List<PermissionAnswer> answers = permissions.check(ana, checks);

        assertThat(answers)
                .extracting(PermissionAnswer::id)
                .containsExactlyElementsOf(
                        checks.stream().map(PermissionCheck::id).toList());
        assertThat(answers).filteredOn(PermissionAnswer::allowed).hasSize(50);
        assertThat(answers).allMatch(answer -> answer.path() == null);
    }

    @Test
    void asks_1_to_100_questions_each_with_an_id_of_its_own() {
        List<PermissionCheck> many = IntStream.rangeClosed(0, PermissionCheck.MOST)
                .mapToObj(number -> new PermissionCheck("q" + number, "users:read", null, null))
                .toList();
        PermissionCheck check = PermissionCheck.of("users:read");

        assertPointers(assertRefused(RequestRefusal.INVALID, () -> permissions.check(ana, List.of())), "/checks");
        assertPointers(assertRefused(RequestRefusal.INVALID, () -> permissions.check(ana, many)), "/checks");
        assertPointers(
                assertRefused(RequestRefusal.INVALID, () -> permissions.check(ana, List.of(check, check))),
                "/checks/1/id");
        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> permissions.check(
                                ana,
                                List.of(
                                        new PermissionCheck("", "users:read", null, null),
                                        new PermissionCheck("b", "a".repeat(201), null, null),
                                        new PermissionCheck("c", "\u0000", null, null)))),
                "/checks/0/id",
                "/checks/1/permission",
                "/checks/2/permission");
    }

    @Test
    void a_permission_tied_to_a_feature_waits_for_the_plan() {
        permissions.create(house.operator, new NewPermission("tenders:approve", null, "api-access"));
        permissions.create(house.operator, new NewPermission("shares:make", null, "document-sharing"));
        house.tenon.roles().create(house.operator, NewRole.of("approver", "tenders:approve", "shares:make"));
        house.tenon.roles().assign(house.operator, anasId, role("approver"));

        assertThat(answer(ana, "tenders:approve")).satisfies(says(Code.PLAN_LIMIT, "plan limit"));
        assertThat(answer(ana, "shares:make")).satisfies(says(Code.GRANTED, "granted by role approver"));
        PermissionAnswer explained = permissions
                .check(ana, List.of(PermissionCheck.of("shares:make")), null, true)
                .get(0);
        assertThat(explained.path()).isNotNull().satisfies(path -> {
            assertThat(path.roleName()).isEqualTo("approver");
            assertThat(path.roleId()).isEqualTo(role("approver"));
            assertThat(path.permissionId())
                    .isEqualTo(permissions.named(house.operator, "shares:make").id());
            assertThat(path.plan()).isNotNull().satisfies(plan -> {
                assertThat(plan.feature()).isEqualTo("document-sharing");
                assertThat(plan.planName()).isEqualTo("Free");
                assertThat(plan.status()).isEqualTo("active");
                assertThat(plan.included()).isTrue();
                assertThat(plan.subscriptionId()).isNotNull();
            });
        });
    }

    @Test
    void the_loaded_actor_is_asked_without_the_database() {
        assertThat(permissions.check(ana, "documents:read")).isTrue();
        assertThat(permissions.check(ana, "users:read")).isFalse();
        assertThat(permissions.check(ana, "nothing at all")).isFalse();
        assertThat(permissions.check(house.operator, "users:read")).isTrue();
        assertThat(permissions.check(house.anonymous, "documents:read")).isFalse();
    }

    @Test
    void a_document_is_its_owners() {
        Document report = house.tenon.documents().upload(ana, Fixtures.aNewDocument("report.txt", "text"));
        Actor ben = house.aPerson("ben@example.org");
        PermissionCheck read = PermissionCheck.of("documents:read").about(report.id());

        assertThat(one(ana, read)).satisfies(says(Code.GRANTED, "granted by role member"));
        assertThat(one(ben, read)).satisfies(says(Code.NO_SUCH_DOCUMENT, "no such document"));
        assertThat(one(ana, PermissionCheck.of("documents:read").about(new DocumentId(NOTHING))))
                .satisfies(says(Code.NO_SUCH_DOCUMENT, "no such document"));
        assertThat(one(ana, read.in(house.storage.organizationFixture().found(anasId))))
                .as("it is in no organization")
                .satisfies(says(Code.NO_SUCH_DOCUMENT, "no such document"));
    }

    @Test
    void a_full_storage_takes_no_more() {
        house.storage.unitOfWork().run(() -> {
            house.storage.quotas().open(Fixtures.anId(), anasId, 10L, 1L, house.clock.instant());
            return true;
        });
        assertThat(answer(ana, "documents:write").allowed()).isTrue();

        Document report = house.tenon.documents().upload(ana, Fixtures.aNewDocument("report.txt", "text"));

        assertThat(answer(ana, "documents:write")).satisfies(says(Code.QUOTA, "quota"));
        assertThat(answer(ana, "documents:read").allowed()).isTrue();
        assertThat(one(ana, PermissionCheck.of("documents:write").about(report.id())))
                .as("another version of what is there takes bytes alone")
                .satisfies(says(Code.GRANTED, "granted by role member"));
        PermissionAnswer explained = permissions
                .check(ana, List.of(PermissionCheck.of("documents:write")), null, true)
                .get(0);
        assertThat(explained.path())
                .isNotNull()
                .satisfies(path -> assertThat(path.usage()).isNotNull().satisfies(usage -> {
                    assertThat(usage.usedBytes()).isEqualTo(4);
                    assertThat(usage.maxBytes()).isEqualTo(10);
                    assertThat(usage.usedDocuments()).isEqualTo(1);
                    assertThat(usage.maxDocuments()).isEqualTo(1);
                }));
    }

    @Test
    void S3_whoever_is_banned_or_inactive_may_nothing() {
        house.anAdmin("root@example.org");
        house.tenon
                .accounts()
                .update(house.operator, anasId, AccountPatch.status(AccountStatus.BANNED), Expected.any());
        assertThat(about(house.operator, anasId, "documents:read"))
                .satisfies(says(Code.ACCOUNT_BANNED, "account banned"));

        house.tenon
                .accounts()
                .update(house.operator, anasId, AccountPatch.status(AccountStatus.INACTIVE), Expected.any());
        assertThat(about(house.operator, anasId, "documents:read"))
                .satisfies(says(Code.ACCOUNT_INACTIVE, "account inactive"));
    }

    @Test
    void C1_about_others_asks_whoever_reads_roles() {
        Actor ben = house.aPerson("ben@example.org");
        house.anAccount("support@example.org");
        house.tenon.roles().create(house.operator, NewRole.of("reader", "roles:read"));
        house.tenon.roles().assign(house.operator, ben.person().orElseThrow(), role("reader"));
        Actor reader = house.signIn("ben@example.org");

        assertRefused(RequestRefusal.FORBIDDEN, () -> about(ana, ben.person().orElseThrow(), "users:read"));
        assertRefused(RequestRefusal.FORBIDDEN, () -> about(ana, new UserId(NOTHING), "users:read"));
        assertThat(about(ana, anasId, "documents:read").allowed()).isTrue();
        assertThat(about(reader, anasId, "documents:read").allowed()).isTrue();
        assertRefused(AccountRefusal.NOT_FOUND, () -> about(reader, new UserId(NOTHING), "users:read"));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> about(house.anonymous, anasId, "documents:read"));
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> permissions.check(house.operator, List.of(PermissionCheck.of("users:read"))));
        PermissionAnswer explained = permissions
                .check(reader, List.of(PermissionCheck.of("documents:write")), anasId, true)
                .get(0);
        assertThat(explained.path())
                .as("storage is for subscriptions:read")
                .isNotNull()
                .satisfies(path -> {
                    assertThat(path.roleName()).isEqualTo("member");
                    assertThat(path.plan()).isNull();
                    assertThat(path.usage()).isNull();
                });
    }

    @Test
    void S5_a_key_is_answered_within_its_scopes() {
        Actor key = Actor.keyOf(anasId, new ApiKeyId(Fixtures.anId()), Set.of("documents:read"), TenonInMemory.ORIGIN);

        assertThat(answer(key, "documents:read")).satisfies(says(Code.GRANTED, "granted by role member"));
        assertThat(answer(key, "documents:write")).satisfies(says(Code.BEYOND_KEY, "beyond the API key's scopes"));
        assertThat(answer(key, "profile:read")).satisfies(says(Code.BEYOND_KEY, "beyond the API key's scopes"));
        assertThat(answer(key, "users:read")).satisfies(says(Code.NO_ROLE, "no role"));
        assertThat(permissions.check(key, "documents:write")).isFalse();
    }

    @Test
    void inside_an_organization_memberships_and_its_roles_count_and_nothing_else() {
        permissions.create(house.operator, new NewPermission("tenders:approve", null, null));
        house.tenon.roles().assign(house.operator, anasId, role(Role.SUPPORT));
        Actor ben = house.aPerson("ben@example.org");
        OrganizationId acme =
                house.storage.organizationFixture().found(ben.person().orElseThrow());

        assertThat(one(ana, in(acme, "users:read"))).satisfies(says(Code.NOT_A_MEMBER, "not a member"));
        assertThat(one(ana, in(new OrganizationId(NOTHING), "users:read")))
                .satisfies(says(Code.NOT_A_MEMBER, "not a member"));

        house.storage.organizationFixture().join(acme, anasId, MemberRole.MEMBER);
        assertThat(one(ana, in(acme, "documents:read")))
                .satisfies(says(Code.GRANTED, "granted by membership as member"));
        assertThat(one(ana, in(acme, "users:read")))
                .as("the installation's role support counts outside")
                .satisfies(says(Code.NO_ROLE, "no role"));
        assertThat(one(ana, in(acme, "tenders:approve"))).satisfies(says(Code.NO_ROLE, "no role"));
        assertThat(one(ben, in(acme, "tenders:approve")))
                .satisfies(says(Code.GRANTED, "granted by membership as owner"));
        assertThat(one(ben, in(acme, "roles:write"))).satisfies(says(Code.GRANTED, "granted by membership as owner"));
        assertThat(one(ben, in(acme, "users:write"))).satisfies(says(Code.NO_ROLE, "no role"));

        Role approver = house.tenon
                .roles()
                .create(ben, NewRole.of("approver", "tenders:approve").in(acme));
        house.tenon.roles().assign(ben, anasId, approver.id());
        assertThat(one(ana, in(acme, "tenders:approve"))).satisfies(says(Code.GRANTED, "granted by role approver"));
        assertThat(answer(ana, "tenders:approve")).as("outside").satisfies(says(Code.NO_ROLE, "no role"));

        house.storage.organizationFixture().leave(acme, anasId);
        assertThat(one(ana, in(acme, "tenders:approve"))).satisfies(says(Code.NOT_A_MEMBER, "not a member"));
    }

    @Test
    void a_program_of_an_organization_is_answered_inside_it_and_within_its_scopes() {
        OrganizationId acme = house.storage.organizationFixture().found(anasId);
        OrganizationId other = house.storage
                .organizationFixture()
                .found(house.anAccount("ben@example.org").id());
        Actor program =
                Actor.keyOf(acme, new ApiKeyId(Fixtures.anId()), Set.of("documents:read"), TenonInMemory.ORIGIN);

        assertThat(answer(program, "documents:read")).satisfies(says(Code.GRANTED, "granted by the API key's scopes"));
        assertThat(one(program, in(acme, "documents:read")).allowed()).isTrue();
        assertThat(answer(program, "documents:write")).satisfies(says(Code.NO_ROLE, "no role"));
        assertThat(one(program, in(other, "documents:read"))).satisfies(says(Code.NOT_A_MEMBER, "not a member"));
        assertThat(answer(program, "profile:read")).satisfies(says(Code.NO_ROLE, "no role"));
        assertRefused(RequestRefusal.FORBIDDEN, () -> about(program, anasId, "documents:read"));
    }

    private PermissionAnswer answer(Actor actor, String permission) {
        return one(actor, PermissionCheck.of(permission));
    }

    private PermissionAnswer one(Actor actor, PermissionCheck check) {
        return permissions.check(actor, List.of(check)).get(0);
    }

    private PermissionAnswer about(Actor actor, @Nullable UserId whom, String permission) {
        return permissions
                .check(actor, List.of(PermissionCheck.of(permission)), whom, false)
                .get(0);
    }

    private static PermissionCheck in(OrganizationId organization, String permission) {
        return PermissionCheck.of(permission).in(organization);
    }

    private RoleId role(String name) {
        return house.tenon.roles().named(house.operator, null, name).id();
    }

    private static Consumer<PermissionAnswer> says(Code code, String reason) {
        return answer -> {
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.reason()).isEqualTo(reason);
            assertThat(answer.allowed()).isEqualTo(code == Code.GRANTED);
        };
    }
}
