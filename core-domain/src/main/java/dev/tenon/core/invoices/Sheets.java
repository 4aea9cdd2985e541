package dev.tenon.core.invoices;

import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.invoices.CreditNote;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.invoices.InvoiceFile;
import dev.tenon.ports.invoices.InvoiceFormat;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.invoices.spi.InvoicePages;
import dev.tenon.ports.invoices.spi.InvoicePages.Sheet;
import dev.tenon.ports.invoices.spi.PdfPrinter;
import dev.tenon.ports.kernel.LanguageTag;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailBrand;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.Organization;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has invoices laid out: in the language of whoever pays, in the look of their organization, with the names that they have now. Of who
 * was erased, nothing but the id of the account is left to show.
 *
 * @param language the installation's
 */
record Sheets(
        Storage storage,
        Logos logos,
        BillingPolicy policy,
        @Nullable InvoicePages pages,
        @Nullable PdfPrinter printer,
        Locale language,
        URI baseUrl) {

    private static final String LANGUAGE = "language";

    InvoiceFile of(Invoice invoice, @Nullable CreditNote note, InvoiceFormat format) {
        if (pages == null || (format == InvoiceFormat.PDF && printer == null)) {
            throw InvoiceRefusal.NOT_PRINTABLE.refusal();
        }
        String page = pages.html(sheet(invoice, note));
        byte[] bytes = format == InvoiceFormat.PDF && printer != null
                ? printer.print(page)
                : page.getBytes(StandardCharsets.UTF_8);
        return new InvoiceFile(name(invoice, note) + "." + format.extension(), format, bytes);
    }

    private static String name(Invoice invoice, @Nullable CreditNote note) {
        if (note != null) {
            return note.reference();
        }
        return invoice.number() == null ? "draft-" + invoice.id() : invoice.reference();
    }

    private Sheet sheet(Invoice invoice, @Nullable CreditNote note) {
        Organization organization = Optional.ofNullable(invoice.organizationId())
                .flatMap(storage.organizations()::find)
                .orElse(null);
        return new Sheet(
                invoice,
                note,
                policy.seller(),
                buyer(invoice, organization),
                organization == null ? null : look(organization),
                organization == null
                        ? null
                        : logos.of(organization.branding().logoDocumentId()).orElse(null),
                languages(organization == null ? invoice.userId() : organization.ownerId()),
                policy.zone(),
                baseUrl);
    }

    private List<String> buyer(Invoice invoice, @Nullable Organization organization) {
        if (organization != null) {
            return List.of(organization.name());
        }
        if (invoice.organizationId() != null) {
            return List.of(invoice.subject().toString());
        }
        return storage.accounts()
                .find(invoice.userId())
                .filter(account -> account.status() != AccountStatus.ERASED)
                .map(Sheets::person)
                .orElseGet(() -> List.of(invoice.userId().toString()));
    }

    private static List<String> person(Account account) {
        String name = Stream.of(account.firstName(), account.lastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        String email = account.email().value();
        return name.isEmpty() ? List.of(email) : List.of(name, email);
    }

    private static EmailBrand look(Organization organization) {
        Branding branding = organization.branding();
        String name = branding.name() == null ? organization.name() : branding.name();
        return new EmailBrand(name, branding.primaryColor());
    }

    private List<Locale> languages(UserId reader) {
        List<Locale> languages = new ArrayList<>();
        storage.settings()
                .find(reader, LANGUAGE)
                .flatMap(setting -> setting.value().value() instanceof String tag
                        ? LanguageTag.parse(tag)
                        : Optional.<Locale>empty())
                .ifPresent(languages::add);
        languages.add(language);
        return languages;
    }
}
