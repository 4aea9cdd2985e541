package dev.tenon.core.signin;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static dev.tenon.testkit.ScriptedProviders.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.Authenticated;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.SocialLogins;
import dev.tenon.ports.signin.SocialLogins.Begun;
import dev.tenon.ports.signin.SocialLogins.Finished;
import dev.tenon.ports.signin.SocialLogins.Returned;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import dev.tenon.testkit.ScriptedProviders;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What tests about accounts elsewhere begin with: two providers, and people who come from them. */
abstract class SocialHouse {

    static final String ANA = "ana@example.org";
    static final Pattern STATE = Pattern.compile("state=(tnp_\\w+)");
    final TenonInMemory house = new TenonInMemory(new ScriptedProviders("google", "acme"));
    final SocialLogins social = house.tenon.socialLogins();

    static Refusal refusalOf(Runnable attempt) {
        return catchThrowableOfType(Refusal.class, attempt::run);
    }

    Account unverified(String email) {
        return house.tenon
                .accounts()
                .register(house.operator, new Registration(email, PASSWORD, null, null, null, false, Set.of()));
    }

    Authenticated signIn(String method, String subject, String email, boolean verified) {
        Finished.SignedIn signedIn = (Finished.SignedIn) come(method, identity(method, subject, email, verified));
        OpenedSession opened = signedIn.session();
        return house.authenticate(opened);
    }

    Finished come(String method, SocialIdentity identity) {
        return come(method, identity, null);
    }

    Finished come(String method, SocialIdentity identity, @Nullable String redirectTo) {
        Begun begun = social.start(house.anonymous, method, redirectTo);
        vouch("code", identity);
        return finish(method, state(begun), begun.binding(), "code");
    }

    SocialLogin link(Actor person, String method, String subject) {
        return linked(social.startLink(person, method, null, PASSWORD), method, subject);
    }

    SocialLogin linkWithoutPassword(Actor person, String method, String subject) {
        return linked(social.startLink(person, method, null, null), method, subject);
    }

    SocialLogin linked(Begun begun, String method, String subject) {
        vouch("code", identity(method, subject, "elsewhere@example.org", true));
        Finished finished = finish(method, state(begun), begun.binding(), "code");
        return ((Finished.Linked) finished).login();
    }

    void vouch(String code, SocialIdentity identity) {
        house.providers.vouch(code, identity);
    }

    Finished finish(String method, String state, String binding, String code) {
        return social.finish(house.anonymous, method, new Returned(state, binding, code, null, null));
    }

    static String state(Begun begun) {
        Matcher matcher = STATE.matcher(begun.authorizationUrl().toString());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
