package dev.tenon.testkit;

import dev.tenon.ports.accounts.SearchWords;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for words in texts. */
final class Search {

    private Search() {}

    /** Whether every word is in one of the texts; no words are in none. */
    static boolean finds(SearchWords words, @Nullable String... texts) {
        List<String> lowerCase = Stream.of(texts)
                .flatMap(Stream::ofNullable)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .toList();
        return !words.isEmpty() && words.words().stream().allMatch(word -> isIn(lowerCase, word));
    }

    private static boolean isIn(List<String> texts, SearchWords.Word word) {
        String wanted = word.text().toLowerCase(Locale.ROOT);
        Predicate<String> holds = word.anywhere() ? text -> text.contains(wanted) : text -> text.startsWith(wanted);
        return texts.stream().anyMatch(holds);
    }
}
