package dev.tenon.ports.notifications;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about mails. */
public enum EmailRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such mail", "List the mails; old ones are forgotten after a while."),
    NOT_FAILED(
            Kind.CONFLICT,
            "The mail has not failed",
            "It was sent, or it is on its way; only what failed is tried again."),
    EXPIRED(
            Kind.GONE,
            "It is too late for the mail",
            "What it says is over, or its link works no more. For a link, have the person ask for a new one; that sends a new mail.");

    private final Meaning meaning;

    EmailRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
