package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.LoginMethodRefusal;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.PasskeyAnswer;
import dev.tenon.ports.signin.PasskeyRefusal;
import dev.tenon.ports.signin.Passkeys;
import dev.tenon.ports.signin.Passkeys.Begun;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorRefusal;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.SoftwareAuthenticator;
import dev.tenon.webauthn.WebAuthnCeremonies;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasskeysTest {

    private static final String ANA = "ana@example.org";
    private static final String SITE = "tenon.example.org";

    private final TenonInMemory house = new TenonInMemory();
    private final Passkeys passkeys = house.tenon.passkeys();
    private final Actor ana = house.aPerson(ANA);
    private final SoftwareAuthenticator phone = new SoftwareAuthenticator(SITE);

    // ---- making one

    @Test
    void a_passkey_that_was_made_signs_in_without_a_password() {
        Passkey made = registered(ana, phone, "phone");

        OpenedSession opened = signIn(phone);

        assertThat(opened.session().userId()).isEqualTo(ana.userId());
        assertThat(opened.session().method()).isEqualTo("passkey");
        assertThat(opened.session().secondFactor()).isEqualTo("passkey");
        assertThat(passkeys.get(ana, made.id()).lastUsedAt()).isEqualTo(house.clock.instant());
    }

    @Test
    void tells_the_person_and_the_audit_trail_of_a_new_one_and_of_one_that_is_removed() {
        Passkey made = registered(ana, phone, "phone");
        assertThat(house.lastMailTo(ANA)).startsWith("passkey-added\nname: phone\n");

        passkeys.remove(ana, made.id(), PASSWORD);

        assertThat(house.lastMailTo(ANA)).startsWith("passkey-removed\nname: phone\n");
        assertThat(house.auditedActions()).contains("passkey.added", "passkey.removed");
        assertThat(passkeys.list(ana)).isEmpty();
        assertRefused(SignInRefusal.PASSKEY_FAILED, () -> signIn(phone));
    }

    @Test
    void A7_a_borrowed_session_adds_and_removes_none() {
        PasskeyId mine = registered(ana, phone, "phone").id();
        assertRefused(RequestRefusal.INVALID, () -> passkeys.remove(ana, mine, null));
        assertRefused(RequestRefusal.INVALID, () -> passkeys.startRegistration(ana, null));
        assertRefused(PasswordRefusal.WRONG, () -> passkeys.startRegistration(ana, "another long password"));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> passkeys.startRegistration(house.anonymous, PASSWORD));
        Actor borrowed = ana.impersonatedBy(Fixtures.aUserId());
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> passkeys.startRegistration(borrowed, PASSWORD));
    }

    @Test
    void refuses_an_answer_to_somebody_elses_ceremony_to_an_old_one_and_to_one_that_is_used() {
        Actor ben = house.aPerson("ben@example.org");
        Begun bens = passkeys.startRegistration(ben, PASSWORD);
        assertRefused(PasskeyRefusal.CEREMONY_GONE, () -> register(ana, bens, phone));

        Begun used = passkeys.startRegistration(ana, PASSWORD);
        register(ana, used, phone);
        assertRefused(PasskeyRefusal.CEREMONY_GONE, () -> register(ana, used, new SoftwareAuthenticator(SITE)));

        Begun old = passkeys.startRegistration(ana, PASSWORD);
        house.clock.advance(Duration.ofMinutes(5));
        assertRefused(PasskeyRefusal.CEREMONY_GONE, () -> register(ana, old, new SoftwareAuthenticator(SITE)));

        Begun signIn = passkeys.startSignIn(house.anonymous);
        assertRefused(PasskeyRefusal.CEREMONY_GONE, () -> register(ana, signIn, new SoftwareAuthenticator(SITE)));
    }

    @Test
    void refuses_an_answer_of_another_site_and_one_that_is_none() {
        Begun begun = passkeys.startRegistration(ana, PASSWORD);
        phone.origin = "https://tenon.example.com";
        assertRefused(PasskeyRefusal.ANSWER_REFUSED, () -> register(ana, begun, phone));
        phone.origin = "https://" + SITE;
        assertRefused(PasskeyRefusal.CEREMONY_GONE, () -> register(ana, begun, phone));

        Begun other = passkeys.startRegistration(ana, PASSWORD);
        assertRefused(
                PasskeyRefusal.ANSWER_REFUSED,
                () -> passkeys.register(ana, new PasskeyAnswer(other.ceremony(), JsonText.of("{}")), "phone"));
        assertThat(passkeys.list(ana)).isEmpty();
    }

    @Test
    void a_passkey_that_opens_one_account_opens_no_other() {
        registered(ana, phone, "phone");
        String anas = phone.userHandle;
        Actor ben = house.aPerson("ben@example.org");

        assertRefused(PasskeyRefusal.KNOWN_ALREADY, () -> registered(ben, phone, "phone"));
        phone.userHandle = anas;
        assertThat(signIn(phone).session().userId()).isEqualTo(ana.userId());
    }

    @Test
    void no_more_than_twenty_are_on_an_account_however_they_are_made() {
        IntStream.range(0, 19).forEach(number -> registered(ana, new SoftwareAuthenticator(SITE), "key " + number));
        List<Begun> begun = IntStream.range(0, 4)
                .mapToObj(number -> passkeys.startRegistration(ana, PASSWORD))
                .toList();

        Race.of(4, number -> {
            try {
                return register(ana, begun.get(number), new SoftwareAuthenticator(SITE))
                        .name();
            } catch (Refusal tooMany) {
                return tooMany.code().code();
            }
        });

        assertThat(passkeys.list(ana)).hasSize(20);
        assertRefused(PasskeyRefusal.TOO_MANY, () -> passkeys.startRegistration(ana, PASSWORD));
    }

    @Test
    void a_name_is_one_line_of_at_most_100_characters() {
        Begun begun = passkeys.startRegistration(ana, PASSWORD);
        PasskeyAnswer answer = answer(begun, phone.register(begun.options().text()));

        for (String name : List.of("", "  ", "a\nb", "x".repeat(101))) {
            assertRefused(RequestRefusal.INVALID, () -> passkeys.register(ana, answer, name));
        }
        assertThat(passkeys.register(ana, answer, " " + "x".repeat(98) + " ").name())
                .isEqualTo("x".repeat(98));
    }

    // ---- signing in

    @Test
    void A6_a_ceremony_is_good_for_one_answer_right_or_wrong() {
        registered(ana, phone, "phone");
        Begun begun = passkeys.startSignIn(house.anonymous);
        PasskeyAnswer right = answer(begun, phone.signIn(begun.options().text()));
        passkeys.open(house.anonymous, right);
        assertRefused(PasskeyRefusal.CEREMONY_GONE, () -> passkeys.open(house.anonymous, right));

        Begun other = passkeys.startSignIn(house.anonymous);
        phone.origin = "https://evil.example.com";
        String phished = phone.signIn(other.options().text());
        assertRefused(SignInRefusal.PASSKEY_FAILED, () -> passkeys.open(house.anonymous, answer(other, phished)));
        phone.origin = "https://" + SITE;
        String late = phone.signIn(other.options().text());
        assertRefused(PasskeyRefusal.CEREMONY_GONE, () -> passkeys.open(house.anonymous, answer(other, late)));
    }

    @Test
    void A6_of_parallel_sign_ins_with_one_answer_one_opens_a_session() {
        registered(ana, phone, "phone");
        Begun begun = passkeys.startSignIn(house.anonymous);
        PasskeyAnswer answer = answer(begun, phone.signIn(begun.options().text()));

        List<String> outcomes = Race.of(8, number -> {
            try {
                return passkeys.open(house.anonymous, answer).session().method();
            } catch (Refusal refusal) {
                return refusal.code().code();
            }
        });

        assertThat(outcomes).filteredOn("passkey"::equals).hasSize(1);
    }

    @Test
    void A5_of_parallel_wrong_answers_to_one_ceremony_one_is_looked_at() {
        registered(ana, phone, "phone");
        Begun begun = passkeys.startSignIn(house.anonymous);
        phone.origin = "https://evil.example.com";
        PasskeyAnswer wrong = answer(begun, phone.signIn(begun.options().text()));

        List<String> outcomes = Race.of(100, number -> {
            try {
                return passkeys.open(house.anonymous, wrong).session().method();
            } catch (Refusal refusal) {
                return refusal.code().code();
            }
        });

        assertThat(outcomes).filteredOn("sign-in-passkey-failed"::equals).hasSize(1);
        assertThat(attempts()).filteredOn("wrong-passkey"::equals).hasSize(1);
    }

    @Test
    void a_copy_of_a_key_is_found_out_by_its_counter() {
        registered(ana, phone, "phone");
        signIn(phone);
        signIn(phone);

        phone.counter = 1;

        assertRefused(SignInRefusal.PASSKEY_FAILED, () -> signIn(phone));
    }

    @Test
    void an_unknown_passkey_a_wrong_one_and_a_banned_person_hear_the_same() {
        registered(ana, phone, "phone");
        assertRefused(SignInRefusal.PASSKEY_FAILED, () -> signIn(new SoftwareAuthenticator(SITE)));

        house.tenon
                .accounts()
                .update(house.operator, userId(), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertRefused(SignInRefusal.PASSKEY_FAILED, () -> signIn(phone));
        assertThat(attempts()).contains("unknown-passkey", "account-not-active");
    }

    @Test
    void beginnings_are_counted_by_address() {
        assertRefused(
                SignInRefusal.THROTTLED,
                () -> IntStream.range(0, 1_001).forEach(number -> passkeys.startSignIn(house.anonymous)));
    }

    @Test
    void A5_successes_are_not_counted_however_many_come_from_one_address() {
        registered(ana, phone, "phone");

        IntStream.range(0, 1_001).forEach(number -> signIn(phone));

        assertThat(signIn(phone).session().method()).isEqualTo("passkey");
    }

    @Test
    void closed_passkeys_make_none_and_let_nobody_in() {
        registered(ana, phone, "phone");
        Begun begun = passkeys.startSignIn(house.anonymous);
        house.tenon.loginMethods().setEnabled(house.operator, LoginMethod.PASSKEY, false, Expected.any());

        assertRefused(LoginMethodRefusal.DISABLED, () -> passkeys.startRegistration(ana, PASSWORD));
        assertRefused(LoginMethodRefusal.DISABLED, () -> passkeys.startSignIn(house.anonymous));
        String answer = phone.signIn(begun.options().text());
        assertRefused(LoginMethodRefusal.DISABLED, () -> passkeys.open(house.anonymous, answer(begun, answer)));
    }

    @Test
    void an_installation_without_ceremonies_offers_none() {
        Tenon without = house.builder().build();

        assertRefused(PasskeyRefusal.NOT_OFFERED, () -> without.passkeys().startSignIn(house.anonymous));
        assertRefused(PasskeyRefusal.NOT_OFFERED, () -> without.passkeys().startRegistration(ana, PASSWORD));
        assertThat(without.loginMethods().list(house.anonymous))
                .filteredOn(method -> method.name().equals(LoginMethod.PASSKEY))
                .noneMatch(LoginMethod::isUsable);
    }

    // ---- as the second factor

    @Test
    void answers_the_challenge_of_a_sign_in_by_password() {
        registered(ana, phone, "phone");
        anApp();
        Refusal asked = assertRefused(
                SignInRefusal.SECOND_FACTOR_REQUIRED,
                () -> house.tenon.sessions().open(house.anonymous, password()));
        assertThat(asked.members().get("methods")).isEqualTo(List.of("totp", "recovery-code", "passkey"));
        String challenge = String.valueOf(asked.members().get("challenge"));
        Begun begun = passkeys.startSignIn(house.anonymous);

        OpenedSession opened = house.tenon
                .secondFactors()
                .open(
                        house.anonymous,
                        challenge,
                        answer(begun, phone.signIn(begun.options().text())));

        assertThat(opened.session().method()).isEqualTo("email");
        assertThat(opened.session().secondFactor()).isEqualTo("passkey");
    }

    @Test
    void somebody_elses_passkey_answers_no_challenge() {
        SoftwareAuthenticator bens = new SoftwareAuthenticator(SITE);
        registered(house.aPerson("ben@example.org"), bens, "ben's");
        anApp();
        Refusal asked = assertRefused(
                SignInRefusal.SECOND_FACTOR_REQUIRED,
                () -> house.tenon.sessions().open(house.anonymous, password()));
        assertThat(asked.members().get("methods")).isEqualTo(List.of("totp", "recovery-code"));
        String challenge = String.valueOf(asked.members().get("challenge"));
        Begun begun = passkeys.startSignIn(house.anonymous);
        PasskeyAnswer answer = answer(begun, bens.signIn(begun.options().text()));

        assertRefused(
                SignInRefusal.SECOND_FACTOR_WRONG,
                () -> house.tenon.secondFactors().open(house.anonymous, challenge, answer));
    }

    @Test
    void A5_a_ceremony_that_is_over_costs_no_try_at_the_second_factor() {
        registered(ana, phone, "phone");
        anApp();
        Refusal asked = assertRefused(
                SignInRefusal.SECOND_FACTOR_REQUIRED,
                () -> house.tenon.sessions().open(house.anonymous, password()));
        String challenge = String.valueOf(asked.members().get("challenge"));
        Begun used = passkeys.startSignIn(house.anonymous);
        PasskeyAnswer over = answer(used, phone.signIn(used.options().text()));
        passkeys.open(house.anonymous, over);
        for (int tries = 0; tries < 10; tries++) {
            assertRefused(
                    PasskeyRefusal.CEREMONY_GONE,
                    () -> house.tenon.secondFactors().open(house.anonymous, challenge, over));
        }

        Begun begun = passkeys.startSignIn(house.anonymous);
        PasskeyAnswer right = answer(begun, phone.signIn(begun.options().text()));
        assertThat(house.tenon.secondFactors().open(house.anonymous, challenge, right))
                .isNotNull();
        assertThat(house.auditedActions()).contains("passkey.used");
    }

    @Test
    void a_passkey_asks_for_no_second_factor_and_turns_it_off_like_a_code() {
        registered(ana, phone, "phone");
        anApp();

        assertThat(signIn(phone).session().userId()).isEqualTo(ana.userId());

        Begun begun = passkeys.startSignIn(house.anonymous);
        PasskeyAnswer answer = answer(begun, phone.signIn(begun.options().text()));
        assertRefused(
                SecondFactorRefusal.WRONG,
                () -> house.tenon.secondFactors().disable(ana, PASSWORD, new AppCode("000000")));
        house.tenon.secondFactors().disable(ana, PASSWORD, answer);
        assertThat(house.tenon.secondFactors().status(ana).isEnabled()).isFalse();
    }

    // ---- looking after them

    @Test
    void calls_one_otherwise_unless_somebody_did_meanwhile() {
        Passkey made = registered(ana, phone, "phone");

        Passkey renamed = passkeys.rename(ana, made.id(), "old phone", Expected.revision(1));

        assertThat(renamed.revision()).isEqualTo(2);
        assertThat(passkeys.get(ana, made.id())).isEqualTo(renamed);
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> passkeys.rename(ana, made.id(), "phone", Expected.revision(1)));
        assertThat(passkeys.rename(ana, made.id(), "old phone", Expected.revision(2)))
                .isEqualTo(renamed);
    }

    @Test
    void nobody_elses_is_seen_renamed_or_removed() {
        PasskeyId anas = registered(ana, phone, "phone").id();
        Actor ben = house.aPerson("ben@example.org");

        assertThat(passkeys.list(ben)).isEmpty();
        assertRefused(PasskeyRefusal.NOT_FOUND, () -> passkeys.get(ben, anas));
        assertRefused(PasskeyRefusal.NOT_FOUND, () -> passkeys.rename(ben, anas, "mine", Expected.any()));
        assertRefused(PasskeyRefusal.NOT_FOUND, () -> passkeys.remove(ben, anas, PASSWORD));
        assertRefused(AccountRefusal.NOT_FOUND, () -> passkeys.listOf(ben, userId()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> passkeys.removeOf(ben, userId(), anas));
    }

    @Test
    void an_administrator_takes_a_lost_device_from_somebody() {
        PasskeyId anas = registered(ana, phone, "phone").id();
        Actor admin = house.operator;

        assertThat(passkeys.listOf(admin, userId())).hasSize(1);
        assertRefused(AccountRefusal.NOT_FOUND, () -> passkeys.removeOf(admin, Fixtures.aUserId(), anas));
        passkeys.removeOf(admin, userId(), anas);

        assertThat(passkeys.list(ana)).isEmpty();
        assertThat(house.tenon.sessions().list(ana, PageRequest.first(10)).items())
                .as("the device may be signed in")
                .isEmpty();
        assertRefused(PasskeyRefusal.NOT_FOUND, () -> passkeys.removeOf(admin, userId(), anas));
    }

    @Test
    void the_last_way_in_stays() {
        PasskeyId only = registered(ana, phone, "phone").id();
        withoutPassword();

        assertRefused(PasskeyRefusal.LAST_WAY_IN, () -> passkeys.remove(ana, only, null));

        Begun begun = passkeys.startRegistration(ana, null);
        register(ana, begun, new SoftwareAuthenticator(SITE));
        passkeys.remove(ana, only, null);
    }

    @Test
    void a_passkey_of_another_host_is_no_way_in() {
        Passkey elsewhere = registered(ana, phone, "phone");
        withoutPassword();
        Tenon moved = house.builder()
                .passkeyCeremonies(WebAuthnCeremonies.at(URI.create("https://other.example.org")))
                .build();
        SoftwareAuthenticator here = new SoftwareAuthenticator("other.example.org");
        Begun begun = moved.passkeys().startRegistration(ana, null);
        Passkey made = moved.passkeys()
                .register(ana, answer(begun, here.register(begun.options().text())), "here");

        assertRefused(PasskeyRefusal.LAST_WAY_IN, () -> moved.passkeys().remove(ana, made.id(), null));
        moved.passkeys().remove(ana, elsewhere.id(), null);
    }

    @Test
    void of_two_ways_in_that_go_at_once_one_stays() {
        List<PasskeyId> two = List.of(
                registered(ana, phone, "phone").id(),
                registered(ana, new SoftwareAuthenticator(SITE), "key").id());
        withoutPassword();

        Race.of(2, number -> {
            try {
                passkeys.remove(ana, two.get(number), null);
                return "removed";
            } catch (Refusal refusal) {
                return refusal.code().code();
            }
        });

        assertThat(passkeys.list(ana)).hasSize(1);
    }

    @Test
    void A8_who_takes_an_account_back_finds_no_passkey_of_the_intruder() {
        registered(ana, phone, "phone");
        house.clock.advance(Duration.ofDays(1));
        house.tenon.emailChanges().request(ana, "mallory@example.org", PASSWORD);
        house.tenon.emailChanges().confirm(house.anonymous, house.mailedToken("mallory@example.org"));
        SoftwareAuthenticator mallorys = new SoftwareAuthenticator(SITE);
        house.clock.advance(Duration.ofMinutes(1));
        registered(ana, mallorys, "mallory's");

        house.tenon.emailChanges().undo(house.anonymous, house.mailedToken(ANA));

        assertRefused(SignInRefusal.PASSKEY_FAILED, () -> signIn(mallorys));
        assertThat(signIn(phone).session().userId()).isEqualTo(ana.userId());
    }

    @Test
    void says_no_secret_in_words() {
        Begun begun = passkeys.startSignIn(house.anonymous);

        assertThat(begun.toString()).doesNotContain(begun.ceremony());
        assertThat(answer(begun, "{}").toString()).doesNotContain(begun.ceremony());
    }

    // ----

    private void anApp() {
        String secret = house.tenon.secondFactors().enrol(ana, PASSWORD).secret();
        house.tenon.secondFactors().confirm(ana, AuthenticatorApp.codeAt(secret, house.clock.instant()));
    }

    private Passkey registered(Actor person, SoftwareAuthenticator device, String name) {
        Begun begun = passkeys.startRegistration(person, PASSWORD);
        return passkeys.register(
                person, answer(begun, device.register(begun.options().text())), name);
    }

    private Passkey register(Actor person, Begun begun, SoftwareAuthenticator device) {
        return passkeys.register(
                person, answer(begun, device.register(begun.options().text())), "phone");
    }

    private OpenedSession signIn(SoftwareAuthenticator device) {
        Begun begun = passkeys.startSignIn(house.anonymous);
        return passkeys.open(
                house.anonymous, answer(begun, device.signIn(begun.options().text())));
    }

    private static PasskeyAnswer answer(Begun begun, String credential) {
        return new PasskeyAnswer(begun.ceremony(), JsonText.of(credential));
    }

    private void withoutPassword() {
        house.storage.unitOfWork().run(() -> {
            house.storage.accounts().replacePassword(userId(), AccountStore.NO_PASSWORD, house.clock.instant());
            return userId();
        });
    }

    private static Credentials password() {
        return Fixtures.credentialsOf(ANA);
    }

    private UserId userId() {
        return ana.person().orElseThrow();
    }

    private List<String> attempts() {
        return house
                .tenon
                .loginHistory()
                .all(house.operator, LoginAttemptFilter.all(), PageRequest.first(100))
                .items()
                .stream()
                .map(LoginAttempt::reason)
                .toList();
    }
}
