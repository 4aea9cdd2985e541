package dev.tenon.rest.json;

import java.util.Locale;

/** Enums as words: lower case, as in the database. */
public final class Words {

    private Words() {}

    /** The word for a constant, e.g. {@code past_due}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
