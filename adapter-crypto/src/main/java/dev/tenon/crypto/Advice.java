package dev.tenon.crypto;

import com.nulabinc.zxcvbn.Pattern;
import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.Match;
import dev.tenon.ports.signin.spi.PasswordStrength.Verdict;
import dev.tenon.ports.signin.spi.PasswordStrength.Weakness;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Says what makes a password easy to guess, and what to do about it, without saying anything of the password. */
final class Advice {

    static final String COMMON =
            "Many people have chosen this password, so it is tried first. Take some words that have nothing to do with each other.";
    static final String CONTEXTUAL =
            "The password is made of what others know: the address, the name or the product. Take some words that have nothing to do with you.";

    private static final String COMMON_PARTS =
            "The password is made of passwords that many people have. Take some words that have nothing to do with each other.";
    private static final String WORDS =
            "The password is made of a few frequent words or names. Add words that do not belong together.";
    private static final String KEYS = "The password follows keys that lie side by side. Take some words instead.";
    private static final String REPEATED =
            "The password repeats the same characters; that makes it longer, and hardly harder. Add other words instead.";
    private static final String SEQUENCE = "The password counts up or down, like abc or 123. Take some words instead.";
    private static final String DATE =
            "The password is little more than a date, and there are few of them. Add some words to it.";
    private static final String FEW =
            "The password can be guessed in few tries. Add some words that have nothing to do with each other.";

    private Advice() {}

    /** The verdict on a weak password, by what takes up most of it. */
    static Verdict about(List<Match> sequence) {
        return sequence.stream()
                .filter(match -> match.pattern != Pattern.Bruteforce)
                .max(Comparator.comparingInt(Match::tokenLength))
                .map(Advice::about)
                .orElseGet(() -> Verdict.weak(Weakness.GUESSABLE, FEW));
    }

    private static Verdict about(Match match) {
        return switch (match.pattern) {
            case Dictionary -> words(match);
            case Repeat -> repeated(match);
            case Spatial -> Verdict.weak(Weakness.GUESSABLE, KEYS);
            case Sequence -> Verdict.weak(Weakness.GUESSABLE, isOneCharacter(match) ? REPEATED : SEQUENCE);
            case Date, Regex -> Verdict.weak(Weakness.GUESSABLE, DATE);
            case Bruteforce -> Verdict.weak(Weakness.GUESSABLE, FEW);
        };
    }

    private static Verdict words(Match match) {
        return String.valueOf(match.dictionaryName).equals(StandardDictionaries.PASSWORDS)
                ? Verdict.weak(Weakness.COMMON, COMMON_PARTS)
                : Verdict.weak(Weakness.GUESSABLE, WORDS);
    }

    /** A common password stays common when it is written twice; a single character is just repeated. */
    private static Verdict repeated(Match match) {
        boolean common = match.baseToken.length() > 1
                && CommonPasswords.has(match.baseToken.toString().toLowerCase(Locale.ROOT));
        return common ? Verdict.weak(Weakness.COMMON, COMMON_PARTS) : Verdict.weak(Weakness.GUESSABLE, REPEATED);
    }

    private static boolean isOneCharacter(Match match) {
        return match.token.chars().distinct().count() == 1;
    }
}
