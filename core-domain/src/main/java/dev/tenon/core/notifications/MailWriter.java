package dev.tenon.core.notifications;

import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.notifications.RenderedEmail;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.MailTemplates;
import dev.tenon.ports.notifications.spi.MailTemplates.Occasion;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.spi.OrganizationStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    RenderedEmail write(MailDraft draft) {
        return templates.render(new Occasion(
                draft.type(),
                draft.values(),
                languages(draft.userId()),
                brand(draft.organizationId()),
                draft.unsubscribe(),
                baseUrl));
    }

    /** How the organization looks; the installation's own look for none, and for one that is being deleted. */
    private @Nullable EmailBrand brand(@Nullable OrganizationId id) {
        return Optional.ofNullable(id)
                .flatMap(organizations::find)
                .map(MailWriter::look)
                .orElse(null);
    }

    private static EmailBrand look(Organization organization) {
        Branding branding = organization.branding();
        String name = branding.name() == null ? organization.name() : branding.name();
        return new EmailBrand(name, branding.primaryColor());
    }

    private List<Locale> languages(@Nullable UserId reader) {
        List<Locale> languages = new ArrayList<>();
        Optional.ofNullable(reader).flatMap(this::chosen).ifPresent(languages::add);
        languages.add(language);
        return languages;
    }

    private Optional<Locale> chosen(UserId reader) {
        return settings.find(reader, LanguageRule.KEY).flatMap(setting -> LanguageRule.language(setting.value()));
    }
}
