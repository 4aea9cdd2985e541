package dev.tenon.core.payments;

import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.invoices.Invoice;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.EmailValue;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRole;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells whoever has to pay what became of it: the person, or those who run the organization. */
record PaymentNews(Storage storage) {

    /** Of an organization that very many run, so many hear of it. */
    private static final int MOST_TOLD = 50;

    private record Recipient(UserId id, EmailAddress email) {}

    /** It is tried again by itself. */
    void failed(Change change, Invoice invoice, Instant next) {
        tell(change, invoice, EmailType.PAYMENT_FAILED, Map.of(EmailValue.NEXT.valueName(), next.toString()));
        notice(change, invoice, "The payment of invoice " + invoice.reference() + " failed. It is tried again.", null);
    }

    /** Only another way of paying, or somebody's doing, helps. */
    void refused(Change change, Invoice invoice) {
        tell(change, invoice, EmailType.PAYMENT_REFUSED, Map.of());
        notice(
                change,
                invoice,
                "The payment of invoice " + invoice.reference() + " was declined. Add another way of paying.",
                null);
    }

    /** Nothing came in until it was due. */
    void overdue(Change change, Invoice invoice) {
        Instant due = invoice.dueAt();
        if (due != null) {
            tell(change, invoice, EmailType.INVOICE_OVERDUE, Map.of(EmailValue.DUE.valueName(), due.toString()));
            notice(change, invoice, "Invoice " + invoice.reference() + " is overdue.", null);
        }
    }

    /** Somebody has to confirm it. */
    void toBeConfirmed(Change change, Invoice invoice, URI url) {
        notice(
                change,
                invoice,
                "The payment of invoice " + invoice.reference() + " waits until you confirm it.",
                "https".equals(url.getScheme()) ? url.toString() : null);
    }

    private void tell(Change change, Invoice invoice, EmailType type, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put(EmailValue.NUMBER.valueName(), invoice.reference());
        values.put(EmailValue.AMOUNT.valueName(), invoice.amountDue().toString());
        for (Recipient recipient : recipients(invoice)) {
            String once = type.typeName() + ":" + invoice.id() + ":" + invoice.attempts() + ":" + recipient.id();
            change.mail(new MailDraft(type, recipient.email(), recipient.id(), values, once));
        }
    }

    private void notice(Change change, Invoice invoice, String message, @Nullable String where) {
        OrganizationId organization = invoice.organizationId();
        for (Recipient recipient : recipients(invoice)) {
            NotificationDraft draft = NotificationDraft.to(recipient.id(), NotificationTopic.BILLING, message)
                    .as(NotificationType.WARNING)
                    .withPriority(NotificationPriority.HIGH)
                    .leadingTo(where);
            change.notify(organization == null ? draft : draft.about(organization));
        }
    }

    private List<Recipient> recipients(Invoice invoice) {
        OrganizationId organization = invoice.organizationId();
        if (organization == null) {
            Optional<Account> account = storage.accounts().find(invoice.userId());
            return account
                    .filter(found -> found.status() != AccountStatus.ERASED)
                    .map(found -> new Recipient(found.id(), found.email()))
                    .stream()
                    .toList();
        }
        return Stream.of(MemberRole.OWNER, MemberRole.ADMIN)
                .flatMap(role -> storage
                        .members()
                        .list(organization, new MemberFilter(null, role), PageRequest.first(MOST_TOLD))
                        .items()
                        .stream())
                .flatMap(PaymentNews::recipient)
                .toList();
    }

    private static Stream<Recipient> recipient(Member member) {
        EmailAddress email = member.email();
        return email == null ? Stream.empty() : Stream.of(new Recipient(member.userId(), email));
    }
}
