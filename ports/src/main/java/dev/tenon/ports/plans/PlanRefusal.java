package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a plan. */
public enum PlanRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such plan", "List the plans to find it.");

    private final Kind kind;
    private final String title;
    private final String remedy;

    PlanRefusal(Kind kind, String title, String remedy) {
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
