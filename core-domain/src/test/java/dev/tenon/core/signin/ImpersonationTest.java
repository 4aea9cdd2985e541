package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImpersonationTest {

    private static final String ANA = "ana@example.org";

    private final TenonInMemory house = new TenonInMemory();
    private final Sessions sessions = house.tenon.sessions();

    @Test
    void an_administrator_works_in_a_persons_name_marked_with_both() {
        Actor admin = house.anAdmin("root@example.org");
        Account ana = house.anAccount(ANA);

        Actor both = house.authenticate(sessions.impersonate(admin, ana.id(), "Ticket 7"))
                .actor();

        assertThat(both.is(ana.id())).isTrue();
        assertThat(both.impersonatorId()).isEqualTo(admin.userId());
        assertThat(both.holds("users:read"))
                .as("the person's permissions, not one's own")
                .isFalse();
        house.tenon
                .accounts()
                .update(
                        both,
                        ana.id(),
                        new AccountPatch(Patched.to("ana"), Patched.absent(), Patched.absent(), null),
                        Expected.any());
        String label = house.tenon
                .auditTrail()
                .list(house.operator, AuditFilter.all(), PageRequest.first(1))
                .items()
                .get(0)
                .actorLabel();
        assertThat(label).isEqualTo("user:" + ana.id() + " by user:" + admin.userId());
    }

    @Test
    void the_person_sees_it_is_told_and_ends_it() {
        Actor admin = house.anAdmin("root@example.org");
        Actor ana = house.aPerson(ANA);
        OpenedSession opened = sessions.impersonate(admin, ana.person().orElseThrow(), " Ticket 7 ");

        Session seen = sessions.get(ana, opened.session().id());

        assertThat(seen.impersonation())
                .isEqualTo(new Session.Impersonation(admin.person().orElseThrow(), "Ticket 7"));
        assertThat(house.lastMailTo(ANA))
                .contains("Ticket 7")
                .contains("until: " + opened.session().expiresAt() + "\n");
        sessions.end(ana, seen.id());
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(opened));
        assertThat(house.auditedActions()).contains("session.impersonated");
    }

    @Test
    void it_ends_after_an_hour() {
        OpenedSession opened = sessions.impersonate(
                house.anAdmin("root@example.org"), house.anAccount(ANA).id(), "Ticket 7");

        house.clock.advance(Duration.ofMinutes(59));
        assertThat(house.authenticate(opened)).isNotNull();
        house.clock.advance(Duration.ofMinutes(1));

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(opened));
    }

    @Test
    void S3_it_ends_with_the_permission_and_with_the_administrators_account() {
        house.anAdmin("other@example.org");
        Actor admin = house.anAdmin("root@example.org");
        UserId adminId = admin.person().orElseThrow();
        OpenedSession opened = sessions.impersonate(admin, house.anAccount(ANA).id(), "Ticket 7");
        house.tenon
                .accounts()
                .update(house.operator, adminId, AccountPatch.status(AccountStatus.BANNED), Expected.any());
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(opened));

        house.tenon
                .accounts()
                .update(house.operator, adminId, AccountPatch.status(AccountStatus.ACTIVE), Expected.any());
        assertThat(house.authenticate(opened)).isNotNull();
        house.tenon
                .roles()
                .unassign(
                        house.operator,
                        adminId,
                        house.tenon
                                .roles()
                                .named(house.operator, null, Role.ADMIN)
                                .id());

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(opened));
    }

    @Test
    void what_belongs_to_the_person_alone_is_refused() {
        Actor admin = house.anAdmin("root@example.org");
        Account ana = house.anAccount(ANA);
        Actor both = house.authenticate(sessions.impersonate(admin, ana.id(), "Ticket 7"))
                .actor();

        assertRefused(
                ImpersonationRefusal.NOT_HERE,
                () -> house.tenon.passwords().change(both, PASSWORD, "a harbour full of paper boats"));
        assertRefused(
                ImpersonationRefusal.NOT_HERE,
                () -> house.tenon.emailChanges().request(both, "new@example.org", PASSWORD));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> sessions.impersonate(both, ana.id(), "Deeper"));
    }

    @Test
    void nobody_gains_permissions_by_it() {
        house.tenon
                .accounts()
                .register(
                        house.operator,
                        new Registration("support@example.org", PASSWORD)
                                .verified()
                                .withRoles(Set.of(Role.SUPPORT)));
        Actor support = house.signIn("support@example.org");
        Account ana = house.anAccount(ANA);
        assertRefused(RequestRefusal.FORBIDDEN, () -> sessions.impersonate(support, ana.id(), "Ticket 7"));

        Account admin = house.tenon
                .accounts()
                .register(
                        house.operator,
                        new Registration("root@example.org", PASSWORD)
                                .verified()
                                .withRoles(Set.of(Role.ADMIN)));
        Actor weaker = Actor.person(
                support.person().orElseThrow(), support.sessionId(), Set.of("users:impersonate"), TenonInMemory.ORIGIN);

        assertRefused(ImpersonationRefusal.BEYOND_YOURS, () -> sessions.impersonate(weaker, admin.id(), "Ticket 7"));
    }

    @Test
    void refuses_an_unknown_or_inactive_account_and_no_reason() {
        Actor admin = house.anAdmin("root@example.org");
        Account ana = house.anAccount(ANA);

        assertRefused(AccountRefusal.NOT_FOUND, () -> sessions.impersonate(admin, Fixtures.aUserId(), "Ticket 7"));
        assertRefused(RequestRefusal.INVALID, () -> sessions.impersonate(admin, ana.id(), " "));
        assertRefused(RequestRefusal.INVALID, () -> sessions.impersonate(admin, ana.id(), "x".repeat(256)));
        assertRefused(RequestRefusal.INVALID, () -> sessions.impersonate(admin, ana.id(), "two\nlines"));
        house.tenon
                .accounts()
                .update(house.operator, ana.id(), AccountPatch.status(AccountStatus.INACTIVE), Expected.any());
        assertRefused(ImpersonationRefusal.NOT_ACTIVE, () -> sessions.impersonate(admin, ana.id(), "Ticket 7"));
    }
}
