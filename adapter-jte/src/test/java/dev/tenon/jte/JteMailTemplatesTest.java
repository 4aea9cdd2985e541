package dev.tenon.jte;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.VisibleText;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.EmailValue;
import dev.tenon.ports.notifications.EmailValue.Sort;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.notifications.spi.MailTemplates.Occasion;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JteMailTemplatesTest {

    private static final URI BASE = URI.create("https://tenon.example.org/accounts/");
    private static final Pattern LINK = Pattern.compile("(?:https?://|www\\.|//|src=|url\\()[^\\s\"<>)]*");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

    private final MailTemplates templates = new JteMailTemplates();

    private RenderedEmail sample(EmailType type, Locale language) {
        return rendered(type, type.sampleValues(), null, language);
    }

    private RenderedEmail rendered(
            EmailType type, Map<String, String> values, @Nullable EmailBrand brand, Locale... languages) {
        return templates.render(new Occasion(type, values, List.of(languages), brand, null, BASE));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }

    /** Every value that people write says this; the others stay what they can be. */
    private static Map<String, String> hostile(EmailType type, String text) {
        return type.needs().stream()
                .collect(toMap(
                        EmailValue::valueName,
                        value -> value.sort() == Sort.TEXT || value.sort() == Sort.PROSE || value.sort() == Sort.WORD
                                ? text
                                : value.sample()));
    }

    @ParameterizedTest
    @EnumSource
    void reads_whole_in_every_language_as_text_and_as_html(EmailType type) {
        for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            RenderedEmail mail = sample(type, language);

            assertThat(mail.subject()).hasSizeBetween(5, 78).doesNotContain("{", "}", "null");
            assertThat(mail.text()).doesNotContain("{", "}", "null", "<", "&").contains("tenon.example.org");
            assertThat(mail.text().lines().filter(line -> !line.contains("://")))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(72));
            assertThat(mail.text()).doesNotContain("\n\n\n").doesNotStartWith("\n");
            assertThat(mail.html())
                    .startsWith("<!DOCTYPE html>")
                    .contains("<html lang=\"" + language + "\">")
                    .doesNotContain("null", "{}", "<script")
                    .endsWith("</html>\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void E4_every_link_begins_with_the_base_url_and_nothing_is_fetched(EmailType type) {
        for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            for (String text : List.of("plain", "https://evil.example/x", "www.evil.example", "//evil.example")) {
                RenderedEmail mail = rendered(type, hostile(type, text), null, language);

                assertThat(found(LINK, mail.html()))
                        .allSatisfy(link -> assertThat(link).startsWith("https://tenon.example.org/accounts"));
                assertThat(found(LINK, mail.text()))
                        .allSatisfy(link -> assertThat(link).startsWith("https://tenon.example.org/accounts"));
                assertThat(HREF.matcher(mail.html()).results().map(found -> found.group(1)))
                        .allMatch(link -> link.startsWith("https://tenon.example.org/accounts"));
                assertThat(mail.html()).doesNotContain("<img", "<link", "@import");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "a\r\nBcc: mallory@example.org",
                "a\u2028b\u0000c\u0007d\u001Ehtml\u001Fe",
                "{0} {token} ${7*7} @{x} #{x} %s {brand}",
                "\u202Egnp.exe",
                "\ud800 half"
            })
    void E3_what_people_wrote_is_text_and_nothing_else(String canary) {
        EmailBrand brand = new EmailBrand(canary, "#0a58ca");
        for (EmailType type : EmailType.values()) {
            RenderedEmail mail = rendered(type, hostile(type, canary), brand, Locale.ENGLISH);
            RenderedEmail plain =
                    rendered(type, hostile(type, harmless(canary)), new EmailBrand("x", "#0a58ca"), Locale.ENGLISH);

            assertThat(mail.subject().chars()).noneMatch(Character::isISOControl);
            assertThat(found(Pattern.compile("<[^>]*>"), mail.html()))
                    .containsExactlyElementsOf(
                            found(Pattern.compile("<[^>]*>"), plain.html()).toList());
            assertThat(mail.text().lines().count() - plain.text().lines().count())
                    .isLessThan(12);
            assertThat(mail.text() + mail.html())
                    .doesNotContain("\r", "\u0000", "\u0007", "\u001E", "\u001F", "\u2028", "\u202E");
            if (type.needs().stream().noneMatch(value -> value.sort() == Sort.PROSE)) {
                assertThat(mail.text()).doesNotContainPattern("(?m)^Bcc:");
            }
        }
    }

    /** As many lines as it has. */
    private static String harmless(String canary) {
        return Pattern.compile("\\R").splitAsStream(canary).map(line -> "x").collect(joining("\n"));
    }

    @Test
    void braces_that_people_wrote_stay_as_they_are() {
        RenderedEmail mail =
                rendered(EmailType.PASSKEY_ADDED, Map.of("name", "{0} {token} ${7*7} {brand}"), null, Locale.ENGLISH);

        assertThat(mail.text()).contains("Name: {0} {token} ${7*7} {brand}\n");
        assertThat(mail.html()).contains(">{0} {token} ${7*7} {brand}<");
    }

    @Test
    void values_that_nobody_can_see_leave_a_whole_mail() {
        for (EmailType type : EmailType.values()) {
            RenderedEmail mail = rendered(type, hostile(type, "\u0007\u2028 \u202E"), null, Locale.ENGLISH);

            assertThat(mail.subject()).isNotBlank();
            assertThat(mail.text()).doesNotContain("\n\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "\u200E", "\u200B\u2060 \u200F", "\u3164"})
    void what_cannot_be_seen_is_neither_a_subject_nor_a_brand(String invisible) {
        for (EmailType type : EmailType.values()) {
            RenderedEmail mail =
                    rendered(type, hostile(type, invisible), new EmailBrand(invisible, null), Locale.ENGLISH);

            assertThat(VisibleText.isIn(mail.subject())).as(type.typeName()).isTrue();
            assertThat(mail.html()).contains(">tenon.example.org</td>");
        }
        assertThat(rendered(EmailType.NOTIFICATION, hostile(EmailType.NOTIFICATION, invisible), null, Locale.ENGLISH)
                        .subject())
                .isEqualTo("tenon.example.org");
    }

    @Test
    void E4_an_address_of_our_own_on_its_own_line_stays_one_and_no_other_becomes_one() {
        String own = "https://tenon.example.org/accounts/reports/7?page=2#end";
        Map<String, String> values = Map.of(
                "summary",
                "Look",
                "message",
                "Look\n" + own + "\nhttps://evil.example/accounts/\nhttps://tenon.example.org.evil.example/accounts/\n"
                        + own + " www.evil.example");

        RenderedEmail mail = rendered(EmailType.NOTIFICATION, values, null, Locale.ENGLISH);

        assertThat(mail.text()).contains("\n" + own + "\n");
        assertThat(found(LINK, mail.text()))
                .allSatisfy(link -> assertThat(link).startsWith("https://tenon.example.org/accounts"));
        assertThat(mail.text()).doesNotContain("https://evil", "org.evil", "www.evil");
    }

    @Test
    void a_message_is_told_as_a_whole() {
        String lines = IntStream.range(0, 900).mapToObj(number -> "l" + number).collect(joining("\n"));

        RenderedEmail mail =
                rendered(EmailType.NOTIFICATION, Map.of("summary", "s", "message", lines), null, Locale.ENGLISH);

        assertThat(mail.text()).contains("\nl0\n", "\nl899\n");
        assertThat(rendered(
                                EmailType.NOTIFICATION,
                                Map.of("summary", "s", "message", "a".repeat(1_999) + "z"),
                                null,
                                Locale.ENGLISH)
                        .text())
                .contains("aaz\n");
    }

    @Test
    void very_long_values_are_cut() {
        String endless = "abcdefghi ".repeat(100_000);
        for (EmailType type : EmailType.values()) {
            RenderedEmail mail = rendered(type, hostile(type, endless), new EmailBrand(endless, null), Locale.ENGLISH);

            assertThat(mail.subject().length()).isLessThanOrEqualTo(RenderedEmail.LONGEST_SUBJECT);
            assertThat(mail.html().length()).isLessThan(20_000);
        }
    }

    @Test
    void takes_the_first_language_that_there_are_words_in_or_else_english() {
        assertThat(subject(Locale.forLanguageTag("de-AT"))).isEqualTo("Willkommen");
        assertThat(subject(Locale.forLanguageTag("fr"), Locale.forLanguageTag("de-CH-1996")))
                .isEqualTo("Willkommen");
        assertThat(subject(Locale.forLanguageTag("fr"), Locale.forLanguageTag("ja-u-ca-japanese")))
                .isEqualTo("Welcome");
        assertThat(subject(Locale.forLanguageTag("en-GB"), Locale.GERMAN)).isEqualTo("Welcome");
        assertThat(subject()).isEqualTo("Welcome");
        assertThat(new JteMailTemplates().languageFor(List.of(Locale.FRENCH, Locale.forLanguageTag("de-AT"))))
                .isEqualTo(Locale.GERMAN);
    }

    private String subject(Locale... languages) {
        return rendered(EmailType.WELCOME, Map.of(), null, languages).subject();
    }

    @Test
    void writes_times_numbers_and_amounts_as_the_language_does() {
        Map<String, String> invoice =
                Map.of("number", "2026-000042", "amount", "1499.00 EUR", "due", "2026-12-06T00:00:00Z");

        assertThat(rendered(EmailType.INVOICE, invoice, null, Locale.ENGLISH).text())
                .contains("Invoice: 2026-000042\nAmount:  EUR 1,499.00\nDue:     6 December 2026\n");
        assertThat(rendered(EmailType.INVOICE, invoice, null, Locale.GERMAN).text())
                .contains("Rechnung: 2026-000042\nBetrag:   1.499,00 EUR\nFällig:   6. Dezember 2026\n");
        assertThat(sample(EmailType.NEW_DEVICE, Locale.GERMAN).text())
                .contains("Zeit:    22. November 2026, 12:00 Uhr (UTC)\n");
        assertThat(rendered(
                                EmailType.QUOTA_WARNING,
                                Map.of("resource", "storage", "percent", "90"),
                                null,
                                Locale.GERMAN)
                        .subject())
                .isEqualTo("Sie haben 90 % des Kontingents verbraucht (Speicher)");
        assertThat(rendered(
                                EmailType.INVOICE,
                                Map.of("number", "1", "amount", "12345 JPY", "due", "2026-12-06T00:00:00Z"),
                                null,
                                Locale.ENGLISH)
                        .text())
                .contains("JPY 12,345\n");
    }

    @Test
    void an_organizations_mail_bears_its_name_and_its_colour() {
        RenderedEmail mail =
                rendered(EmailType.WELCOME, Map.of(), new EmailBrand("Acme & Sons", "#ffd400"), Locale.ENGLISH);

        assertThat(mail.html())
                .contains("Acme &amp; Sons")
                .contains("border-top: 4px solid #ffd400")
                .contains("bgcolor=\"#ffd400\"")
                .contains("color: #1f2328; text-decoration: none");
    }

    @Test
    void words_on_a_dark_colour_are_light() {
        RenderedEmail mail = rendered(EmailType.WELCOME, Map.of(), new EmailBrand("Acme", "#330066"), Locale.ENGLISH);

        assertThat(mail.html()).contains("color: #ffffff; text-decoration: none");
    }

    @Test
    void a_mail_that_can_be_switched_off_says_where() {
        URI off = URI.create("https://tenon.example.org/unsubscribe?token=tnm_x");
        RenderedEmail mail =
                templates.render(new Occasion(EmailType.WELCOME, Map.of(), List.of(Locale.ENGLISH), null, off, BASE));

        assertThat(mail.text()).endsWith("To get no more mails like this one, open:\n" + off + "\n");
        assertThat(mail.html()).contains("href=\"" + off + "\"");
    }

    @Test
    void other_words_and_further_languages_come_beside_those_that_there_are() {
        JteMailTemplates french = new JteMailTemplates()
                .withWords(Locale.FRENCH, Map.of("greeting", "Bonjour,", "welcome.subject", "Bienvenue"))
                .withWords(Locale.ENGLISH, Map.of("greeting", "Hi,"));

        RenderedEmail mail = french.render(
                new Occasion(EmailType.WELCOME, Map.of(), List.of(Locale.CANADA_FRENCH), null, null, BASE));
        RenderedEmail english =
                french.render(new Occasion(EmailType.WELCOME, Map.of(), List.of(Locale.UK), null, null, BASE));

        assertThat(mail.subject()).isEqualTo("Bienvenue");
        assertThat(mail.text()).startsWith("Bonjour,\n").contains("your account is ready");
        assertThat(english.text()).startsWith("Hi,\n");
    }

    @Test
    void paragraphs_can_be_taken_away_and_added() {
        JteMailTemplates shorter = new JteMailTemplates()
                .withWords(
                        Locale.ENGLISH,
                        Map.of("password-changed.before.1", "", "welcome.before.2", "Nice to see you."));

        assertThat(shorter.render(occasion(EmailType.PASSWORD_CHANGED)).text())
                .startsWith("Hello,\n\nPasskeys and")
                .contains("If it was not you");
        assertThat(shorter.render(occasion(EmailType.WELCOME)).text())
                .contains("ready.\n\nNice to see you.\n\nSign in:");
    }

    private static Occasion occasion(EmailType type) {
        return new Occasion(type, type.sampleValues(), List.of(Locale.ENGLISH), null, null, BASE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "welcom.subject|Hi|No mail uses the key welcom.subject",
                "welcome.before.10|Hi|No mail uses the key welcome.before.10",
                "welcome.subject|Hi {name}|No mail of type welcome can be made of these words: Nothing is called {name}",
                "welcome.subject|''|There are no words for welcome.subject in en",
                "welcome.button|''|There are no words for welcome.button in en",
                "format.moment|gibberish|No mail of type new-device can be made of these words"
            })
    void words_of_which_no_mail_can_be_made_are_refused_at_once(String key, String words, String reason) {
        assertThatThrownBy(() -> new JteMailTemplates().withWords(Locale.ENGLISH, Map.of(key, words)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void is_the_one_that_the_class_path_offers() {
        assertThat(ServiceLoader.load(MailTemplates.class).findFirst()).containsInstanceOf(JteMailTemplates.class);
    }

    @Test
    void a_subject_is_one_line() {
        assertThatThrownBy(() -> new RenderedEmail("a\nb", "", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RenderedEmail("a".repeat(201), "", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
