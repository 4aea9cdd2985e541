package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an organization. */
public enum OrganizationRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such organization", "List your organizations to find it.");

    private final Meaning meaning;

    OrganizationRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
