package dev.tenon.jdbi.access;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.SqlOrganizations;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.jdbi.WatchedDataSource;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.PermissionAnswer;
import dev.tenon.ports.access.PermissionCheck;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Access as two servers over one database have it, and within an embedding program's own transaction. */
class AccessOnTwoServersTest {

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private static final RequestOrigin ORIGIN = new RequestOrigin("request-1", "203.0.113.7", "test");

    private final Actor operator = Actor.operator("ana");
    private final PlainSecrets secrets = new PlainSecrets();
    private HikariDataSource pool;
    private Tenon one;
    private Tenon other;

    @BeforeEach
    void start() {
        pool = DATABASE.newPool(16);
        one = tenon(JdbiStorage.of(DATABASE.dataSource()));
        other = tenon(JdbiStorage.of(pool));
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    private Tenon tenon(JdbiStorage storage) {
        return TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .mailTemplates(new PlainMailTemplates())
                .ids(new TimeOrderedIds())
                .secrets(secrets)
                .build();
    }

    @Test
    void S3_changes_of_roles_and_permissions_bite_at_the_next_request_on_every_server() {
        Account ana = register(Set.of());
        String token = one.sessions()
                .open(Actor.anonymous(ORIGIN), new Credentials(ana.email().value(), PASSWORD))
                .token()
                .text();
        Role editor = one.roles().create(operator, NewRole.of("editor " + ana.id()));
        one.roles().assign(operator, ana.id(), editor.id());
        assertThat(holds(other, token, "emails:read")).isFalse();

        other.roles().grant(operator, editor.id(), permission("emails:read"));
        assertThat(holds(one, token, "emails:read")).isTrue();
        assertThat(holds(other, token, "emails:read")).isTrue();

        one.roles().revoke(operator, editor.id(), permission("emails:read"));
        assertThat(holds(other, token, "emails:read")).isFalse();

        other.roles().grant(operator, editor.id(), permission("emails:read"));
        assertThat(holds(one, token, "emails:read")).isTrue();
        one.roles().delete(operator, editor.id(), true, Expected.any());
        assertThat(holds(other, token, "emails:read")).isFalse();
    }

    @Test
    void of_a_hundred_tries_to_be_rid_of_every_administrator_one_always_fails() {
        RoleId admin = one.roles().named(operator, null, Role.ADMIN).id();
        List<Account> admins = IntStream.range(0, 10)
                .mapToObj(number -> register(Set.of(Role.ADMIN)))
                .toList();

        List<String> outcomes = Race.of(100, number -> {
            Tenon tenon = number % 2 == 0 ? one : other;
            UserId victim = admins.get(number / 10).id();
            return outcome(() -> {
                switch (number % 3) {
                    case 0 -> tenon.roles().unassign(operator, victim, admin);
                    case 1 ->
                        tenon.accounts()
                                .update(operator, victim, AccountPatch.status(AccountStatus.BANNED), Expected.any());
                    default -> tenon.personalData().erase(operator, victim, null);
                }
            });
        });

        long left = admins.stream()
                .filter(account -> one.accounts().get(operator, account.id()).isActive())
                .filter(account ->
                        one.roles().rolesOf(operator, account.id()).stream().anyMatch(Role::isAdmin))
                .count();
        assertThat(left).as("administrators that are left; %s", outcomes).isOne();
        assertThat(outcomes).contains(AccountRefusal.LAST_ADMIN.code());
    }

    @Test
    void a_role_that_goes_while_it_is_given_is_held_by_nobody_or_stays() {
        List<Account> people =
                IntStream.range(0, 19).mapToObj(number -> register(Set.of())).toList();
        for (int round = 0; round < 5; round++) {
            RoleId id =
                    one.roles().create(operator, NewRole.of("passing " + round)).id();

            List<String> outcomes = Race.of(20, number -> {
                Tenon tenon = number % 2 == 0 ? one : other;
                return outcome(() -> {
                    if (number == 0) {
                        tenon.roles().delete(operator, id, false, Expected.any());
                    } else {
                        tenon.roles().assign(operator, people.get(number - 1).id(), id);
                    }
                });
            });

            long given = outcomes.subList(1, 20).stream().filter("done"::equals).count();
            long held = people.stream()
                    .filter(person -> one.roles().rolesOf(operator, person.id()).stream()
                            .anyMatch(role -> role.id().equals(id)))
                    .count();
            if (outcomes.get(0).equals("done")) {
                assertThat(given).as("given before it went").isZero();
                assertThat(held).isZero();
                assertThat(outcomes.subList(1, 20)).containsOnly(RoleRefusal.NOT_FOUND.code());
            } else {
                assertThat(outcomes.get(0)).isEqualTo(RoleRefusal.STILL_HELD.code());
                assertThat(given).isEqualTo(19);
                assertThat(held).isEqualTo(19);
            }
        }
    }

    @Test
    void of_twenty_who_give_the_same_name_one_does() {
        String name = "Namesake " + Fixtures.anId();

        List<String> outcomes = Race.of(
                20,
                number -> outcome(() -> (number % 2 == 0 ? one : other)
                        .roles()
                        .create(operator, NewRole.of(number % 3 == 0 ? name.toUpperCase(Locale.ROOT) : name))));

        assertThat(outcomes).containsOnlyOnce("done").contains(RoleRefusal.NAME_TAKEN.code());
    }

    @Test
    void a_member_who_leaves_while_given_a_role_holds_it_never() throws SQLException {
        SqlOrganizations organizations = new SqlOrganizations(DATABASE.dataSource());
        Account owner = register(Set.of());
        Account ana = register(Set.of());
        OrganizationId acme = organizations.found(owner.id());
        Role editor = one.roles().create(operator, NewRole.of("editor").in(acme));
        for (int round = 0; round < 10; round++) {
            organizations.join(acme, ana.id(), MemberRole.MEMBER);

            Race.of(
                    2,
                    number -> outcome(() -> {
                        if (number == 0) {
                            one.roles().assign(operator, ana.id(), editor.id());
                        } else {
                            organizations.leave(acme, ana.id());
                        }
                    }));

            organizations.join(acme, ana.id(), MemberRole.MEMBER);
            assertThat(one.roles().rolesOf(operator, ana.id(), acme)).isEmpty();
            organizations.leave(acme, ana.id());
        }
    }

    @Test
    void a_check_in_an_embedders_transaction_sees_its_grant_and_after_the_rollback_does_not() throws SQLException {
        Account ana = register(Set.of());
        RoleId support = one.roles().named(operator, null, Role.SUPPORT).id();
        try (Connection embedders = DATABASE.dataSource().getConnection()) {
            embedders.setAutoCommit(false);
            Tenon joined = tenon(JdbiStorage.of(DATABASE.dataSource()).joining(() -> embedders));

            joined.roles().assign(operator, ana.id(), support);
            assertThat(reason(joined, ana.id(), "users:read")).isEqualTo("granted by role support");
            assertThat(reason(one, ana.id(), "users:read"))
                    .as("others, before the commit")
                    .isEqualTo("no role");

            embedders.rollback();
            assertThat(reason(joined, ana.id(), "users:read")).isEqualTo("no role");
            embedders.rollback();
        }
    }

    @Test
    void a_hundred_questions_are_one_statement() {
        Account ana = register(Set.of(Role.SUPPORT));
        OrganizationId acme = new SqlOrganizations(DATABASE.dataSource()).found(ana.id());
        WatchedDataSource watched = new WatchedDataSource(DATABASE.dataSource());
        Tenon tenon = tenon(JdbiStorage.of(watched.dataSource()));
        List<PermissionCheck> questions = IntStream.range(0, 100)
                .mapToObj(number -> new PermissionCheck(
                        "q" + number,
                        List.of("users:read", "documents:write", "nothing:there")
                                .get(number % 3),
                        number % 2 == 0 ? null : acme,
                        null))
                .toList();

        List<String> trips =
                watched.tripsOf(() -> assertThat(tenon.permissions().check(operator, questions, ana.id(), true))
                        .extracting(PermissionAnswer::id)
                        .containsExactlyElementsOf(
                                questions.stream().map(PermissionCheck::id).toList()));

        assertThat(trips).hasSize(1);
    }

    private Account register(Set<String> roles) {
        EmailAddress email = Fixtures.anEmailAddress();
        String fresh = Fixtures.anId() + "." + email.value();
        return one.accounts()
                .register(operator, new Registration(fresh, PASSWORD).verified().withRoles(roles));
    }

    private PermissionId permission(String name) {
        return one.permissions().named(operator, name).id();
    }

    private String reason(Tenon tenon, UserId about, String permission) {
        return tenon.permissions()
                .check(operator, List.of(PermissionCheck.of(permission)), about, false)
                .get(0)
                .reason();
    }

    private static boolean holds(Tenon tenon, String token, String permission) {
        return tenon.permissions()
                .check(tenon.sessions().authenticate(ORIGIN, token).actor(), permission);
    }

    private static String outcome(Runnable work) {
        try {
            work.run();
            return "done";
        } catch (Refusal refusal) {
            return refusal.code().code();
        }
    }
}
