package dev.tenon.ports.signin;

import dev.tenon.ports.kernel.FieldError;
import java.util.List;

/**
 * What a new password must be: long enough, not easily guessed, and nothing else (NIST SP 800-63B section 3.1.1.2, ASVS
 * 5.0.0 V6.2). No rule about which characters. Lengths are in Unicode code points.
 *
 * @param shortest at least 8; 15 where the password is the only factor
 * @param longest bounds the work of hashing
 * @param strengthChecked whether common and easily guessed passwords are refused, and those made of words about the account
 * @param contextWords words of the installation that count as known to everybody, like the product's name
 */
public record PasswordPolicy(int shortest, int longest, boolean strengthChecked, List<String> contextWords) {

    /** 15 to 1,024 code points, not easily guessed. */
    public static PasswordPolicy standard() {
        return new PasswordPolicy(15, 1024, true, List.of());
    }

    public PasswordPolicy {
        if (shortest < 8 || longest < 64 || longest < shortest) {
            throw new IllegalArgumentException("Take 8 code points at least, and let 64 pass");
        }
        contextWords = List.copyOf(contextWords);
    }

    /** The same policy with another least length. */
    public PasswordPolicy withShortest(int codePoints) {
        return new PasswordPolicy(codePoints, longest, strengthChecked, contextWords);
    }

    /** The same policy with further words that everybody knows. */
    public PasswordPolicy withContextWords(List<String> words) {
        return new PasswordPolicy(shortest, longest, strengthChecked, words);
    }

    /** The same policy for those who answer for it themselves: any password that is long enough. */
    public PasswordPolicy withoutStrengthCheck() {
        return new PasswordPolicy(shortest, longest, false, contextWords);
    }

    /** Whether it asks for less than {@link #standard}. */
    public boolean isWeakerThanStandard() {
        return shortest < standard().shortest || !strengthChecked;
    }

    /** What is wrong with this new password's length and characters; empty if nothing is. */
    public List<FieldError> check(String password, String pointer) {
        int length = password.codePointCount(0, password.length());
        if (length < shortest) {
            return List.of(new FieldError(
                    pointer, "password-too-short", "Use at least " + shortest + " characters; a few words do well."));
        }
        if (length > longest) {
            return List.of(new FieldError(pointer, "password-too-long", "Use at most " + longest + " characters."));
        }
        boolean broken =
                password.codePoints().anyMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
        if (broken) {
            return List.of(new FieldError(
                    pointer, "password-broken", "The password has half a character in it; type it anew."));
        }
        return List.of();
    }

    /** Whether a password that is offered at sign-in can be one at all. */
    public boolean mayBeOne(String password) {
        return !password.isEmpty() && password.codePointCount(0, password.length()) <= longest;
    }
}
