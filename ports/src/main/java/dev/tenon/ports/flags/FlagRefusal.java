package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a feature flag. */
public enum FlagRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such feature flag", "List the flags to find it; names tell A from a."),
    NAME_TAKEN(
            Kind.CONFLICT, "There is a flag of this name already", "Change the one there is, or choose another name."),
    IN_USE(Kind.CONFLICT, "Other flags depend on this one", "Take it from the dependencies of the others first."),
    SEGMENT_UNKNOWN(Kind.INVALID, "A strategy names a segment that there is not", "Make the segment first."),
    DEPENDENCY_UNFIT(
            Kind.INVALID,
            "The flag cannot depend on this one",
            "Depend on a flag that is there, is another one, and depends on none itself."),
    TOO_MANY(Kind.LIMIT_REACHED, "There are as many flags as there can be", "Delete one that is done with.");

    private final Meaning meaning;

    FlagRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
