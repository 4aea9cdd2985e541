package dev.tenon.ports.limits;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse because it is asked too often. */
public enum RateLimitRefusal implements RefusalCode {
    EXCEEDED(
            Kind.TOO_MANY,
            "Too many requests",
            "Wait for the time in Retry-After, and spread requests over the minute; a plan with more API requests raises a key's limit.");

    private final Meaning meaning;

    RateLimitRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
