package dev.tenon.core.notifications;

import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.notifications.spi.MailTemplates.Occasion;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.spi.OrganizationStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has mails written for whoever will read them: in the language of their setting {@code language}, else in the
 * installation's, which whoever has no account gets too; and in the look of the organization that writes.
 *
 * @param language the installation's
 * @param baseUrl how links begin; never anything from a request
 */
record MailWriter(
        SettingStore settings, OrganizationStore organizations, MailTemplates templates, Locale language, URI baseUrl) {

    /** Asks once for what all of these mails are written with. */
    Batch batch(Collection<QueuedEmail> mails) {
        Set<UserId> readers =
                mails.stream().map(QueuedEmail::userId).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<UserId, Locale> languages = new HashMap<>();
        if (!readers.isEmpty()) {
            for (Setting setting : settings.find(readers, LanguageRule.KEY)) {
                LanguageRule.language(setting.value()).ifPresent(chosen -> languages.put(setting.userId(), chosen));
            }
        }
        return new Batch(this, Map.copyOf(languages), new ConcurrentHashMap<>());
    }

    /** What the mails of a batch are written with, each organization's look once it was asked for. */
    record Batch(MailWriter writer, Map<UserId, Locale> languages, Map<OrganizationId, EmailBrand> looks) {

        RenderedEmail write(QueuedEmail mail, MailContents contents) {
            return writer.templates.render(new Occasion(
                    mail.type(),
                    contents.values(),
                    languagesOf(mail.userId()),
                    look(contents.organizationId()),
                    contents.unsubscribe(),
                    writer.baseUrl));
        }

        private List<Locale> languagesOf(@Nullable UserId reader) {
            List<Locale> wanted = new ArrayList<>();
            if (reader != null && languages.containsKey(reader)) {
                wanted.add(languages.get(reader));
            }
            wanted.add(writer.language);
            return wanted;
        }

        /** How the organization looks; the installation's own look for none, and for one that is being deleted. */
        private @Nullable EmailBrand look(@Nullable OrganizationId id) {
            if (id == null) {
                return null;
            }
            EmailBrand known = looks.get(id);
            if (known != null) {
                return known;
            }
            EmailBrand found =
                    writer.organizations.find(id).map(MailWriter::look).orElse(null);
            if (found != null) {
                looks.put(id, found);
            }
            return found;
        }
    }

    private static EmailBrand look(Organization organization) {
        Branding branding = organization.branding();
        String name = branding.name() == null ? organization.name() : branding.name();
        return new EmailBrand(name, branding.primaryColor());
    }
}
