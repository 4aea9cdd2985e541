package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about links to documents. */
public enum ShareLinkRefusal implements RefusalCode {
    NOT_FOUND(
            Kind.NOT_FOUND,
            "The document has no such link",
            "List its links to find one; it may have been taken back."),
    /** One answer for a link that never was, that ended or is used up, and for a wrong password. */
    CLOSED(
            Kind.NOT_FOUND,
            "This link does not open",
            "Check that it is whole, and the password if it has one; it may also have ended. Ask whoever sent it for another."),
    TOO_MANY(
            Kind.LIMIT_REACHED,
            "The document has as many links as can be",
            "End some that nobody needs any more, or share it with people instead."),
    THROTTLED(Kind.TOO_MANY, "Too many passwords were tried", "Wait for the time in Retry-After, then try again.");

    private final Meaning meaning;

    ShareLinkRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
