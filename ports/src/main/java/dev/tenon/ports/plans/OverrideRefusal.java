package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an exception to what a plan grants. */
public enum OverrideRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such exception", "List the exceptions to find it.");

    private final Meaning meaning;

    OverrideRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
