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
            "Ask somebody who holds every permission of the role.");

    private final Meaning meaning;

    RoleRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
