package dev.tenon.testkit;

import dev.tenon.ports.signin.spi.PasswordStrength;
import java.util.List;
import java.util.Locale;

/** For tests: knows one common password, takes words of the context for contextual, and likes everything else. */
public final class ListedStrength implements PasswordStrength {

    /** The one that is common. */
    public static final String COMMON = "password password";

    @Override
    public Verdict judge(String password, List<String> contextWords) {
        String lower = password.toLowerCase(Locale.ROOT);
        if (lower.equals(COMMON)) {
            return Verdict.weak(Weakness.COMMON, "Many people have this password; choose another one.");
        }
        boolean contextual = contextWords.stream().anyMatch(word -> lower.startsWith(word.toLowerCase(Locale.ROOT)));
        return contextual
                ? Verdict.weak(Weakness.CONTEXTUAL, "Leave out what others know of you.")
                : Verdict.acceptable();
    }
}
