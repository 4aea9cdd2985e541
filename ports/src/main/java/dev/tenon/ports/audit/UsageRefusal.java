package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about the usage log. */
public enum UsageRefusal implements RefusalCode {
    EVENT_KEY_TAKEN(
            Kind.CONFLICT,
            "Something else was recorded under this event key",
            "Give each event a key of its own, for example a UUID; send the same event again as it was.");

    private final Meaning meaning;

    UsageRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
