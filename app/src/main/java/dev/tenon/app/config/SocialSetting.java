package dev.tenon.app.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of one social provider, whose name is a part of its own: {@code social-google-client-id} in the file and as a
 * flag, {@code TENON_SOCIAL_GOOGLE_CLIENT_ID} in the environment.
 *
 * @param method the provider, e.g. {@code google} or {@code my-company}
 */
public record SocialSetting(String method, Part part) implements Comparable<SocialSetting> {

    private static final Pattern KEY =
            Pattern.compile("social-([a-z][a-z0-9-]{0,49})-(client-id|client-secret|issuer)");
    private static final String PREFIX = "TENON_";

    /** What is said of a provider. */
    public enum Part {
        /** The name that the provider gave this installation. */
        CLIENT_ID,
        /** What this installation shows to be it. */
        CLIENT_SECRET,
        /** The issuer's address; not needed for google, github and facebook. */
        ISSUER;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The setting of this key; empty if it is none of these. */
    public static Optional<SocialSetting> ofKey(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Part part = Part.valueOf(matcher.group(2).toUpperCase(Locale.ROOT).replace('-', '_'));
        return Optional.of(new SocialSetting(matcher.group(1), part));
    }

    /** The setting of this variable; empty if it is none of these. */
    static Optional<SocialSetting> ofVariable(String variable) {
        return variable.startsWith(PREFIX)
                ? ofKey(variable.substring(PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'))
                : Optional.empty();
    }

    /** The name in {@code tenon.yaml} and of the flag. */
    public String key() {
        return "social-" + method + "-" + part.word();
    }

    /** Whether the value is never shown. */
    public boolean isSecret() {
        return part == Part.CLIENT_SECRET;
    }

    @Override
    public int compareTo(SocialSetting other) {
        return key().compareTo(other.key());
    }
}
