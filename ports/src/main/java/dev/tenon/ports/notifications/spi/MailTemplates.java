package dev.tenon.ports.notifications.spi;

import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.EmailValue;
import dev.tenon.ports.notifications.RenderedEmail;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Writes what mails say. Called each time that a mail is about to be sent: it computes, and neither waits for anybody nor
 * fetches anything. A mail that it fails on is tried again later, as one that the server did not take. Whatever the values hold, it comes out as text.
 */
@API(status = API.Status.STABLE)
public interface MailTemplates {

    /**
     * What a mail is to say.
     *
     * @param values what the type needs ({@link EmailType#needs()}), by name, written as {@link EmailValue.Sort} says
     * @param languages those that the recipient reads, the best one first
     * @param brand whose mail it is; {@code null} for the installation's own
     * @param unsubscribe where the reader switches mails like it off; {@code null} for what cannot be switched off
     * @param baseUrl how every link begins
     */
    record Occasion(
            EmailType type,
            Map<String, String> values,
            List<Locale> languages,
            @Nullable EmailBrand brand,
            @Nullable URI unsubscribe,
            URI baseUrl) {

        public Occasion {
            values = Map.copyOf(values);
            languages = List.copyOf(languages);
        }

        /** Where the mail's link leads; {@code null} for a mail without one. */
        public @Nullable URI link() {
            return type.link(baseUrl, values).orElse(null);
        }
    }

    /** Writes the mail, in the first of the languages that there are texts in; in English if there is none. */
    RenderedEmail render(Occasion occasion);
}
