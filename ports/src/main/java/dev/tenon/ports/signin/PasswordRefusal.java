package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about hashing passwords. */
public enum PasswordRefusal implements RefusalCode {
    WRONG(Kind.FORBIDDEN, "The present password is wrong", "Type it again, or ask for a link that resets it."),
    NONE(
            Kind.CONFLICT,
            "The account has no password yet",
            "Ask for a link that resets it: that is how the first one is set."),
    HASHING_BUSY(Kind.UNAVAILABLE, "Too many sign-ins at once", "Wait for the time in Retry-After, and try again.");

    private final Meaning meaning;

    PasswordRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
