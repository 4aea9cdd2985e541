package dev.tenon.ports.access;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a permission. */
public enum PermissionRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such permission", "List the permissions to find it."),
    NAME_TAKEN(
            Kind.CONFLICT,
            "There is a permission of this name already",
            "Use the one there is, or choose another name."),
    BUILT_IN(
            Kind.CONFLICT,
            "The permission comes with Tenon",
            "Leave it as it is; take it from the roles that should not have it."),
    BEYOND_YOURS(Kind.FORBIDDEN, "You do not hold the permission yourself", "Ask somebody who holds it."),
    STILL_GRANTED(
            Kind.CONFLICT,
            "Roles grant the permission",
            "Take it from them first, or ask for its deletion although they do."),
    TOO_MANY(Kind.LIMIT_REACHED, "There are as many permissions as there can be", "Delete one that nobody needs.");

    private final Meaning meaning;

    PermissionRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
