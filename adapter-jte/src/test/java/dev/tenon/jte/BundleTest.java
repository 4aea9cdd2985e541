package dev.tenon.jte;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.EmailValue;
import dev.tenon.ports.notifications.EmailValue.Sort;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the words of every language are complete. */
class BundleTest {

    private static final Pattern PLACE = Pattern.compile("\\{([^}]*)}");
    private static final Set<String> GIVEN = Set.of("brand", "host");

    private static final Bundle ENGLISH = Bundle.of(Locale.ENGLISH);
    private static final Bundle GERMAN = Bundle.of(Locale.GERMAN);

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(toSet());
    }

    private static Set<String> named(Bundle bundle, EmailType type) {
        Set<String> named = new HashSet<>(bundle.list(type.typeName() + ".facts"));
        bundle.words().forEach((key, text) -> {
            if (key.startsWith(type.typeName() + ".")) {
                PLACE.matcher(text).results().forEach(place -> named.add(place.group(1)));
            }
        });
        named.removeAll(GIVEN);
        return named;
    }

    @ParameterizedTest
    @EnumSource
    void every_type_has_words_for_all_its_values_and_for_nothing_else(EmailType type) {
        Set<String> shown = type.needs().stream()
                .filter(value -> value.sort() != Sort.TOKEN)
                .map(EmailValue::valueName)
                .collect(toSet());

        for (Bundle bundle : List.of(ENGLISH, GERMAN)) {
            String name = type.typeName();
            assertThat(bundle.words()).containsKeys(name + ".subject", name + ".before.1");
            assertThat(bundle.words().containsKey(name + ".button"))
                    .as("a button for a link")
                    .isEqualTo(type.link(URI.create("https://tenon.example.org"), type.sampleValues())
                            .isPresent());
            assertThat(named(bundle, type)).isEqualTo(shown);
        }
    }

    @Test
    void every_language_has_the_same_keys_and_the_same_places() {
        assertThat(new TreeSet<>(GERMAN.words().keySet()))
                .isEqualTo(new TreeSet<>(ENGLISH.words().keySet()));
        ENGLISH.words()
                .forEach((key, text) ->
                        assertThat(places(GERMAN.text(key))).as(key).isEqualTo(places(text)));
    }

    @Test
    void nothing_is_there_that_no_mail_uses() {
        Set<String> parts = Set.of("subject", "before", "facts", "then", "button", "after");
        Set<String> types =
                Stream.of(EmailType.values()).map(EmailType::typeName).collect(toSet());
        Set<String> values =
                Stream.of(EmailValue.values()).map(EmailValue::valueName).collect(toSet());

        for (String key : ENGLISH.words().keySet()) {
            String[] names = key.split("\\.", -1);
            boolean ofAType = names.length > 1 && types.contains(names[0]) && parts.contains(names[1]);
            boolean ofAValue = Set.of("fact", "term").contains(names[0]) && values.contains(names[1]);
            boolean ofAll = Set.of("greeting", "hint", "footer", "unsubscribe", "format")
                    .contains(names[0]);
            assertThat(ofAType || ofAValue || ofAll).as(key).isTrue();
        }
    }

    @Test
    void paragraphs_are_numbered_without_a_gap() {
        for (Bundle bundle : List.of(ENGLISH, GERMAN)) {
            for (EmailType type : EmailType.values()) {
                for (String part : List.of("before", "then", "after")) {
                    String prefix = type.typeName() + "." + part;
                    long there = bundle.words().keySet().stream()
                            .filter(key -> key.startsWith(prefix + "."))
                            .count();
                    assertThat(LongStream.rangeClosed(1, there).mapToObj(number -> prefix + "." + number))
                            .allMatch(bundle.words()::containsKey);
                }
            }
        }
    }

    @Test
    void words_stand_on_one_line_and_hold_no_markup() {
        for (Bundle bundle : List.of(ENGLISH, GERMAN)) {
            bundle.words()
                    .forEach((key, text) ->
                            assertThat(text).as(key).isNotBlank().doesNotContainPattern("[<>\\p{Cntrl}]|https?:|  "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verification.subject", "no-such-type.subject"})
    void a_key_without_words_is_a_mistake_that_is_told(String key) {
        Bundle empty = new Bundle(Locale.FRENCH, Map.of());

        assertThatThrownBy(() -> empty.text(key)).hasMessage("There are no words for " + key + " in fr");
    }

    @Test
    void what_is_put_into_a_place_is_not_looked_through_again() {
        String filled = Bundle.filled("{a} and {b}", name -> name.equals("a") ? "{b} ${x} $1 \\" : "{a}");

        assertThat(filled).isEqualTo("{b} ${x} $1 \\ and {a}");
    }
}
