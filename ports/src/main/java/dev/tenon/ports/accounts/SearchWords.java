package dev.tenon.ports.accounts;

import java.util.Arrays;
import java.util.List;

/**
 * What to look for in addresses and names: every word has to be in one of them, in any case and in any order. A word with
 * three letters or digits in a row is found anywhere; a shorter one where an address or a name begins, for within one it
 * would be found nearly everywhere. Words without a letter or a digit are left out.
 */
public record SearchWords(List<Word> words) {

    /** More words than these are not looked for. */
    public static final int MOST = 8;

    private static final int ANYWHERE = 3;

    /**
     * One word, as typed.
     *
     * @param anywhere whether it may stand within an address or a name, and not only at its beginning
     */
    public record Word(String text, boolean anywhere) {}

    public SearchWords {
        words = List.copyOf(words);
    }

    /** The words of a text, which spaces part. */
    public static SearchWords of(String text) {
        return new SearchWords(Arrays.stream(text.strip().split("\\s+", MOST + 1))
                .limit(MOST)
                .filter(word -> longestRun(word) > 0)
                .map(word -> new Word(word, longestRun(word) >= ANYWHERE))
                .toList());
    }

    /** Whether there is nothing to look for, so that nobody is found. */
    public boolean isEmpty() {
        return words.isEmpty();
    }

    private static int longestRun(String word) {
        int longest = 0;
        int run = 0;
        for (int codePoint : word.codePoints().toArray()) {
            run = Character.isLetterOrDigit(codePoint) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
