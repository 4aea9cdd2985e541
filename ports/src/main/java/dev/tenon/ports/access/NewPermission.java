package dev.tenon.ports.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A permission to add to the catalogue.
 *
 * @param name as {@code resource:verb}, e.g. {@code tenders:approve}; what Tenon's own permissions are about is taken
 * @param description one line for people; {@code null} for none
 * @param feature the key of the plan feature without which it does not count; {@code null} if it counts with any plan
 */
public record NewPermission(
        String name, @Nullable String description, @Nullable String feature) {

    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_DESCRIPTION = 500;

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9._-]{0,98}:[a-z][a-z0-9._-]{0,98}");

    /** Whether a text has the form of a permission's name. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && FORM.matcher(text).matches();
    }
}
