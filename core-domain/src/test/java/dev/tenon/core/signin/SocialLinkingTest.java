package dev.tenon.core.signin;

import static dev.tenon.core.Refusals.assertRefused;
import static dev.tenon.testkit.Fixtures.PASSWORD;
import static dev.tenon.testkit.ScriptedProviders.identity;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.signin.SocialLogins.Begun;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Linking accounts elsewhere, and unlinking them. */
class SocialLinkingTest extends SocialHouse {

    @Test
    void links_an_account_elsewhere_after_the_password_and_tells_the_person() {
        Actor ana = house.aPerson(ANA);

        SocialLogin login = link(ana, "google", "g-1");

        assertThat(social.list(ana)).containsExactly(login);
        assertThat(house.lastMailTo(ANA)).startsWith("social-login-linked\nmethod: google\n");
        assertThat(signIn("google", "g-1", "elsewhere@example.org", false)
                        .account()
                        .id())
                .isEqualTo(ana.userId());
    }

    @Test
    void linking_asks_for_the_password_again() {
        Actor ana = house.aPerson(ANA);

        assertRefused(PasswordRefusal.WRONG, () -> social.startLink(ana, "google", null, "wrong password"));
        assertRefused(RequestRefusal.INVALID, () -> social.startLink(ana, "google", null, null));
        assertRefused(
                RequestRefusal.UNAUTHENTICATED, () -> social.startLink(house.anonymous, "google", null, PASSWORD));
    }

    @Test
    void A9_a_link_ends_with_the_session_that_asked_for_it() {
        Actor ana = house.aPerson(ANA);
        Begun begun = social.startLink(ana, "google", null, PASSWORD);
        vouch("code", identity("google", "g-1", ANA, true));
        house.tenon.sessions().end(ana, ana.sessionId());

        assertRefused(SocialLoginRefusal.STATE_GONE, () -> finish("google", state(begun), begun.binding(), "code"));
        assertThat(house.storage.socialLogins().list(ana.userId())).isEmpty();
    }

    @Test
    void an_account_elsewhere_opens_one_account_here() {
        Actor ana = house.aPerson(ANA);
        Actor ben = house.aPerson("ben@example.org");
        SocialLogin login = link(ana, "google", "g-1");

        assertRefused(SocialLoginRefusal.LINKED_ELSEWHERE, () -> link(ben, "google", "g-1"));
        assertThat(link(ana, "google", "g-1")).as("once more changes nothing").isEqualTo(login);
    }

    @Test
    void an_account_has_twenty_links_at_most() {
        Actor ana = house.aPerson(ANA);
        for (int number = 0; number < 20; number++) {
            link(ana, "google", "g-" + number);
        }

        assertRefused(SocialLoginRefusal.TOO_MANY, () -> link(ana, "google", "one more"));
    }

    @Test
    void unlinks_and_tells_the_person_but_never_the_last_way_in() {
        Actor ana = signIn("google", "g-1", ANA, true).actor();
        SocialLogin google = social.list(ana).get(0);
        assertRefused(SocialLoginRefusal.LAST_WAY_IN, () -> social.unlink(ana, google.id(), null));
        SocialLogin acme = linkWithoutPassword(ana, "acme", "a-1");

        social.unlink(ana, google.id(), null);

        assertThat(house.lastMailTo(ANA)).startsWith("social-login-unlinked\nmethod: google\n");
        assertRefused(SocialLoginRefusal.LAST_WAY_IN, () -> social.unlink(ana, acme.id(), null));
        assertRefused(SocialLoginRefusal.NOT_FOUND, () -> social.unlink(ana, google.id(), null));
        assertThat(house.auditedActions()).contains("social-login.unlinked");
    }

    @Test
    void with_a_password_the_only_link_can_go_and_nobody_elses_can() {
        Actor ana = house.aPerson(ANA);
        Actor ben = house.aPerson("ben@example.org");
        SocialLogin login = link(ana, "google", "g-1");

        assertRefused(SocialLoginRefusal.NOT_FOUND, () -> social.unlink(ben, login.id(), PASSWORD));
        social.unlink(ana, login.id(), PASSWORD);

        assertThat(social.list(ana)).isEmpty();
    }

    @Test
    void unlinking_asks_for_the_password_again_or_a_sign_in_of_late() {
        Actor ana = house.aPerson(ANA);
        Actor ben = signIn("acme", "b-1", "ben@example.org", true).actor();
        SocialLogin anas = link(ana, "google", "g-1");
        SocialLogin bens = linkWithoutPassword(ben, "google", "g-2");

        assertRefused(PasswordRefusal.WRONG, () -> social.unlink(ana, anas.id(), "wrong password"));
        assertRefused(RequestRefusal.INVALID, () -> social.unlink(ana, anas.id(), null));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> social.unlink(house.anonymous, anas.id(), PASSWORD));
        house.clock.advance(Duration.ofMinutes(11));
        assertRefused(SignInRefusal.TOO_LONG_AGO, () -> social.unlink(ben, bens.id(), null));

