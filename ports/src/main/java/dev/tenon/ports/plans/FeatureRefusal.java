package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a feature. */
public enum FeatureRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such feature", "List the features to find it."),
    KEY_TAKEN(Kind.CONFLICT, "There is a feature of this key already", "Use the one there is, or choose another key."),
    NAME_TAKEN(
            Kind.CONFLICT, "There is a feature of this name already", "Use the one there is, or choose another name."),
    IN_USE(
            Kind.CONFLICT,
            "The feature is in use",
            "Take it from every plan, from every permission that is tied to it and from every exception first."),
    BUILT_IN(Kind.CONFLICT, "Tenon itself asks for the feature", "Take it from the plans instead of deleting it."),
    TOO_MANY(
            Kind.LIMIT_REACHED,
            "There are as many features as there can be",
            "Delete one that no plan grants any more.");

    private final Meaning meaning;

    FeatureRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
