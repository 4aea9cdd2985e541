package dev.tenon.ports.notifications;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose mail it is, as its reader sees it.
 *
 * @param name shown at the head of the mail
 * @param colour of the head and the button, e.g. {@code #0a58ca}; {@code null} for the template's own
 */
public record EmailBrand(String name, @Nullable String colour) {

    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");

    public EmailBrand {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A brand has a name");
        }
        if (colour != null && !COLOUR.matcher(colour).matches()) {
            throw new IllegalArgumentException("A colour is # and six hexadecimal digits");
        }
    }
}
