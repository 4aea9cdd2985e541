package dev.tenon.ports.imports;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an import. */
public enum ImportRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such import", "Check the id that the import printed."),
    RUNNING(
            Kind.CONFLICT,
            "This file is being imported elsewhere",
            "Wait for the other import, or run it again if it stopped."),
    UNREADABLE(Kind.INVALID, "The file cannot be read", "Mend the file where the detail says, and run it again.");

    private final Meaning meaning;

    ImportRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
