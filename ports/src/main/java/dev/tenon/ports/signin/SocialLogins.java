package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SocialLoginId;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signing in with an account elsewhere, and linking such accounts to the own one. */
public interface SocialLogins {

    /**
     * A sign-in that was begun and is to go on at the provider.
     *
     * @param authorizationUrl where the browser goes next
     * @param binding a secret that stays in the browser, as a cookie: only the browser that has it can finish
     */
    record Begun(URI authorizationUrl, String binding) {}

    /**
     * What the provider sent back by way of the browser (RFC 6749 section 4.1.2, RFC 9207).
     *
     * @param binding the secret of {@link Begun}, as the browser kept it
     * @param code to be exchanged; {@code null} with an error
     * @param issuer who says to have sent it; {@code null} if the provider does not tell
     * @param error the provider's word for what went wrong, as {@code access_denied}
     */
    record Returned(
            @Nullable String state,
            @Nullable String binding,
            @Nullable String code,
            @Nullable String issuer,
            @Nullable String error) {}

    /** How it ended. */
    sealed interface Finished {

        /** The path that the browser wanted to go to; {@code null} if it said none. */
        @Nullable
        String redirectTo();

        /** Somebody is signed in. */
        record SignedIn(OpenedSession session, @Nullable String redirectTo) implements Finished {}

        /** The account elsewhere now opens the account that asked for it. */
        record Linked(SocialLogin login, @Nullable String redirectTo) implements Finished {}
    }

    /**
     * Begins a sign-in. Anyone may. It works for ten minutes, once, in the browser that began it.
     *
     * @param redirectTo a path of this installation, as {@code /welcome}; {@code null} for none
     * @throws Refusal {@link SocialLoginRefusal#NOT_OFFERED}; {@link LoginMethodRefusal#DISABLED};
     *     {@link SocialLoginRefusal#PROVIDER_UNAVAILABLE}; {@link SignInRefusal#THROTTLED}; {@link RequestRefusal#INVALID}
     *     for an address outside
     */
    Begun start(Actor actor, String method, @Nullable String redirectTo);

    /**
     * Begins to link an account elsewhere to the caller's own. The person alone may, after the password or a sign-in within
     * ten minutes.
     *
     * @param password the caller's own; {@code null} if there is none
     * @throws Refusal as {@link #start}; {@link PasswordRefusal#WRONG}; {@link SignInRefusal#TOO_LONG_AGO}
     */
    Begun startLink(Actor actor, String method, @Nullable String redirectTo, @Nullable String password);

    /**
     * Finishes what was begun: exchanges the code, checks who vouches for whom, and lets in or links.
     *
     * <p>Whoever's issuer and subject are known enters that account. Otherwise the address decides, and only if the provider
     * vouches for it: an account that verified the same address is linked; one that did not loses its password, its
     * sessions, its links and its pending changes first, since nobody knows who made it; without any, one is registered.
     *
     * <p>Recorded as {@code session.opened}, {@code social-login.linked}, {@code account.registered},
     * {@code account.taken-over}, and in the login history. The person is told of a link by mail.
     *
     * @throws Refusal {@link SocialLoginRefusal#STATE_GONE} for a state that is unknown, used, too old, or of another
     *     browser; {@link SocialLoginRefusal#DENIED} if the provider says no; {@link SocialLoginRefusal#ANSWER_REFUSED} if
     *     what it says does not hold; {@link SocialLoginRefusal#PROVIDER_UNAVAILABLE};
     *     {@link SocialLoginRefusal#EMAIL_UNVERIFIED} if nothing is known but an address that nobody vouches for;
     *     {@link SocialLoginRefusal#LINKED_ELSEWHERE}; {@link SignInRefusal#SECOND_FACTOR_REQUIRED} if the account has a
     *     second factor, with the challenge that {@link SecondFactors#open} takes and {@code redirectTo} if there is one: a
     *     link by the address is made when that is passed, and not before; {@link SignInRefusal#FAILED} for an account that is not active
     */
    Finished finish(Actor actor, String method, Returned returned);

    /** The caller's links, in the order of their making. Any person may. */
    List<SocialLogin> list(Actor actor);

    /**
     * Removes one of the caller's links. The person alone may, after the password or a sign-in within ten minutes. The person
     * is told by mail.
     *
     * <p>Recorded as {@code social-login.unlinked}.
     *
     * @param password the caller's own; {@code null} if there is none
     * @throws Refusal {@link SocialLoginRefusal#NOT_FOUND}; {@link SocialLoginRefusal#LAST_WAY_IN} if nothing else opens the
     *     account: neither a password nor another link, each by a login method that is enabled;
     *     {@link PasswordRefusal#WRONG}; {@link SignInRefusal#TOO_LONG_AGO}; {@link SignInRefusal#THROTTLED}
     */
    void unlink(Actor actor, SocialLoginId id, @Nullable String password);
}
