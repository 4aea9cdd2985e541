package dev.tenon.core.notifications;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.notifications.UnsubscribeLinks.Grant;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.Backlog;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailRefusal;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class EmailService implements Emails {

    private static final String TABLE = "email_queue";
    private static final String SETTING = "notifications";

    private final Kernel kernel;
    private final UnsubscribeLinks links;
    private final EmailStore emails;

    EmailService(Kernel kernel, UnsubscribeLinks links) {
        this.kernel = kernel;
        this.links = links;
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
            QueuedEmail again = emails.retry(id, now).orElseThrow(() -> notTriedAgain(mail, now));
            change.audit(AuditEntry.of("email.retried", TABLE, id)
                    .with("type", mail.type().typeName())
                    .with("attempts", String.valueOf(mail.attempts())));
            return again;
        });
    }

    private static Refusal notTriedAgain(QueuedEmail mail, Instant now) {
        boolean failed = mail.status() == EmailStatus.FAILED || mail.status() == EmailStatus.DEAD;
        return failed && mail.hasExpiredAt(now) ? EmailRefusal.EXPIRED.refusal() : EmailRefusal.NOT_FAILED.refusal();
    }

    @Override
    public Optional<NotificationTopic> unsubscribe(Actor actor, String token) {
        Grant grant = links.open(token).orElseThrow(TokenRefusal.GONE::refusal);
        NotificationTopic topic = grant.topic();
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            // Under the account's lock, as whoever changes the setting by hand has it.
            boolean isThere = kernel.storage()
                    .accounts()
                    .lock(grant.person())
                    .filter(account -> account.status() != AccountStatus.ERASED)
                    .isPresent();
            if (!isThere) {
                throw TokenRefusal.GONE.refusal();
            }
            switchOff(change, grant.person(), topic);
            return grant;
        });
        return Optional.ofNullable(topic);
    }

    private void switchOff(Change change, UserId person, @Nullable NotificationTopic topic) {
        JsonText present = kernel.storage()
                .settings()
                .find(person, SETTING)
                .map(Setting::value)
                .orElse(null);
        SwitchedOff.of(present, topic).ifPresent(value -> {
            kernel.storage().settings().put(kernel.ids().next(), person, SETTING, value, change.now());
            change.audit(AuditEntry.of("setting.changed", "user_settings", person)
                    .with("key", SETTING)
                    .changedWithheld("value"));
        });
    }

    @Override
    public Backlog backlog(Actor actor) {
        Authorizer.require(actor, Permission.EMAILS_READ);
        return emails.backlog(kernel.now());
    }
}
