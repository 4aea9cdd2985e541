package dev.tenon.jte;

import static java.util.stream.Collectors.joining;

import dev.tenon.ports.notifications.EmailType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The words of one language, by key.
 *
 * <p>A mail of type {@code t} is made of {@code t.subject}, paragraphs {@code t.before.1} and on, {@code t.facts} (names of
 * values that stand in a table), paragraphs {@code t.then.1} and on, {@code t.button}, paragraphs {@code t.after.1} and on. Where a value belongs, its name stands in braces. Nothing
 * else has a meaning.
 */
record Bundle(Locale locale, Map<String, String> words) {

    private static final int MOST_PARAGRAPHS = 9;
    private static final Pattern PARAGRAPH = Pattern.compile(
            "(" + Stream.of(EmailType.values()).map(EmailType::typeName).collect(joining("|"))
                    + ")\\.(before|then|after)\\.[1-9]");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z-]+)}");

    /** The words of mails that come along. */
    static Bundle of(Locale locale) {
        return of("mails", locale);
    }

    /** The words that come along for this. */
    static Bundle of(String what, Locale locale) {
        String file = what + "_" + locale.toLanguageTag() + ".properties";
        Properties words = new Properties();
        try (InputStream bytes = Objects.requireNonNull(Bundle.class.getResourceAsStream(file), file)) {
            words.load(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
        Map<String, String> byKey = new HashMap<>();
        words.stringPropertyNames().forEach(key -> byKey.put(key, words.getProperty(key)));
        return new Bundle(locale, Map.copyOf(byKey));
    }

    /** The same with other words for some keys, in their language; none at all for those that are empty. */
    Bundle with(Locale language, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(words);
        others.forEach((key, text) -> {
            if (!words.containsKey(key) && !PARAGRAPH.matcher(key).matches()) {
                throw new IllegalArgumentException("No mail uses the key " + key);
            }
            if (text.isBlank()) {
                all.remove(key);
            } else {
                all.put(key, text);
            }
        });
        return new Bundle(language, Map.copyOf(all));
    }

    /** The words of this key, as they stand there. */
    String text(String key) {
        String text = words.get(key);
        if (text == null) {
            throw new IllegalStateException("There are no words for " + key + " in " + locale.toLanguageTag());
        }
        return text;
    }

    /** The words of this key, or these if there are none. */
    String textOr(String key, String otherwise) {
        return words.getOrDefault(key, otherwise);
    }

    /** The words of the keys {@code prefix.1} to {@code prefix.9}, of those that there are. */
    List<String> texts(String prefix) {
        return IntStream.rangeClosed(1, MOST_PARAGRAPHS)
                .mapToObj(number -> prefix + "." + number)
                .filter(words::containsKey)
                .map(this::text)
                .toList();
    }

    /** The words of this key, split; none if there is no such key. */
    List<String> list(String key) {
        return Stream.of(textOr(key, "").split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Text with what belongs in its places; what is put there is not looked through again. */
    static String filled(String text, UnaryOperator<String> values) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(values.apply(place.group(1))));
    }
}
