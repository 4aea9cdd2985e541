package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse at sign-in. */
public enum SignInRefusal implements RefusalCode {
    FAILED(
            Kind.UNAUTHENTICATED,
            "E-mail address or password is wrong",
            "Check both and try again, or reset the password."),
    PASSKEY_FAILED(
            Kind.UNAUTHENTICATED,
            "This passkey opens no account here",
            "Try another passkey, or sign in another way and look after your passkeys there."),
    EMAIL_UNVERIFIED(
            Kind.FORBIDDEN,
            "The e-mail address is not verified yet",
            "Open the link in the mail that was sent at registration, or ask for a new one."),
    SECOND_FACTOR_REQUIRED(
            Kind.UNAUTHENTICATED,
            "A second factor is needed",
            "Send the challenge of this answer with a code of the authenticator app, a recovery code or a passkey."),
    SECOND_FACTOR_WRONG(
            Kind.UNAUTHENTICATED,
            "The code is wrong, or was used before",
            "Wait for the app's next code, or use a recovery code."),
    CHALLENGE_GONE(
            Kind.GONE, "This sign-in was ended, or took longer than five minutes", "Sign in again from the beginning."),
    TOO_LONG_AGO(Kind.FORBIDDEN, "You signed in too long ago for this", "Sign in again, and ask within ten minutes."),
    THROTTLED(Kind.TOO_MANY, "Too many attempts", "Wait for the time in Retry-After, then try again.");

    private final Meaning meaning;

    SignInRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
