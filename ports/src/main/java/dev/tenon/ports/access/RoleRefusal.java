package dev.tenon.ports.access;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a role. */
public enum RoleRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such role", "List the roles to find it."),
    BEYOND_YOURS(
            Kind.FORBIDDEN,
            "The role permits more than you may",
            "Ask somebody who holds every permission of the role."),
    NAME_TAKEN(Kind.CONFLICT, "There is a role of this name already", "Use the one there is, or choose another name."),
    BUILT_IN(
            Kind.CONFLICT,
            "The role comes with Tenon",
            "It can be neither deleted nor renamed, and admin keeps every permission; make a role of your own."),
    STILL_HELD(
            Kind.CONFLICT,
            "People hold the role",
            "Take it from them first, or ask for its deletion although they do."),
    TOO_MANY(Kind.LIMIT_REACHED, "There are as many roles as there can be", "Delete or take one that nobody needs."),
    NOT_FOR_ORGANIZATIONS(
            Kind.INVALID,
            "The permission means nothing inside an organization",
            "Give a role of an organization what counts inside one; the rest belongs to roles of the installation."),
    NOT_A_MEMBER(
            Kind.CONFLICT,
            "The person does not belong to the role's organization",
            "Invite the person first; only members can hold its roles.");

    private final Meaning meaning;

    RoleRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
