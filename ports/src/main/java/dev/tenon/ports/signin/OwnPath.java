package dev.tenon.ports.signin;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path of this installation where a browser goes on after signing in: no other host, no scheme, nothing that a browser
 * would mend into one.
 *
 * @param value as {@code /welcome}, at most 1,024 characters
 */
public record OwnPath(String value) {

    private static final Pattern FORM = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]{0,1023}");

    public OwnPath {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a path of this installation");
        }
    }

    /** The path that this text is; empty if it is anything else. */
    public static Optional<OwnPath> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new OwnPath(text)) : Optional.empty();
    }
}