        assertThat(social.list(ana)).containsExactly(anas);
        assertThat(social.list(ben)).contains(bens);
    }

    @Test
    void somebody_in_the_persons_name_unlinks_nothing() {
        Actor ana = house.aPerson(ANA);
        SocialLogin login = link(ana, "google", "g-1");
        Actor admin = house.anAdmin("root@example.org");
        Actor both = house.authenticate(
                        house.tenon.sessions().impersonate(admin, ana.person().orElseThrow(), "Ticket 7"))
                .actor();

        assertRefused(ImpersonationRefusal.NOT_HERE, () -> social.unlink(both, login.id(), PASSWORD));
    }

    @Test
    void what_nobody_can_sign_in_by_at_present_is_no_way_in() {
        Actor ana = house.aPerson(ANA);
        SocialLogin google = link(ana, "google", "g-1");
        SocialLogin acme = link(ana, "acme", "a-1");
        house.tenon.loginMethods().setEnabled(house.operator, "email", false, Expected.any());
        house.tenon.loginMethods().setEnabled(house.operator, "acme", false, Expected.any());

        assertRefused(SocialLoginRefusal.LAST_WAY_IN, () -> social.unlink(ana, google.id(), PASSWORD));
        social.unlink(ana, acme.id(), PASSWORD);

        house.tenon.loginMethods().setEnabled(house.operator, "email", true, Expected.any());
        social.unlink(ana, google.id(), PASSWORD);
        assertThat(social.list(ana)).isEmpty();
    }

    @Test
    void A8_a_link_by_the_address_is_made_when_the_second_factor_was_shown() {
        Actor ana = house.aPerson(ANA);
        RecoveryCodes codes = house.withSecondFactor(ana);
        SocialIdentity identity = identity("google", "g-1", ANA, true);

        Refusal refusal = refusalOf(() -> come("google", identity, "/welcome"));

        assertThat(refusal.code()).isEqualTo(SignInRefusal.SECOND_FACTOR_REQUIRED);
        assertThat(refusal.members()).containsEntry("redirectTo", "/welcome");
        assertThat(social.list(ana)).as("nothing is linked yet").isEmpty();
        String challenge = String.valueOf(refusal.members().get("challenge"));
        assertRefused(
                SignInRefusal.SECOND_FACTOR_WRONG,
                () -> house.tenon.secondFactors().open(house.anonymous, challenge, new AppCode("000000")));
        assertThat(social.list(ana)).isEmpty();

        OpenedSession opened = house.tenon
                .secondFactors()
                .open(house.anonymous, challenge, new RecoveryCode(codes.codes().get(0)));

        assertThat(opened.session().method()).isEqualTo("google");
        assertThat(opened.session().secondFactor()).isEqualTo("recovery-code");
        assertThat(social.list(ana)).singleElement().satisfies(login -> {
            assertThat(login.subject()).isEqualTo("g-1");
            assertThat(login.issuer()).isEqualTo(identity.issuer());
            assertThat(login.email()).isEqualTo(ANA);
        });
        house.runJobs();
        assertThat(house.mails.sent())
                .anyMatch(mail -> mail.text().startsWith("social-login-linked\nmethod: google\n"));
        assertThat(house.auditedActions()).contains("social-login.linked");
    }

    @Test
    void a_link_of_before_is_refreshed_when_the_second_factor_was_shown() {
        Actor ana = house.aPerson(ANA);
        SocialLogin login = link(ana, "google", "g-1");
        RecoveryCodes codes = house.withSecondFactor(ana);

        Refusal refusal = refusalOf(() -> come("google", identity("google", "g-1", "new@example.org", false), null));
        assertThat(refusal.members()).doesNotContainKey("redirectTo");
        house.tenon
                .secondFactors()
                .open(
                        house.anonymous,
                        String.valueOf(refusal.members().get("challenge")),
                        new RecoveryCode(codes.codes().get(0)));

        assertThat(social.list(ana))
                .singleElement()
                .satisfies(after -> assertThat(after.email()).isEqualTo("new@example.org"))
                .satisfies(after -> assertThat(after.id()).isEqualTo(login.id()));
    }

    @Test
    void A8_who_links_the_identity_meanwhile_keeps_it() {
        Actor ana = house.aPerson(ANA);
        RecoveryCodes codes = house.withSecondFactor(ana);
        Refusal refusal = refusalOf(() -> come("google", identity("google", "g-1", ANA, true), null));
        Actor ben = house.aPerson("ben@example.org");
        link(ben, "google", "g-1");

        assertRefused(
                SignInRefusal.CHALLENGE_GONE,
                () -> house.tenon
                        .secondFactors()
                        .open(
                                house.anonymous,
                                String.valueOf(refusal.members().get("challenge")),
                                new RecoveryCode(codes.codes().get(0))));

        assertThat(social.list(ana)).isEmpty();
    }
}
