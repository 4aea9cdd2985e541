package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a plan. */
public enum PlanRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such plan", "List the plans to find it.");

    private final Meaning meaning;

    PlanRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
