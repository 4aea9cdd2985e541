package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a trial. */
public enum TrialRefusal implements RefusalCode {
    NOT_OFFERED(
            Kind.CONFLICT,
            "That plan cannot be tried for nothing",
            "Subscribe without a trial, or choose another plan."),
    USED(Kind.CONFLICT, "There was a trial already", "Subscribe without one: a trial is given once.");

    private final Meaning meaning;

    TrialRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
