package dev.tenon.ports.plans;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A feature to add.
 *
 * @param key for programs: lower-case letters, digits and single hyphens between them; fixed from then on
 * @param name for people
 */
public record NewFeature(String key, String name, @Nullable String description) {

    public static final int LONGEST_KEY = 100;
    public static final int LONGEST_NAME = 100;
    public static final int LONGEST_DESCRIPTION = 2_000;

    /** What plans limit anyway, without a feature of theirs. */
    public static final Set<String> LIMITS =
            Set.of(Entitlement.MAX_DOCUMENTS, Entitlement.MAX_STORAGE, Entitlement.MAX_SEATS);

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Whether a text has the form of a key. */
    public static boolean isKey(String text) {
        return text.length() <= LONGEST_KEY && KEY.matcher(text).matches();
    }
}
