package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.SessionRefusal;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.ports.signin.SignInRefusal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final String ANA = "ana@example.org";

    private final TenonInMemory house = new TenonInMemory();
    private final Sessions sessions = house.tenon.sessions();

    @Test
    void a_token_stands_for_its_person_and_what_its_roles_permit() {
        Account account = house.anAccount(ANA);

        var authenticated = house.authenticate(house.openSession("  ANA@Example.org "));

        assertThat(authenticated.account().id()).isEqualTo(account.id());
        assertThat(authenticated.actor().holds("documents:write")).isTrue();
        assertThat(authenticated.actor().holds("users:read")).isFalse();
    }

    @Test
    void A4_unknown_wrong_empty_overlong_passwordless_and_disabled_are_refused_alike_after_the_same_work() {
        house.anAccount(ANA);
        Account banned = house.anAccount("banned@example.org");
        house.tenon
                .accounts()
                .update(house.operator, banned.id(), AccountPatch.status(AccountStatus.BANNED), Expected.any());
        house.tenon
                .accounts()
                .register(house.operator, new Registration("none@example.org", "x".repeat(15)).verified());
        List<Credentials> tries = List.of(
                new Credentials("nobody@example.org", PASSWORD),
                new Credentials("not an address", PASSWORD),
                new Credentials(ANA, "wrong"),
                new Credentials(ANA, ""),
                new Credentials(ANA, "x".repeat(5000)),
                new Credentials("none@example.org", "!"),
                new Credentials("banned@example.org", PASSWORD));

        for (Credentials credentials : tries) {
            int before = house.passwords.verifications();
            Refusal refusal = assertRefused(SignInRefusal.FAILED, () -> sessions.open(house.anonymous, credentials));
            assertThat(refusal.detail()).isEqualTo(SignInRefusal.FAILED.title());
            assertThat(house.passwords.verifications()).isEqualTo(before + 1);
        }
    }

    @Test
    void an_unverified_address_is_told_so_only_with_the_right_password() {
        house.tenon.accounts().signUp(house.anonymous, new Registration(ANA, PASSWORD));

        assertRefused(SignInRefusal.EMAIL_UNVERIFIED, () -> house.openSession(ANA));
        assertRefused(SignInRefusal.FAILED, () -> sessions.open(house.anonymous, new Credentials(ANA, "wrong")));
    }

    @Test
    void A5_no_more_tries_are_evaluated_than_the_limit_and_others_addresses_are_free() {
        house.anAccount(ANA);
        int before = house.passwords.verifications();
        for (int index = 0; index < 10; index++) {
            assertRefused(SignInRefusal.FAILED, () -> sessions.open(house.anonymous, new Credentials(ANA, "wrong")));
        }

        Refusal refusal = assertRefused(SignInRefusal.THROTTLED, () -> house.openSession(ANA));

        assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(house.passwords.verifications()).isEqualTo(before + 10);
        Actor elsewhere = Actor.anonymous(new RequestOrigin("request-2", "198.51.100.1", null));
        assertThat(sessions.open(elsewhere, new Credentials(ANA, PASSWORD))).isNotNull();
        house.clock.advance(Duration.ofMinutes(1));
        assertThat(house.openSession(ANA)).isNotNull();
    }

    @Test
    void A5_successes_do_not_count() {
        house.anAccount(ANA);

        IntStream.range(0, 30).forEach(index -> house.openSession(ANA));

        assertThat(sessions.list(house.signIn(ANA), PageRequest.first(200)).items())
                .hasSize(31);
    }

    @Test
    void S2_each_sign_in_has_a_token_of_its_own() {
        house.anAccount(ANA);

        assertThat(house.openSession(ANA).token())
                .isNotEqualTo(house.openSession(ANA).token());
    }

    @Test
    void S2_a_session_that_is_not_used_ends_after_seven_days() {
        house.anAccount(ANA);
        OpenedSession opened = house.openSession(ANA);
        house.clock.advance(Duration.ofDays(6));
        assertThat(house.authenticate(opened)).isNotNull();
        house.clock.advance(Duration.ofDays(6));
        assertThat(house.authenticate(opened)).isNotNull();

        house.clock.advance(Duration.ofDays(7));

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(opened));
    }

    @Test
    void S2_every_session_ends_after_thirty_days() {
        house.anAccount(ANA);
        OpenedSession opened = house.openSession(ANA);
        for (int day = 0; day < 29; day++) {
            house.clock.advance(Duration.ofDays(1));
            house.authenticate(opened);
        }

        house.clock.advance(Duration.ofDays(1));

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(opened));
    }

    @Test
    void S2_a_session_is_ended_by_its_id() {
        Actor here = house.aPerson(ANA);
        OpenedSession other = house.openSession(ANA);

        sessions.end(here, other.session().id());

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(other));
        assertRefused(
                SessionRefusal.NOT_FOUND,
                () -> sessions.end(here, other.session().id()));
        assertThat(sessions.list(here, PageRequest.first(10)).items())
                .extracting(Session::id)
                .containsExactly(here.sessionId());
    }

    @Test
    void S2_all_other_sessions_are_ended_at_once() {
        Actor here = house.aPerson(ANA);
        house.openSession(ANA);
        house.openSession(ANA);

        assertThat(sessions.endOthers(here)).isEqualTo(2);

        assertThat(sessions.list(here, PageRequest.first(10)).items()).hasSize(1);
    }

    @Test
    void anothers_session_does_not_exist() {
        Actor ana = house.aPerson(ANA);
        house.anAccount("ben@example.org");
        OpenedSession bens = house.openSession("ben@example.org");

        assertRefused(
                SessionRefusal.NOT_FOUND, () -> sessions.get(ana, bens.session().id()));
        assertRefused(
                SessionRefusal.NOT_FOUND, () -> sessions.end(ana, bens.session().id()));
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> sessions.listOf(ana, bens.session().userId(), PageRequest.first(10)));
        assertThat(house.authenticate(bens)).isNotNull();
    }

    @Test
    void an_account_has_a_hundred_live_sessions_at_most() {
        house.anAccount(ANA);
        OpenedSession oldest = house.openSession(ANA);
        for (int index = 0; index < 100; index++) {
            house.clock.advance(Duration.ofSeconds(1));
            house.openSession(ANA);
        }

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(oldest));
    }

    @Test
    void S1_the_store_holds_a_digest_and_a_mistyped_token_does_not_reach_it() {
        house.anAccount(ANA);
        OpenedSession opened = house.openSession(ANA);
        String text = opened.token().text();

        assertThat(house.storage.sessions().findByToken(text, house.clock.instant()))
                .isEmpty();
        assertThat(house.storage.sessions().findByToken(house.secrets.digest(opened.token()), house.clock.instant()))
                .isPresent();
        assertRefused(
                RequestRefusal.UNAUTHENTICATED,
                () -> sessions.authenticate(TenonInMemory.ORIGIN, text.substring(0, text.length() - 1) + "~"));
    }

    @Test
    void only_the_operator_acts_in_anothers_name() {
        Actor ana = house.aPerson(ANA);

        assertThat(sessions.actingAs(house.operator, ANA).person()).isEqualTo(ana.person());
        assertRefused(RequestRefusal.FORBIDDEN, () -> sessions.actingAs(ana, ANA));
        assertRefused(AccountRefusal.NOT_FOUND, () -> sessions.actingAs(house.operator, "nobody@example.org"));
    }

    @Test
    void a_weaker_hash_is_replaced_at_sign_in() {
        Account account = house.anAccount(ANA);
        house.storage.unitOfWork().run(() -> {
            house.storage
                    .accounts()
                    .replacePassword(account.id(), house.passwords.olderHash(PASSWORD), house.clock.instant());
            return account;
        });

        house.openSession(ANA);

        String stored = house.storage
                .sessions()
                .findLogin(account.email())
                .orElseThrow()
                .passwordHash();
        assertThat(house.passwords.needsRehash(stored)).isFalse();
        assertThat(house.openSession(ANA)).isNotNull();
    }
}
