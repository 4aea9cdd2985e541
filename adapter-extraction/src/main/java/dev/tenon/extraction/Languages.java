package dev.tenon.extraction;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Languages that files say they are in. */
final class Languages {

    private static final Pattern CODE = Pattern.compile("[a-z]{2,3}");

    private Languages() {}

    /** The code of a tag like {@code de-AT}. */
    static Optional<String> code(@Nullable String tag) {
        if (tag == null) {
            return Optional.empty();
        }
        String code = tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }
}
