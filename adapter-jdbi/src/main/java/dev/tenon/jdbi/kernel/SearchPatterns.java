package dev.tenon.jdbi.kernel;

import dev.tenon.ports.accounts.SearchWords;
import dev.tenon.ports.accounts.SearchWords.Word;
import java.util.List;

/** Words to look for, as patterns for a text in which each thing to search begins a line. */
public final class SearchPatterns {

    /** What is done with each condition. */
    @FunctionalInterface
    public interface Use {

        /**
         * One condition.
         *
         * @param name of the value that the condition names
         * @param pattern the value
         */
        void add(String condition, String name, String pattern);
    }

    private final List<Word> words;

    private SearchPatterns(List<Word> words) {
        this.words = words;
    }

    public static SearchPatterns of(SearchWords words) {
        return new SearchPatterns(words.words());
    }

    /** Hands over a condition for each word; the text is an expression in lower case. */
    public void each(String text, Use use) {
        for (int index = 0; index < words.size(); index++) {
            Word word = words.get(index);
            String name = "word" + index;
            use.add(text + " LIKE lower(:" + name + ")", name, (word.anywhere() ? "%" : "%\n") + escaped(word) + "%");
        }
    }

    private static String escaped(Word word) {
        return word.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
