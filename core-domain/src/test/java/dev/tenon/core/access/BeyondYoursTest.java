package dev.tenon.core.access;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.imports.ImportOutcome;
import dev.tenon.ports.imports.ImportRequest;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.Left;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A permission to change others reaches those alone who may do no more than its holder. */
class BeyondYoursTest {

    private static final Set<String> OF_A_CLERK = Set.of(
            "users:read",
            "users:write",
            "users:erase",
            "users:impersonate",
            "roles:read",
            "roles:write",
            "sessions:read",
            "sessions:write",
            "documents:read",
            "documents:write");

    private final TenonInMemory house = new TenonInMemory();
    private final Actor clerk = aClerk();

    /** Somebody who may change people, and not everything else. */
    private Actor aClerk() {
        house.storage.unitOfWork().run(() -> {
            house.storage.imports().addRole(new RoleId(Fixtures.anId()), "clerk", house.clock.instant());
            house.storage.roles().addGrants("clerk", OF_A_CLERK, house.clock.instant());
            return "clerk";
        });
        house.tenon
                .accounts()
                .register(
                        house.operator,
                        new Registration("clerk@example.org", PASSWORD, null, null, null, true, Set.of("clerk")));
        return house.authenticate(house.openSession("clerk@example.org")).actor();
    }

    private RoleId role(String name) {
        return house.storage.roles().findByName(name).orElseThrow().id();
    }

    @Test
    void a_clerk_does_all_of_it_to_a_member() {
        Actor member = house.aPerson("ana@example.org");
        UserId ana = member.person().orElseThrow();

        house.tenon.accounts().update(clerk, ana, AccountPatch.status(AccountStatus.ACTIVE), Expected.any());
        house.tenon.sessions().end(clerk, member.sessionId());
        assertThat(house.tenon.sessions().endAll(clerk, ana)).isZero();
        house.tenon.roles().assign(clerk, ana, role("clerk"));
        house.tenon.roles().unassign(clerk, ana, role("clerk"));
        assertThat(house.tenon.sessions().impersonate(clerk, ana, "Ticket 7")).isNotNull();
        house.tenon.personalData().erase(clerk, ana, null);
    }

    @Test
    void C1_who_may_do_more_is_neither_banned_nor_renamed_nor_erased() {
        UserId root = house.anAdmin("root@example.org").person().orElseThrow();
        house.anAdmin("second@example.org");

        assertRefused(
                AccountRefusal.BEYOND_YOURS,
                () -> house.tenon
                        .accounts()
                        .update(clerk, root, AccountPatch.status(AccountStatus.BANNED), Expected.any()));
        assertRefused(
                AccountRefusal.BEYOND_YOURS, () -> house.tenon.personalData().erase(clerk, root, null));
        assertRefused(
                ImpersonationRefusal.BEYOND_YOURS, () -> house.tenon.sessions().impersonate(clerk, root, "Ticket 7"));

        assertThat(house.storage.accounts().find(root)).get().matches(Account::isActive);
    }

    @Test
    void C1_who_may_do_more_keeps_second_factor_and_sessions() {
        Actor admin = house.anAdmin("root@example.org");
        UserId root = admin.person().orElseThrow();
        OpenedSession another = house.openSession("root@example.org");

        assertRefused(
                AccountRefusal.BEYOND_YOURS, () -> house.tenon.secondFactors().remove(clerk, root));
        assertRefused(
                AccountRefusal.BEYOND_YOURS,
                () -> house.tenon.sessions().end(clerk, another.session().id()));
        assertRefused(AccountRefusal.BEYOND_YOURS, () -> house.tenon.sessions().endAll(clerk, root));

        assertThat(house.authenticate(another).actor().is(root)).isTrue();
    }

    @Test
    void C1_nobody_gives_or_takes_more_than_they_have() {
        UserId ana = house.anAccount("ana@example.org").id();
        UserId root = house.anAdmin("root@example.org").person().orElseThrow();
        house.anAdmin("second@example.org");

        assertRefused(
                RoleRefusal.BEYOND_YOURS,
                () -> house.tenon.roles().assign(clerk, clerk.person().orElseThrow(), role(Role.ADMIN)));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> house.tenon.roles().assign(clerk, ana, role(Role.SUPPORT)));
        assertRefused(RoleRefusal.BEYOND_YOURS, () -> house.tenon.roles().unassign(clerk, root, role(Role.ADMIN)));
        assertRefused(
                RoleRefusal.BEYOND_YOURS,
                () -> house.tenon
                        .accounts()
                        .register(
                                clerk,
                                new Registration(
                                        "new@example.org", PASSWORD, null, null, null, true, Set.of(Role.ADMIN))));

        assertThat(house.storage.roles().rolesOf(ana)).extracting(Role::name).containsExactly(Role.MEMBER);
        assertThat(house.storage.accounts().findByEmail(new EmailAddress("new@example.org")))
                .isEmpty();
    }

    @Test
    void an_import_gives_no_role_that_permits_more_than_its_caller_may() {
        house.storage.unitOfWork().run(() -> {
            house.storage.imports().addRole(new RoleId(Fixtures.anId()), "auditor", house.clock.instant());
            house.storage.roles().addGrants("auditor", Set.of("audit-logs:read"), house.clock.instant());
            return "auditor";
        });
        List<ImportOutcome> outcomes = new ArrayList<>();
        ImportedPerson person = new ImportedPerson(
                1,
                "1",
                "ana@example.org",
                true,
                null,
                null,
                null,
                AccountStatus.ACTIVE,
                null,
                Set.of("Auditor", "clerk"),
                List.of(),
                null,
                null,
                Set.of());

        house.tenon
                .imports()
                .run(
                        clerk,
                        new ImportRequest("csv", "a".repeat(64), true, false),
                        Stream.of(person).iterator(),
                        outcomes::add);

        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.left()).containsExactly(Left.ROLE));
        Account ana = house.storage
                .accounts()
                .findByEmail(new EmailAddress("ana@example.org"))
                .orElseThrow();
        assertThat(house.storage.roles().rolesOf(ana.id()))
                .extracting(Role::name)
                .containsExactly("clerk", Role.MEMBER);
    }
}
