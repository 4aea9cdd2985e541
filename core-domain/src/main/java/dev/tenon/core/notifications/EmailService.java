package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.MailLinks;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailRefusal;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import java.time.Instant;

final class EmailService implements Emails {

    private static final String TABLE = "email_queue";

    private final Kernel kernel;
    private final EmailStore emails;

    EmailService(Kernel kernel) {
        this.kernel = kernel;
        this.emails = kernel.storage().emails();
    }

    @Override
    public Page<QueuedEmail> list(Actor actor, EmailFilter filter, PageRequest page) {
        Authorizer.require(actor, Permission.EMAILS_READ);
        return emails.list(filter, page);
    }

    @Override
    public QueuedEmail get(Actor actor, EmailId id) {
        Authorizer.require(actor, Permission.EMAILS_READ);
        return emails.find(id).orElseThrow(EmailRefusal.NOT_FOUND::refusal);
    }

    @Override
    public QueuedEmail retry(Actor actor, EmailId id) {
        Authorizer.require(actor, Permission.EMAILS_WRITE);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            QueuedEmail mail = emails.find(id).orElseThrow(EmailRefusal.NOT_FOUND::refusal);
            if (MailLinks.isOnlyAboutADeadLink(mail, now)) {
                throw EmailRefusal.LINK_EXPIRED.refusal();
            }
            QueuedEmail again = emails.retry(id, now).orElseThrow(EmailRefusal.NOT_FAILED::refusal);
            change.audit(AuditEntry.of("email.retried", TABLE, id)
                    .with("type", mail.type().typeName())
                    .with("attempts", String.valueOf(mail.attempts())));
            return again;
        });
    }

    @Override
    public Backlog backlog(Actor actor) {
        Authorizer.require(actor, Permission.EMAILS_READ);
        return emails.backlog(kernel.now());
    }
}
