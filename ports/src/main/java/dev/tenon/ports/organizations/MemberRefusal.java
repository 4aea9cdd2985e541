package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a member of an organization. */
public enum MemberRefusal implements RefusalCode {
    NOT_FOUND(
            Kind.NOT_FOUND,
            "The organization has no such member",
            "List the organization's members; whoever is to join is invited first."),
    ALREADY_THERE(
            Kind.CONFLICT,
            "The person belongs to the organization already",
            "Change the member's role if it is wrong."),
    NO_SEAT(
            Kind.LIMIT_REACHED,
            "Every seat of the organization is taken",
            "Remove a member who needs none any more, or choose a plan with more seats."),
    LAST_OWNER(
            Kind.CONFLICT,
            "The organization would be left without an active owner",
            "Make another member an owner first, or delete the organization.");

    private final Meaning meaning;

    MemberRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
