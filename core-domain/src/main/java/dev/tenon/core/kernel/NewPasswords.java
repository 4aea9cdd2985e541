package dev.tenon.core.kernel;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.spi.PasswordStrength;
import dev.tenon.ports.signin.spi.PasswordStrength.Verdict;
import dev.tenon.ports.signin.spi.PasswordStrength.Weakness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What every new password has to pass, wherever it is set. */
public final class NewPasswords {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int SHORTEST_WORD = 3;
    private static final int MOST_WORDS = 40;
    private static final int LONGEST_WORD = 64;

    private final PasswordPolicy policy;
    private final PasswordStrength strength;

    public NewPasswords(PasswordPolicy policy, PasswordStrength strength) {
        this.policy = policy;
        this.strength = strength;
    }

    /**
     * What is wrong with a new password; empty if nothing is.
     *
     * @param about what others know of the person as it was typed: address, names
     */
    public List<FieldError> check(String password, String pointer, Collection<String> about) {
        List<FieldError> errors = policy.check(password, pointer);
        if (!errors.isEmpty() || !policy.strengthChecked()) {
            return errors;
        }
        Verdict verdict = strength.judge(password, words(about));
        Weakness weakness = verdict.weakness();
        return weakness == null ? List.of() : List.of(new FieldError(pointer, weakness.code(), verdict.advice()));
    }

    /** The texts and the words in them; top-level domains and other crumbs are too short to count. */
    private List<String> words(Collection<String> about) {
        Set<String> words = new LinkedHashSet<>(policy.contextWords());
        for (String text : about) {
            String lower = text.toLowerCase(Locale.ROOT);
            words.add(lower);
            words.addAll(List.of(BETWEEN_WORDS.split(lower)));
        }
        List<String> counting = new ArrayList<>(words);
        counting.removeIf(word -> word.length() < SHORTEST_WORD || word.length() > LONGEST_WORD);
        return counting.subList(0, Math.min(counting.size(), MOST_WORDS));
    }
}
