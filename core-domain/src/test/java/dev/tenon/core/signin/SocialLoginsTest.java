package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static dev.tenon.testkit.ScriptedProviders.identity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.LoginMethodRefusal;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.SocialLogins.Begun;
import dev.tenon.ports.signin.SocialLogins.Finished;
import dev.tenon.ports.signin.SocialLogins.Returned;
import dev.tenon.ports.signin.spi.SocialLoginStore.SealedTokens;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Signing in with an account elsewhere. */
class SocialLoginsTest extends SocialHouse {

    @Test
    void somebody_unknown_is_registered_as_a_verified_member_without_a_password() {
        Account account = signIn("google", "g-1", ANA, true).account();

        assertThat(account.email().value()).isEqualTo(ANA);
        assertThat(account.emailVerified()).isTrue();
        assertThat(account.userName()).isEqualTo("Ana Lima");
        assertThat(house.storage.roles().rolesOf(account.id()))
                .extracting(Role::name)
                .containsExactly(Role.MEMBER);
        assertThat(house.storage.accounts().passwordHash(account.id())).contains("!");
        assertThat(house.storage.subscriptions().findLive(account.id())).isPresent();
        assertThat(house.auditedActions()).contains("account.registered", "social-login.linked", "session.opened");
    }

    @Test
    void issuer_and_subject_lead_to_the_same_account_whatever_address_they_have() {
        Account first = signIn("google", "g-1", ANA, true).account();

        Account again = signIn("google", "g-1", "other@example.org", false).account();

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.email().value()).isEqualTo(ANA);
        assertThat(house.accountCount()).isOne();
        SocialLogin login = house.storage.socialLogins().list(first.id()).get(0);
        assertThat(login.email()).isEqualTo("other@example.org");
        assertThat(login.emailVerified()).isFalse();
    }

    @Test
    void the_same_subject_at_another_issuer_is_somebody_else() {
        Account google = signIn("google", "1", ANA, true).account();

        Account acme = signIn("acme", "1", "ben@example.org", true).account();

        assertThat(acme.id()).isNotEqualTo(google.id());
    }

    @Test
    void the_session_says_how_it_began_and_the_login_history_too() {
        Finished.SignedIn signedIn = (Finished.SignedIn) come("google", identity("google", "g-1", ANA, true));

        Session session = signedIn.session().session();
        assertThat(session.method()).isEqualTo("google");
        List<LoginAttempt> tries = house.tenon
                .loginHistory()
                .of(house.operator, session.userId(), PageRequest.first(10))
                .items();
        assertThat(tries).extracting(LoginAttempt::method).containsExactly("google");
    }

    @Test
    void A8_an_account_that_verified_the_same_address_is_linked_and_told() {
        Account ana = house.anAccount(ANA);

        Account entered = signIn("google", "g-1", "Ana@Example.org", true).account();

        assertThat(entered.id()).isEqualTo(ana.id());
        assertThat(house.lastMailTo(ANA)).startsWith("social-login-linked\nmethod: google\n");
        assertThat(house.openSession(ANA)).as("the password stays").isNotNull();
    }

    @Test
    void A8_classic_federated_merge_the_attackers_password_opens_nothing_afterwards() {
        house.tenon.accounts().signUp(house.anonymous, new Registration(ANA, PASSWORD));

        Account taken = signIn("google", "g-1", ANA, true).account();

        assertThat(taken.emailVerified()).isTrue();
        assertThat(house.accountCount()).isOne();
        assertRefused(SignInRefusal.FAILED, () -> house.openSession(ANA));
        assertThat(house.storage.accounts().passwordHash(taken.id())).contains("!");
        assertThat(house.auditedActions()).contains("account.taken-over", "account.verified");
    }

    @Test
    void A8_classic_federated_merge_drops_the_attackers_names_and_mailed_link() {
        house.tenon
                .accounts()
                .signUp(house.anonymous, new Registration(ANA, PASSWORD, "Your bank", "Mal", "Lory", false, Set.of()));
        String link = house.mailedToken(ANA);

        Account taken = signIn("google", "g-1", ANA, true).account();

        assertThat(taken.userName()).isNull();
        assertThat(taken.firstName()).isNull();
        assertThat(taken.lastName()).isNull();
        assertRefused(TokenRefusal.GONE, () -> house.tenon.accounts().verifyEmail(house.anonymous, link));
    }

    @Test
    void A8_unexpired_session_a_session_from_before_ends() {
        Account unverified = unverified(ANA);
        Token token = Fixtures.aSessionToken();
        house.storage.unitOfWork().run(() -> {
            house.storage.sessions().insert(Fixtures.aSession(unverified.id()), house.secrets.digest(token));
            return unverified;
        });
        assertThat(house.tenon.sessions().authenticate(TenonInMemory.ORIGIN, token.text()))
                .isNotNull();

        signIn("google", "g-1", ANA, true);

        assertRefused(
                RequestRefusal.UNAUTHENTICATED,
                () -> house.tenon.sessions().authenticate(TenonInMemory.ORIGIN, token.text()));
    }

    @Test
    void A8_trojan_identifier_an_identity_that_the_attacker_linked_is_dropped() {
        Account unverified = unverified(ANA);
        house.storage
                .unitOfWork()
                .run(() -> house.storage
                        .socialLogins()
                        .insertIfAbsent(
                                new SocialLogin(
                                        new SocialLoginId(Fixtures.anId()),
                                        unverified.id(),
                                        "acme",
                                        "https://acme.example.org",
                                        "attacker",
                                        "mallory@example.org",
                                        true,
                                        unverified.createdAt()),
                                null));

        Account taken = signIn("google", "g-1", ANA, true).account();

        assertThat(house.storage.socialLogins().list(taken.id()))
                .extracting(SocialLogin::subject)
                .containsExactly("g-1");
        Account attacker =
                signIn("acme", "attacker", "mallory@example.org", true).account();
        assertThat(attacker.id()).isNotEqualTo(taken.id());
    }

    @Test
    void A8_unexpired_email_change_to_the_victims_address_comes_to_nothing() {
        Actor mallory = house.aPerson("mallory@example.org");
        house.tenon.emailChanges().request(mallory, ANA, PASSWORD);
        String link = house.mailedToken(ANA);

        Account ana = signIn("google", "g-1", ANA, true).account();

        assertRefused(
                AccountRefusal.EMAIL_TAKEN, () -> house.tenon.emailChanges().confirm(house.anonymous, link));
        assertThat(house.storage.accounts().findByEmail(ana.email()).map(Account::id))
                .contains(ana.id());
    }

    @Test
    void A8_non_verifying_provider_an_address_that_nobody_vouches_for_opens_and_makes_nothing() {
        Account ana = house.anAccount(ANA);

        assertRefused(SocialLoginRefusal.EMAIL_UNVERIFIED, () -> signIn("google", "g-1", ANA, false));
        assertRefused(SocialLoginRefusal.EMAIL_UNVERIFIED, () -> signIn("google", "g-2", "nobody@example.org", false));
        assertRefused(SocialLoginRefusal.EMAIL_UNVERIFIED, () -> signIn("google", "g-3", null, true));
        assertRefused(SocialLoginRefusal.EMAIL_UNVERIFIED, () -> signIn("google", "g-4", "no address", true));

        assertThat(house.accountCount()).isOne();
        assertThat(house.storage.socialLogins().list(ana.id())).isEmpty();
        assertThat(house.tenon
                        .loginHistory()
                        .of(house.operator, ana.id(), PageRequest.first(10))
                        .items())
                .extracting(LoginAttempt::reason)
                .containsExactly("provider-address-unverified");
    }

    @Test
    void A8_an_account_taken_back_by_its_owner_loses_links_made_since() {
        Actor ana = house.aPerson(ANA);
        house.tenon.emailChanges().request(ana, "mallory@example.org", PASSWORD);
        house.tenon.emailChanges().confirm(house.anonymous, house.mailedToken("mallory@example.org"));
        String undo = house.mailedToken(ANA);
        house.clock.advance(Duration.ofMinutes(1));
        link(ana, "google", "attacker");

        house.tenon.emailChanges().undo(house.anonymous, undo);

        assertThat(house.storage.socialLogins().list(ana.userId())).isEmpty();
    }

    @Test
    void an_account_that_is_not_active_is_refused_as_elsewhere_and_noted() {
        Account ana = signIn("google", "g-1", ANA, true).account();
        house.tenon
                .accounts()
                .update(house.operator, ana.id(), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertRefused(SignInRefusal.FAILED, () -> signIn("google", "g-1", ANA, true));
        assertRefused(SignInRefusal.FAILED, () -> signIn("acme", "a-1", ANA, true));

        assertThat(house.tenon
                        .loginHistory()
                        .of(house.operator, ana.id(), PageRequest.first(2))
                        .items())
                .extracting(LoginAttempt::reason)
                .containsOnly("account-not-active");
    }

    @Test
    void A9_a_state_works_once() {
        Begun begun = social.start(house.anonymous, "google", null);
        vouch("code", identity("google", "g-1", ANA, true));
        vouch("code2", identity("google", "g-1", ANA, true));
        assertThat(finish("google", state(begun), begun.binding(), "code")).isNotNull();

        assertRefused(SocialLoginRefusal.STATE_GONE, () -> finish("google", state(begun), begun.binding(), "code2"));
    }

    @Test
    void A9_a_state_of_another_browser_is_refused_and_stays_for_the_right_one() {
        Begun begun = social.start(house.anonymous, "google", null);
        Begun other = social.start(house.anonymous, "google", null);
        vouch("code", identity("google", "g-1", ANA, true));

        assertRefused(SocialLoginRefusal.STATE_GONE, () -> finish("google", state(begun), other.binding(), "code"));
        assertRefused(SocialLoginRefusal.STATE_GONE, () -> finish("google", state(begun), null, "code"));
        assertThat(finish("google", state(begun), begun.binding(), "code")).isNotNull();
    }

    @Test
    void A9_a_wrong_a_missing_and_a_foreign_state_are_refused() {
        Begun begun = social.start(house.anonymous, "google", null);
        vouch("code", identity("google", "g-1", ANA, true));

        for (String wrong : new String[] {
            null, "", "state", house.secrets.newToken(Token.SOCIAL).text(), begun.binding()
        }) {
            assertRefused(SocialLoginRefusal.STATE_GONE, () -> finish("google", wrong, begun.binding(), "code"));
        }
        assertRefused(SocialLoginRefusal.STATE_GONE, () -> finish("acme", state(begun), begun.binding(), "code"));
    }

    @Test
    void A9_a_state_is_over_after_ten_minutes_and_forgotten() {
        Begun begun = social.start(house.anonymous, "google", null);
        house.clock.advance(Duration.ofMinutes(10));

        assertRefused(SocialLoginRefusal.STATE_GONE, () -> finish("google", state(begun), begun.binding(), "code"));
        house.clock.advance(Duration.ofSeconds(1));
        int forgotten = house.tenon.jobs().stream()
                .filter(job -> job.name().equals("forget-social-states"))
                .mapToInt(job -> job.run())
                .sum();
        assertThat(forgotten).isOne();
    }

    @Test
    void A9_a_provider_that_says_no_spends_the_state() {
        Begun begun = social.start(house.anonymous, "google", null);
        Returned denied = new Returned(state(begun), begun.binding(), null, null, "access_denied");

        assertRefused(SocialLoginRefusal.DENIED, () -> social.finish(house.anonymous, "google", denied));
        assertRefused(SocialLoginRefusal.STATE_GONE, () -> social.finish(house.anonymous, "google", denied));
    }

    @Test
    void tells_trouble_at_the_provider_from_a_refusal() {
        Begun begun = social.start(house.anonymous, "google", null);
        Returned trouble = new Returned(state(begun), begun.binding(), null, null, "temporarily_unavailable");
        Refusal refusal = assertRefused(
                SocialLoginRefusal.PROVIDER_UNAVAILABLE, () -> social.finish(house.anonymous, "google", trouble));
        assertThat(refusal.retryAfter()).isPresent();

        Begun second = social.start(house.anonymous, "google", null);
        Returned empty = new Returned(state(second), second.binding(), null, null, null);
        assertRefused(SocialLoginRefusal.ANSWER_REFUSED, () -> social.finish(house.anonymous, "google", empty));
    }

    @Test
    void A9_goes_on_to_own_paths_only() {
        for (String path : List.of("/", "/welcome", "/a?b=c#d")) {
            Begun begun = social.start(house.anonymous, "google", path);
            vouch(path, identity("google", "g-1", ANA, true));
            assertThat(finish("google", state(begun), begun.binding(), path).redirectTo())
                    .isEqualTo(path);
        }
        for (String elsewhere : List.of(
                "//evil.example.org",
                "/\\evil.example.org",
                "https://evil.example.org",
                "evil",
                "",
                "/a\\b",
                "/a b",
                "/\nevil",
                "/" + "a".repeat(1_024))) {
            assertPointers(
                    assertRefused(RequestRefusal.INVALID, () -> social.start(house.anonymous, "google", elsewhere)),
                    "/redirectTo");
        }
    }

    @Test
    void refuses_a_method_that_is_not_set_up_and_one_that_is_switched_off() {
        assertRefused(SocialLoginRefusal.NOT_OFFERED, () -> social.start(house.anonymous, "github", null));
        assertRefused(SocialLoginRefusal.NOT_OFFERED, () -> social.start(house.anonymous, "email", null));
        Begun begun = social.start(house.anonymous, "google", null);

        house.tenon.loginMethods().setEnabled(house.operator, "google", false, Expected.any());

        assertRefused(LoginMethodRefusal.DISABLED, () -> social.start(house.anonymous, "google", null));
        assertRefused(LoginMethodRefusal.DISABLED, () -> finish("google", state(begun), begun.binding(), "code"));
    }

    @Test
    void a_method_that_no_migration_knows_gets_its_row_at_start() {
        assertThat(house.tenon.loginMethods().list(house.anonymous))
                .anyMatch(method -> method.name().equals("acme") && method.isUsable());
    }

    @Test
    void A5_beginning_is_throttled_by_the_network_address() {
        for (int number = 0; number < 1_000; number++) {
            social.start(house.anonymous, "google", null);
        }

        assertRefused(SignInRefusal.THROTTLED, () -> social.start(house.anonymous, "google", null));
    }

    @Test
    void S1_neither_state_nor_secrets_of_providers_lie_readable_in_the_storage() {
        Authenticated ana = signIn("google", "g-1", ANA, true);
        SocialLogin login = social.list(ana.actor()).get(0);

        SealedTokens sealed = house.storage.socialLogins().tokens(login.id()).orElseThrow();

        assertThat(sealed.access()).doesNotContain("access-g-1");
        assertThat(house.secrets.open("social-token", sealed.access())).contains("access-g-1");
        assertThat(sealed.refresh()).doesNotContain("refresh-g-1");
    }
}
