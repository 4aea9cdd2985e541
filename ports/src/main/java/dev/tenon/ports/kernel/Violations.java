package dev.tenon.ports.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects every {@link FieldError} of a request, so that a caller hears of all of them at once. */
public final class Violations {

    private final List<FieldError> errors = new ArrayList<>();

    /** Adds an error unless the condition holds. */
    public Violations require(boolean condition, String pointer, String code, String detail) {
        if (!condition) {
            errors.add(new FieldError(pointer, code, detail));
        }
        return this;
    }

    /** Adds the errors that another check found. */
    public Violations addAll(List<FieldError> found) {
        errors.addAll(found);
        return this;
    }

    /** Checks an optional free text of one line: not blank, no control characters, at most {@code max} characters. */
    public Violations line(@Nullable String text, String pointer, int max) {
        if (text == null) {
            return this;
        }
        require(!text.isBlank(), pointer, "blank", "Leave it out or give it a value; it is blank.");
        require(text.length() <= max, pointer, "too-long", "Use at most " + max + " characters.");
        require(
                text.codePoints().noneMatch(Violations::isForbidden),
                pointer,
                "control-character",
                "Remove line breaks, control characters and broken surrogates.");
        return this;
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Refuses with {@link RequestRefusal#INVALID} if anything was found. */
    public void refuseIfAny() {
        if (!errors.isEmpty()) {
            throw RequestRefusal.INVALID.because(errors.get(0).detail()).withErrors(errors);
        }
    }

    private static boolean isForbidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
