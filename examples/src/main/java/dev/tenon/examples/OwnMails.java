package dev.tenon.examples;

import dev.tenon.jte.JteMailTemplates;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailTemplates;
import java.util.Locale;
import java.util.Map;

/** Mails in words of one's own. The page on embedding shows what stands between the marks. */
public final class OwnMails {

    private OwnMails() {}

    /** One mail of one's own, another footer, Italian beside English and German, and everything else as Tenon writes it. */
    public static MailTemplates acme() {
        // embedding:begin
        // Other words, and a language more. The keys are those of mails_en.properties; what is left out stays.
        MailTemplates tenons = new JteMailTemplates()
                .withWords(Locale.ENGLISH, Map.of("footer", "Acme Ltd, {host}"))
                .withWords(
                        Locale.ITALIAN, Map.of("greeting", "Buongiorno,", "password-reset.subject", "Nuova password"));

        // A mail of your own. EmailType says which values there are, and where the link leads.
        MailTemplates own = occasion -> occasion.type() == EmailType.WELCOME
                ? new RenderedEmail(
                        "Welcome to Acme",
                        "Sign in: " + occasion.link() + "\n",
                        "<p><a href=\"" + occasion.link() + "\">Sign in</a></p>")
                : tenons.render(occasion);
        // embedding:end
        return own;
    }
}
