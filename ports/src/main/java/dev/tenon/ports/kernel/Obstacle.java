package dev.tenon.ports.kernel;

import java.util.Locale;

/** Why something that is final cannot be done yet. A catalogue of them is an enum. */
public interface Obstacle {

    /** The constant's name. */
    String name();

    /** The table whose rows stand in the way for this reason. */
    String table();

    /** What to do about it. */
    String remedy();

    /** The name for programs, e.g. {@code live-subscription}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As a field error: the pointer names the table and the row. */
    default FieldError at(String table, String recordId) {
        return new FieldError("/" + table + "/" + recordId, code(), remedy());
    }
}
