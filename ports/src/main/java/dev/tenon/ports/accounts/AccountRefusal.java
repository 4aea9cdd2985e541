package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an account. */
public enum AccountRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such account", "Check the id; list the accounts to find it."),
    EMAIL_TAKEN(Kind.CONFLICT, "An account with this e-mail address exists", "Sign in to it, or use another address."),
    BEYOND_YOURS(
            Kind.FORBIDDEN,
            "The account may do more than you",
            "Ask somebody who holds every permission that the account holds."),
    LAST_ADMIN(Kind.CONFLICT, "This is the last active administrator", "Make another account an administrator first."),
    ERASURE_BLOCKED(
            Kind.CONFLICT,
            "Something has to be settled before the account can be erased",
            "Settle what is listed, each with what to do; then erase again."),
    STATUS_FINAL(Kind.CONFLICT, "An erased account cannot come back", "Register a new account.");

    private final Meaning meaning;

    AccountRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
