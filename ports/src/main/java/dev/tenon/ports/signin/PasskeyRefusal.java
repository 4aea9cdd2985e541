package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about passkeys. */
public enum PasskeyRefusal implements RefusalCode {
    NOT_OFFERED(
            Kind.NOT_FOUND,
            "Passkeys are not offered here",
            "Sign in another way; an operator offers them by a base URL that names a host, since they belong to one."),
    CEREMONY_GONE(
            Kind.GONE, "This was ended, or took longer than five minutes", "Begin again, and finish on the same page."),
    ANSWER_REFUSED(
            Kind.FORBIDDEN,
            "The device's answer does not hold",
            "Begin again on our own page, and unlock the device when it asks."),
    KNOWN_ALREADY(Kind.CONFLICT, "This passkey is known already", "Use the one that is there, or another device."),
    TOO_MANY(
            Kind.LIMIT_REACHED,
            "There are too many passkeys on this account",
            "Remove one that you do not use any more."),
    NOT_FOUND(Kind.NOT_FOUND, "There is no such passkey", "List your passkeys to find it; it may be removed already."),
    LAST_WAY_IN(
            Kind.CONFLICT,
            "Nothing else opens your account",
            "Set a password first (ask for a reset by mail), or add another passkey.");

    private final Meaning meaning;

    PasskeyRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
