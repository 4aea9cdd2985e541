package dev.tenon.crypto;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.spi.PasswordStrength;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Estimates with zxcvbn how many guesses a password takes, and refuses what takes fewer than 10<sup>8</sup>: its score of 3
 * and 4 passes, which holds against guessing online, and against a stolen database for a while. Known to everybody are
 * zxcvbn's lists: 30,000 passwords that many people choose, frequent English words, names, titles.
 *
 * <p>Two rules are about the whole password: it is none of the 30,000, and without the words about the account at least
 * eight letters or digits are left. The estimate, which takes longer with every character, looks at the first 64 code
 * points, and if those are weak at the last 64.
 *
 * <p>It runs in the caller's thread, as many at once as there are cores; beyond a short queue
 * {@link PasswordRefusal#HASHING_BUSY} is refused. The lists are read at the first use, which takes some 10 MiB.
 */
public final class GuessedStrength implements PasswordStrength {

    static final double FEWEST_GUESSES = 1e8;
    static final int LONGEST_JUDGED = 64;
    private static final int FEWEST_LEFT = 8;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final HashingQueue queue = new HashingQueue(HashingLimits.ofThisMachine());

    /** For the service loader, too. */
    public GuessedStrength() {}

    /** Reads the lists, which takes some hundred milliseconds, so that the first who chooses a password need not wait. */
    public void warmUp() {
        estimate("to be read", List.of());
    }

    /**
     * {@inheritDoc}
     *
     * @throws Refusal {@link PasswordRefusal#HASHING_BUSY}
     */
    @Override
    public Verdict judge(String password, List<String> contextWords) {
        String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
        if (CommonPasswords.has(normal)) {
            return Verdict.weak(Weakness.COMMON, Advice.COMMON);
        }
        if (isMadeOf(normal, contextWords)) {
            return Verdict.weak(Weakness.CONTEXTUAL, Advice.CONTEXTUAL);
        }
        return queue.run(() -> judgeEnds(normal, contextWords));
    }

    private static Verdict judgeEnds(String password, List<String> contextWords) {
        int length = password.codePointCount(0, password.length());
        int judged = Math.min(length, LONGEST_JUDGED);
        Verdict start = estimate(password.substring(0, password.offsetByCodePoints(0, judged)), contextWords);
        if (start.isAcceptable() || length == judged) {
            return start;
        }
        int lastStart = password.offsetByCodePoints(0, length - judged);
        return estimate(password.substring(lastStart), contextWords).isAcceptable() ? Verdict.acceptable() : start;
    }

    private static Verdict estimate(String part, List<String> contextWords) {
        Zxcvbn zxcvbn = CommonPasswords.ZXCVBN;
        String calm = Substitutes.fewIn(part);
        Strength strength = zxcvbn.measure(calm, contextWords);
        if (strength.getGuesses() >= FEWEST_GUESSES) {
            return Verdict.acceptable();
        }
        return zxcvbn.measure(calm).getGuesses() >= FEWEST_GUESSES
                ? Verdict.weak(Weakness.CONTEXTUAL, Advice.CONTEXTUAL)
                : Advice.about(strength.getSequence());
    }

    /** Whether hardly anything is left without the words that others know; the longest are taken out first. */
    private static boolean isMadeOf(String password, List<String> contextWords) {
        String left = password.toLowerCase(Locale.ROOT);
        boolean found = false;
        List<String> longestFirst = contextWords.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String word : longestFirst) {
            found |= left.contains(word);
            left = left.replace(word, " ");
        }
        String rest = BETWEEN_WORDS.matcher(left).replaceAll("");
        return found && rest.codePointCount(0, rest.length()) < FEWEST_LEFT;
    }
}
