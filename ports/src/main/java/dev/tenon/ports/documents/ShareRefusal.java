package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about sharing a document. */
public enum ShareRefusal implements RefusalCode {
    NOT_FOUND(
            Kind.NOT_FOUND,
            "The document is not shared so",
            "List its shares to find one; it may have been taken back."),
    BEYOND_OWN(
            Kind.FORBIDDEN,
            "You cannot share more than you have",
            "Share it for reading, or until your own right ends; or ask the owner to share it."),
    WITH_OWNER(Kind.CONFLICT, "The document is theirs already", "Nothing has to be shared with who owns it."),
    ALREADY_SHARED(
            Kind.CONFLICT, "Somebody else has shared it with them", "Who shared it, or the owner, may change that."),
    TOO_MANY(
            Kind.LIMIT_REACHED,
            "The document is shared with as many as can be",
            "Share it with an organization, or take shares back that nobody needs."),
    NOT_IN_PLAN(
            Kind.LIMIT_REACHED,
            "The plan of whose document it is has no sharing",
            "Choose a plan with the feature document-sharing; what is shared already stays so.");

    private final Meaning meaning;

    ShareRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
