package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about signing in with an account elsewhere. */
public enum SocialLoginRefusal implements RefusalCode {
    NOT_OFFERED(
            Kind.NOT_FOUND,
            "This way of signing in is not offered here",
            "List the login methods to see which are; an operator sets a provider up by its client id and secret."),
    STATE_GONE(
            Kind.GONE,
            "This sign-in is no longer under way",
            "Begin again, and finish within ten minutes in the same browser, with cookies allowed."),
    DENIED(
            Kind.FORBIDDEN,
            "The provider did not let you in",
            "Begin again and agree to what the provider asks, or sign in another way."),
    ANSWER_REFUSED(
            Kind.FORBIDDEN,
            "What the provider answered does not hold",
            "Begin again from our own sign-in page; if it happens again, tell an administrator."),
    PROVIDER_UNAVAILABLE(
            Kind.UNAVAILABLE,
            "The provider does not answer as it should",
            "Wait for the time in Retry-After and begin again, or sign in another way."),
    EMAIL_UNVERIFIED(
            Kind.FORBIDDEN,
            "The provider does not vouch for your e-mail address",
            "Register here, or sign in as you did before, and link the provider in your account."),
    LINKED_ELSEWHERE(
            Kind.CONFLICT,
            "This provider account opens another account here",
            "Sign in with it and unlink it there first, or link another one."),
    TOO_MANY(
            Kind.LIMIT_REACHED, "There are too many links on this account", "Unlink one that you do not use any more."),
    NOT_FOUND(
            Kind.NOT_FOUND, "There is no such link", "List your social logins to find it; it may be removed already."),
    LAST_WAY_IN(
            Kind.CONFLICT,
            "Nothing else opens your account",
            "Set a password first (ask for a reset by mail), or link another provider.");

    private final Meaning meaning;

    SocialLoginRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
