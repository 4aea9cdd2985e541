package dev.tenon.ports.imports;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an import. */
public enum ImportRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such import", "Check the id that the import printed."),
    RUNNING(
            Kind.CONFLICT,
            "This file is being imported elsewhere",
            "Wait for the other import, or run it again if it stopped."),
    UNREADABLE(Kind.INVALID, "The file cannot be read", "Mend the file where the detail says, and run it again.");

    private final Kind kind;
    private final String title;
    private final String remedy;

    ImportRefusal(Kind kind, String title, String remedy) {
        this.kind = kind;
        this.title = title;
        this.remedy = remedy;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String remedy() {
        return remedy;
    }
}
