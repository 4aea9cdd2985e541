package dev.tenon.ports.kernel;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that Tenon may refuse. Implemented by one enum per noun, named {@code <Noun>Refusal}; together they are the
 * catalogue that {@code /problems/{code}} and the documents print.
 */
public interface RefusalCode {

    /** The constant's name. */
    String name();

    /** What it means. */
    Meaning meaning();

    /** What sort of refusal it is. */
    default Kind kind() {
        return meaning().kind();
    }

    /** One short sentence that is the same for every occurrence. */
    default String title() {
        return meaning().title();
    }

    /** What the caller can do about it. */
    default String remedy() {
        return meaning().remedy();
    }

    /** The public name: the noun and the constant in kebab case, e.g. {@code document-not-found}. */
    default String code() {
        String noun = getClass().getSimpleName().replaceAll("Refusal$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "-");
        return (noun + "-" + name().replace('_', '-')).toLowerCase(Locale.ROOT);
    }

    /** The refusal, with the title as its detail. */
    default Refusal refusal() {
        return Refusal.of(this, title());
    }

    /** The refusal, with a detail about this occurrence: a full sentence, without secrets or personal data. */
    default Refusal because(String detail) {
        return Refusal.of(this, detail);
    }

    /** The refusal, with the time after which a retry makes sense. */
    default Refusal retryAfter(Duration wait) {
        return Refusal.of(this, title()).withRetryAfter(wait);
    }
}
