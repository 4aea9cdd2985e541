package dev.tenon.core.invoices;

import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.EmailValue;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.organizations.Organization;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells by mail that there is something to pay: the person, or the main owner of the organization. */
record InvoiceNews(Storage storage) {

    void toBePaid(Change change, Invoice invoice) {
        Instant due = Objects.requireNonNull(invoice.dueAt(), "A finalized invoice is due sometime");
        recipient(invoice).ifPresent(account -> {
            MailDraft draft = new MailDraft(
                    EmailType.INVOICE,
                    account.email(),
                    account.id(),
                    Map.of(
                            EmailValue.NUMBER.valueName(), invoice.reference(),
                            EmailValue.AMOUNT.valueName(), invoice.amountDue().toString(),
                            EmailValue.DUE.valueName(), due.toString()),
                    "invoice:" + invoice.id());
            change.mail(draft);
        });
    }

    private Optional<Account> recipient(Invoice invoice) {
        OrganizationId organization = invoice.organizationId();
        return (organization == null
                        ? Optional.of(invoice.userId())
                        : storage.organizations().find(organization).map(Organization::ownerId))
                .flatMap(storage.accounts()::find)
                .filter(account -> account.status() != AccountStatus.ERASED);
    }
}
