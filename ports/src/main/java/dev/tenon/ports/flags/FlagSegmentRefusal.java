package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a segment of feature flags. */
public enum FlagSegmentRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such segment", "List the segments to find it; names tell A from a."),
    NAME_TAKEN(
            Kind.CONFLICT,
            "There is a segment of this name already",
            "Change the one there is, or choose another name."),
    IN_USE(Kind.CONFLICT, "Flags name the segment", "Take it from their strategies first."),
    TOO_MANY(Kind.LIMIT_REACHED, "There are as many segments as there can be", "Delete one that no flag names.");

    private final Meaning meaning;

    FlagSegmentRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
