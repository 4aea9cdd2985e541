package dev.tenon.core.notifications;

import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.MailThread;
import dev.tenon.ports.notifications.spi.Outbox;
import java.time.Instant;

/**
 * Queues mails with what they will say sealed, since it may hold a token that works: a dump must not. They are written when they
 * are sent, so whoever causes one waits for neither.
 */
final class SealedOutbox implements Outbox {

    static final String PURPOSE = "email";

    private final EmailStore store;
    private final Ids ids;
    private final Secrets secrets;

    SealedOutbox(EmailStore store, Ids ids, Secrets secrets) {
        this.store = store;
        this.ids = ids;
        this.secrets = secrets;
    }

    @Override
    public void enqueue(MailDraft draft, Instant now) {
        EmailId id = new EmailId(ids.next());
        MailThread thread = draft.thread();
        QueuedEmail email = new QueuedEmail(
                id,
                draft.userId(),
                draft.recipient(),
                draft.type(),
                null,
                EmailStatus.PENDING,
                0,
                now,
                draft.until(),
                thread == null ? "<" + id + "@tenon>" : thread.messageId(),
                null,
                now,
                null);
        String sealed = secrets.seal(PURPOSE, MailContents.of(draft).written());
        store.insert(email, sealed, draft.dedupeKey());
    }

    @Override
    public void withdraw(String dedupeKeyPrefix, Instant now) {
        if (dedupeKeyPrefix.isEmpty()) {
            throw new IllegalArgumentException("Say how the keys of the mails begin that are to be withdrawn");
        }
        store.withdraw(dedupeKeyPrefix, "It was withdrawn: what it says is no longer so.", now);
    }
}
