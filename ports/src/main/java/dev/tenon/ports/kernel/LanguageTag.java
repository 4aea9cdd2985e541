package dev.tenon.ports.kernel;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;

/** The names of languages: BCP 47 (RFC 5646), e.g. {@code de} or {@code de-AT}. */
public final class LanguageTag {

    /** The longest that is read; what is registered is far shorter. */
    public static final int LONGEST = 35;

    private LanguageTag() {}

    /** The language of this name; empty for what is no well-formed tag, and for one that names no language. */
    public static Optional<Locale> parse(String tag) {
        if (tag.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Locale.Builder().setLanguageTag(tag).build())
                    .filter(locale -> !locale.getLanguage().isEmpty());
        } catch (IllformedLocaleException illFormed) {
            return Optional.empty();
        }
    }
}
