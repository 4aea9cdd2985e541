package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.QuotaStore.Filling;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.organizations.Organization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells people that most of their storage or documents are used, once at four fifths and once when nothing is left; again only after
 * it was less in between. Of an organization's quota its main owner is told.
 */
record QuotaWarnings(Kernel kernel) {

    private static final int AT_ONCE = 100;

    int warnFilled() {
        QuotaStore quotas = kernel.storage().quotas();
        return kernel.changes().commit(Actor.system("quotas"), kernel.now(), change -> {
            List<Filling> filled = quotas.lockFilled(AT_ONCE);
            for (Filling filling : filled) {
                warn(change, filling.subject(), "storage", filling.storage(), filling.storageTold());
                warn(change, filling.subject(), "documents", filling.documents(), filling.documentsTold());
                quotas.told(filling.subject(), filling.storage(), filling.documents());
            }
            return filled.size();
        });
    }

    private void warn(Change change, SubjectId subject, String resource, int step, int told) {
        if (step <= told) {
            return;
        }
        OrganizationId organization = subject instanceof OrganizationId id ? id : null;
        owner(subject).filter(Account::isActive).ifPresent(owner -> {
            MailDraft mail = new MailDraft(
                    EmailType.QUOTA_WARNING,
                    owner.email(),
                    owner.id(),
                    Map.of("resource", resource, "percent", Integer.toString(step)),
                    null);
            change.mail(organization == null ? mail : mail.inTheNameOf(organization));
        });
        change.audit(AuditEntry.of("quota.warned", "storage_quotas", subject)
                .with("resource", resource)
                .with("percent", Integer.toString(step))
                .in(organization));
    }

    private Optional<Account> owner(SubjectId subject) {
        Optional<UserId> person = switch (subject) {
            case UserId user -> Optional.of(user);
            case OrganizationId organization ->
                kernel.storage().organizations().find(organization).map(Organization::ownerId);
        };
        return person.flatMap(kernel.storage().accounts()::find);
    }
}
