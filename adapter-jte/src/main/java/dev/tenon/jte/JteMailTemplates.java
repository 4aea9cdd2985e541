package dev.tenon.jte;

import dev.tenon.jte.Letter.Button;
import dev.tenon.jte.Letter.Fact;
import dev.tenon.jte.Letter.Unsubscribe;
import dev.tenon.ports.kernel.VisibleText;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.EmailValue;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailTemplates;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Mails in English and German, each as HTML and as plain text: one layout for each, and the words by language. Other words
 * and further languages come with {@link #withWords}.
 */
public final class JteMailTemplates implements MailTemplates {

    private static final String PACKAGE = "dev.tenon.jte";
    private static final URI EXAMPLE = URI.create("https://accounts.example.org");

    private final Languages languages;
    private final TemplateEngine html;
    private final TemplateEngine text;

    /** English and German. */
    public JteMailTemplates() {
        this(new Languages(Map.of(Locale.ENGLISH, Bundle.of(Locale.ENGLISH), Locale.GERMAN, Bundle.of(Locale.GERMAN))));
    }

    private JteMailTemplates(Languages languages) {
        this.languages = languages;
        this.html = engine(ContentType.Html);
        this.text = engine(ContentType.Plain);
    }

    private static TemplateEngine engine(ContentType type) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, type, JteMailTemplates.class.getClassLoader(), PACKAGE);
        engine.setTrimControlStructures(true);
        return engine;
    }

    /**
     * The same, with other words in a language that there is, or with a further language. Keys are those of
     * {@code mails_en.properties}, and paragraphs more; what is left out stays as it is, in English for a further language,
     * and an empty text takes a paragraph away.
     *
     * @throws IllegalArgumentException for a key that no mail uses, and for words of which no mail can be made
     */
    public JteMailTemplates withWords(Locale language, Map<String, String> words) {
        Map<Locale, Bundle> bundles = new HashMap<>(languages.bundles());
        bundles.put(language, languages.of(language).with(language, words));
        JteMailTemplates templates = new JteMailTemplates(new Languages(bundles));
        templates.tryOut(language);
        return templates;
    }

    /** A mistake in words is found here, and not in the commit that a mail belongs to. */
    private void tryOut(Locale language) {
        for (EmailType type : EmailType.values()) {
            try {
                render(new Occasion(type, type.sampleValues(), List.of(language), null, null, EXAMPLE));
            } catch (IllegalStateException | IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "No mail of type " + type.typeName() + " can be made of these words: " + wrong.getMessage(),
                        wrong);
            }
        }
    }

    /** The language in which mails are to whoever reads these, the best one first. */
    public Locale languageFor(List<Locale> wanted) {
        return languages.best(wanted).locale();
    }

    @Override
    public RenderedEmail render(Occasion occasion) {
        Bundle bundle = languages.best(occasion.languages());
        Brand brand = Brand.of(occasion.brand(), occasion.baseUrl());
        UnaryOperator<String> values = values(occasion, bundle, brand);
        String type = occasion.type().typeName();
        String heading = heading(Bundle.filled(bundle.text(type + ".subject"), values), brand);
        Letter letter = new Letter(
                bundle.locale().toLanguageTag(),
                heading,
                brand.name(),
                brand.colour(),
                brand.onColour(),
                bundle.text("greeting"),
                paragraphs(bundle.texts(type + ".before"), values),
                facts(bundle, type, values),
                paragraphs(bundle.texts(type + ".then"), values),
                button(bundle, type, occasion.link()),
                paragraphs(bundle.texts(type + ".after"), values),
                Bundle.filled(bundle.text("footer"), values),
                unsubscribe(bundle, occasion.unsubscribe()));
        return new RenderedEmail(
                subject(heading, occasion.baseUrl()),
                laidOut(text, "text.jte", letter),
                laidOut(html, "html.jte", letter));
    }

    /** What somebody wrote may be nothing that can be seen, and every mail has a subject. */
    private static String heading(String subject, Brand brand) {
        return VisibleText.isIn(subject) ? Words.cut(subject, RenderedEmail.LONGEST_SUBJECT) : brand.name();
    }

    private static String subject(String heading, URI baseUrl) {
        String subject = Words.relinked(heading);
        return VisibleText.isIn(subject) ? subject : Brand.host(baseUrl);
    }

    private static UnaryOperator<String> values(Occasion occasion, Bundle bundle, Brand brand) {
        Map<String, String> shown = new HashMap<>();
        shown.put("brand", brand.name());
        shown.put("host", Brand.host(occasion.baseUrl()));
        Values values = new Values(bundle, occasion.baseUrl());
        for (EmailValue value : occasion.type().needs()) {
            String raw = occasion.values().get(value.valueName());
            if (raw != null && value.sort() != EmailValue.Sort.TOKEN) {
                shown.put(value.valueName(), values.shown(value, raw));
            }
        }
        return name -> {
            String value = shown.get(name);
            if (value == null) {
                throw new IllegalStateException("Nothing is called {" + name + "} in a mail of type "
                        + occasion.type().typeName());
            }
            return value;
        };
    }

    /** Each text filled; one that somebody wrote in several lines gives several. */
    private static List<String> paragraphs(List<String> texts, UnaryOperator<String> values) {
        return texts.stream()
                .map(paragraph -> Bundle.filled(paragraph, values))
                .flatMap(paragraph -> Stream.of(paragraph.split("\n", -1)))
                .filter(paragraph -> !paragraph.isBlank())
                .toList();
    }

    private static List<Fact> facts(Bundle bundle, String type, UnaryOperator<String> values) {
        return bundle.list(type + ".facts").stream()
                .map(name -> new Fact(bundle.text("fact." + name), values.apply(name)))
                .toList();
    }

    private static @Nullable Button button(Bundle bundle, String type, @Nullable URI link) {
        return link == null ? null : new Button(bundle.text(type + ".button"), link.toString(), bundle.text("hint"));
    }

    private static @Nullable Unsubscribe unsubscribe(Bundle bundle, @Nullable URI link) {
        return link == null ? null : new Unsubscribe(bundle.text("unsubscribe"), link.toString());
    }

    private static String laidOut(TemplateEngine engine, String layout, Letter letter) {
        StringOutput output = new StringOutput();
        engine.render(layout, letter, output);
        return output.toString();
    }
}
