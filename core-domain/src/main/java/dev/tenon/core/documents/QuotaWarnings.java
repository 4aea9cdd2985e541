package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.QuotaStore.Filling;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationPriority;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells people that most of their storage or documents are used, once at four fifths and once when nothing is left; again only after
 * it was clearly less in between, and a day later at the earliest: who goes up and down about a step is not mailed each time. Of an organization's quota its owners and admins are told. They are notified, with a mail unless they want
 * none.
 */
record QuotaWarnings(Kernel kernel) {

    private static final Duration PAUSE = Duration.ofDays(1);
    private static final int AT_ONCE = 100;
    private static final int MOST_TOLD = 50;

    int warnFilled() {
        QuotaStore quotas = kernel.storage().quotas();
        return kernel.changes().commit(Actor.system("quotas"), kernel.now(), change -> {
            List<Filling> filled = quotas.lockFilled(change.now().minus(PAUSE), AT_ONCE);
            for (Filling filling : filled) {
                warn(change, filling.subject(), "storage", filling.storage(), filling.storageTold());
                warn(change, filling.subject(), "documents", filling.documents(), filling.documentsTold());
                quotas.told(filling.subject(), filling.storage(), filling.documents(), change.now());
            }
            return filled.size();
        });
    }

    private void warn(Change change, SubjectId subject, String resource, int step, int told) {
        if (step <= told) {
            return;
        }
        switch (subject) {
            case UserId person -> change.notify(draft(person, "You have", "your", resource, step));
            case OrganizationId organization ->
                kernel.storage()
                        .organizations()
                        .find(organization)
                        .ifPresent(found -> warnManagers(change, found, resource, step));
        }
        change.audit(AuditEntry.of("quota.warned", "storage_quotas", subject)
                .with("resource", resource)
                .with("percent", Integer.toString(step))
                .in(subject instanceof OrganizationId organization ? organization : null));
    }

    private void warnManagers(Change change, Organization organization, String resource, int step) {
        Stream.of(MemberRole.OWNER, MemberRole.ADMIN)
                .flatMap(role -> kernel
                        .storage()
                        .members()
                        .list(organization.id(), new MemberFilter(null, role), PageRequest.first(MOST_TOLD))
                        .items()
                        .stream())
                .map(member -> draft(member.userId(), organization.name() + " has", "its", resource, step)
                        .about(organization.id()))
                .forEach(change::notify);
    }

    private static NotificationDraft draft(UserId person, String who, String whose, String resource, int step) {
        String news = who + " used " + step + " % of " + whose + " " + resource + ". ";
        String remedy = step == 100
                ? "Nothing more can be added. Remove what nobody needs any more, or choose a larger plan."
                : "When all of it is used, nothing more can be added.";
        return NotificationDraft.to(person, NotificationTopic.DOCUMENTS, news + remedy)
                .as(NotificationType.WARNING)
                .withPriority(NotificationPriority.HIGH)
                .by(NotificationChannel.BOTH);
    }
}
