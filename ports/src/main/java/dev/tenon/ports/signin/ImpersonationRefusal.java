package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about working in another's name. */
public enum ImpersonationRefusal implements RefusalCode {
    NOT_HERE(
            Kind.FORBIDDEN,
            "Not in another's name",
            "Only the person may do this. End the session in the other's name and sign in as yourself."),
    BEYOND_YOURS(
            Kind.FORBIDDEN,
            "The person may do more than you",
            "Ask somebody who holds every permission that the person holds."),
    NOT_ACTIVE(Kind.CONFLICT, "The account is not active", "Activate it first.");

    private final Meaning meaning;

    ImpersonationRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
