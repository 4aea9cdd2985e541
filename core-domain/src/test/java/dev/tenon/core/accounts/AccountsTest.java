package dev.tenon.core.accounts;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.testkit.ListedStrength;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final String ANA = "ana@example.org";

    private final TenonInMemory house = new TenonInMemory();
    private final Accounts accounts = house.tenon.accounts();

    @Test
    void a_registered_address_is_verified_by_the_token_that_was_mailed_to_it() {
        accounts.signUp(house.anonymous, new Registration("Ana@Example.ORG", PASSWORD));

        Account verified = accounts.verifyEmail(house.anonymous, house.mailedToken(ANA));

        assertThat(verified.email()).isEqualTo(new EmailAddress(ANA));
        assertThat(verified.emailVerified()).isTrue();
    }

    @Test
    void verification_subscribes_to_the_free_plan_and_opens_the_quota_in_the_same_commit() {
        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));
        accounts.verifyEmail(house.anonymous, house.mailedToken(ANA));
        Actor ana = house.signIn(ANA);

        List<Subscription> subscriptions = house.tenon
                .subscriptions()
                .list(ana, SubscriptionFilter.mine(), PageRequest.first(10))
                .items();
        Quota quota = house.tenon.quotas().of(ana);

        assertThat(subscriptions).singleElement().satisfies(subscription -> {
            assertThat(subscription.status()).isEqualTo(SubscriptionStatus.ACTIVE);
            assertThat(house.tenon.plans().get(ana, subscription.planId()).name())
                    .isEqualTo(Plan.FREE);
        });
        assertThat(quota.max()).isEqualTo(1L << 30);
        assertThat(house.auditedActions())
                .containsExactly(
                        "account.registered",
                        "account.verified",
                        "subscription.started",
                        "quota.opened",
                        "session.opened");
    }

    @Test
    void A6_a_token_works_once() {
        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));
        String token = house.mailedToken(ANA);
        accounts.verifyEmail(house.anonymous, token);

        assertRefused(TokenRefusal.GONE, () -> accounts.verifyEmail(house.anonymous, token));
    }

    @Test
    void A6_a_token_expires_after_a_day() {
        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));
        String token = house.mailedToken(ANA);

        house.clock.advance(Duration.ofHours(24));

        assertRefused(TokenRefusal.GONE, () -> accounts.verifyEmail(house.anonymous, token));
    }

    @Test
    void A6_a_newer_token_kills_the_older_one() {
        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));
        String older = house.mailedToken(ANA);
        house.clock.advance(Duration.ofMinutes(2));
        accounts.requestEmailVerification(house.anonymous, ANA);
        String newer = house.mailedToken(ANA);

        assertThat(newer).isNotEqualTo(older);
        assertRefused(TokenRefusal.GONE, () -> accounts.verifyEmail(house.anonymous, older));
        assertThat(accounts.verifyEmail(house.anonymous, newer).emailVerified()).isTrue();
    }

    @Test
    void A6_what_is_no_token_is_refused_like_a_spent_one() {
        assertRefused(TokenRefusal.GONE, () -> accounts.verifyEmail(house.anonymous, "tnm_nonsense"));
    }

    @Test
    void verification_mails_are_a_minute_apart_at_least() {
        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));
        accounts.requestEmailVerification(house.anonymous, ANA);
        accounts.requestEmailVerification(house.anonymous, ANA);
        house.runJobs();

        assertThat(house.mails.sent()).hasSize(1);
    }

    @Test
    void E5_registering_a_verified_address_again_only_mails_its_owner() {
        house.anAccount(ANA);

        accounts.signUp(house.anonymous, new Registration(ANA, "another password, long enough"));
        house.runJobs();

        assertThat(house.mails.sent())
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("account-exists"));
        assertThat(house.accountCount()).isEqualTo(1);
        assertThat(house.signIn(ANA)).isNotNull();
    }

    @Test
    void E5_the_owner_is_told_of_repeated_registrations_once_an_hour() {
        house.anAccount(ANA);
        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));
        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));
        house.clock.advance(Duration.ofHours(1));
        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));
        house.runJobs();

        assertThat(house.mails.sent()).hasSize(2);
    }

    @Test
    void registering_an_unverified_address_again_replaces_its_password_and_its_link() {
        accounts.signUp(house.anonymous, new Registration(ANA, "the first password, forgotten"));
        String older = house.mailedToken(ANA);
        house.clock.advance(Duration.ofMinutes(2));

        accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD));

        assertRefused(TokenRefusal.GONE, () -> accounts.verifyEmail(house.anonymous, older));
        accounts.verifyEmail(house.anonymous, house.mailedToken(ANA));
        assertThat(house.signIn(ANA)).isNotNull();
    }

    @Test
    void registration_names_every_field_that_is_wrong() {
        Registration registration = new Registration("nobody", "short", "", "a\nb", null, false, Set.of());

        Refusal refusal = assertRefused(RequestRefusal.INVALID, () -> accounts.signUp(house.anonymous, registration));

        assertPointers(refusal, "/email", "/password", "/userName", "/firstName");
    }

    @Test
    void A1_a_password_has_fifteen_code_points_and_no_other_rule() {
        assertRefused(
                RequestRefusal.INVALID, () -> accounts.signUp(house.anonymous, new Registration(ANA, "a".repeat(14))));

        accounts.signUp(house.anonymous, new Registration(ANA, "\uD83D\uDD11".repeat(15)));

        assertThat(house.accountCount()).isEqualTo(1);
    }

    @Test
    void A3_common_and_contextual_passwords_are_refused_wherever_a_password_is_set() {
        Refusal common = assertRefused(
                RequestRefusal.INVALID,
                () -> accounts.signUp(house.anonymous, new Registration(ANA, ListedStrength.COMMON)));
        Refusal contextual = assertRefused(
                RequestRefusal.INVALID,
                () -> accounts.register(
                        house.operator,
                        new Registration(ANA, "Lovelace 1815 1852", null, "Ada", "Lovelace", false, Set.of())));

        assertThat(common.errors()).extracting(FieldError::code).containsExactly("password-common");
        assertThat(contextual.errors()).extracting(FieldError::code).containsExactly("password-contextual");
        assertPointers(contextual, "/password");
        assertThat(house.accountCount()).isZero();
    }

    @Test
    void A3_a_password_that_is_too_short_is_only_told_its_length() {
        Refusal refusal = assertRefused(
                RequestRefusal.INVALID, () -> accounts.signUp(house.anonymous, new Registration(ANA, "ana")));

        assertThat(refusal.errors()).extracting(FieldError::code).containsExactly("password-too-short");
    }

    @Test
    void nobody_registers_with_roles_of_their_own_choice() {
        Registration asAdmin = new Registration(ANA, PASSWORD).withRoles(Set.of(Role.ADMIN));

        assertRefused(RequestRefusal.FORBIDDEN, () -> accounts.signUp(house.anonymous, asAdmin));
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> accounts.signUp(house.anonymous, new Registration(ANA, PASSWORD).verified()));
    }

    @Test
    void an_administrator_registers_others_without_a_password() {
        Actor admin = house.anAdmin("root@example.org");

        Account account = accounts.register(admin, new Registration(ANA, null, null, null, null, false, Set.of()));

        assertThat(account.emailVerified()).isFalse();
        assertRefused(
                SignInRefusal.FAILED, () -> house.tenon.sessions().open(house.anonymous, new Credentials(ANA, "!")));
        assertThat(accounts.verifyEmail(house.anonymous, house.mailedToken(ANA)).id())
                .isEqualTo(account.id());
    }

    @Test
    void registering_a_taken_address_is_a_conflict_for_whoever_may_see_accounts() {
        house.anAccount(ANA);

        assertRefused(
                AccountRefusal.EMAIL_TAKEN,
                () -> accounts.register(house.operator, new Registration("ANA@example.org", PASSWORD)));
    }

    @Test
    void a_role_that_does_not_exist_is_refused_and_nothing_is_made() {
        Registration registration = new Registration(ANA, PASSWORD).withRoles(Set.of("wizard"));

        assertRefused(RoleRefusal.NOT_FOUND, () -> accounts.register(house.operator, registration));

        assertThat(house.accountCount()).isZero();
    }

    @Test
    void anothers_account_does_not_exist_for_a_member() {
        Account other = house.anAccount("ben@example.org");
        Actor ana = house.aPerson(ANA);

        assertRefused(AccountRefusal.NOT_FOUND, () -> accounts.get(ana, other.id()));
        assertRefused(
                AccountRefusal.NOT_FOUND,
                () -> accounts.update(ana, other.id(), AccountPatch.status(AccountStatus.BANNED), Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> accounts.list(ana, AccountFilter.all(), PageRequest.first(1)));
    }

    @Test
    void people_change_their_own_names_and_nothing_else() {
        Actor ana = house.aPerson(ANA);
        AccountPatch names = new AccountPatch(Patched.to("ana"), Patched.to("Ana"), Patched.absent(), null);

        Account changed = accounts.update(ana, ana.person().orElseThrow(), names, Expected.revision(1));

        assertThat(changed.userName()).isEqualTo("ana");
        assertThat(changed.revision()).isEqualTo(2);
        assertRefused(
                RequestRefusal.FORBIDDEN,
                () -> accounts.update(
                        ana, ana.person().orElseThrow(), AccountPatch.status(AccountStatus.BANNED), Expected.any()));
    }

    @Test
    void a_stale_change_is_refused() {
        Actor ana = house.aPerson(ANA);
        AccountPatch names = new AccountPatch(Patched.to("ana"), Patched.absent(), Patched.absent(), null);
        accounts.update(ana, ana.person().orElseThrow(), names, Expected.revision(1));

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> accounts.update(ana, ana.person().orElseThrow(), names, Expected.revision(1)));
    }

    @Test
    void S3_a_banned_account_loses_its_sessions_at_once_and_for_good() {
        Account account = house.anAccount(ANA);
        var session = house.openSession(ANA);

        accounts.update(house.operator, account.id(), AccountPatch.status(AccountStatus.BANNED), Expected.any());
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(session));

        accounts.update(house.operator, account.id(), AccountPatch.status(AccountStatus.ACTIVE), Expected.any());
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> house.authenticate(session));
        assertThat(house.signIn(ANA)).isNotNull();
    }

    @Test
    void the_last_administrator_cannot_be_banned() {
        Actor admin = house.anAdmin(ANA);

        assertRefused(
                AccountRefusal.LAST_ADMIN,
                () -> accounts.update(
                        admin,
                        admin.person().orElseThrow(),
                        AccountPatch.status(AccountStatus.BANNED),
                        Expected.any()));

        house.anAdmin("ben@example.org");
        accounts.update(admin, admin.person().orElseThrow(), AccountPatch.status(AccountStatus.BANNED), Expected.any());
    }

    @Test
    void erasing_is_not_a_status_to_set() {
        Account account = house.anAccount(ANA);

        assertRefused(
                RequestRefusal.INVALID,
                () -> accounts.update(
                        house.operator, account.id(), AccountPatch.status(AccountStatus.ERASED), Expected.any()));
    }
}
