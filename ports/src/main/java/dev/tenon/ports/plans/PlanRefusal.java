package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a plan. */
public enum PlanRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such plan", "List the plans to find it."),
    NAME_TAKEN(
            Kind.CONFLICT,
            "There is a plan of this name on offer already",
            "Change the one there is, archive it first, or choose another name."),
    STAYS_FREE(
            Kind.CONFLICT,
            "The plan Free stays what it is",
            "Every account starts with it: its limits and features can be changed, but not its name, price and interval, and it is never archived."),
    TOO_MANY(
            Kind.LIMIT_REACHED,
            "There are as many plans on offer as there can be",
            "Archive one that nobody should buy.");

    private final Meaning meaning;

    PlanRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
