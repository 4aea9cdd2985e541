package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an organization. */
public enum OrganizationRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such organization", "List your organizations to find it."),
    SLUG_TAKEN(
            Kind.CONFLICT,
            "Another organization has this slug",
            "Choose another slug, or leave it out to have one made from the name."),
    TOO_MANY(
            Kind.LIMIT_REACHED,
            "You are the main owner of as many organizations as one person can be",
            "Hand one over to another member, or delete one that nobody needs."),
    DELETION_BLOCKED(
            Kind.CONFLICT,
            "The organization cannot be deleted yet",
            "Settle what is listed, each with what to do; then delete it again.");

    private final Meaning meaning;

    OrganizationRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
