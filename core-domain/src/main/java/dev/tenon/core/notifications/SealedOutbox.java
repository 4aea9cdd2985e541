package dev.tenon.core.notifications;

import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.notifications.spi.EmailStore;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.Outbox;
import java.time.Instant;

/** Queues mails with their texts sealed, since a text may hold a token that works: a dump must not. */
final class SealedOutbox implements Outbox {

    static final String PURPOSE = "email";

    private final EmailStore store;
    private final Ids ids;
    private final Secrets secrets;
    private final EmailTexts texts;

    SealedOutbox(EmailStore store, Ids ids, Secrets secrets, EmailTexts texts) {
        this.store = store;
        this.ids = ids;
        this.secrets = secrets;
        this.texts = texts;
    }

    @Override
    public void enqueue(MailDraft draft, Instant now) {
        EmailId id = new EmailId(ids.next());
        EmailTexts.Text text = texts.of(draft);
        QueuedEmail email = new QueuedEmail(
                id,
                draft.userId(),
                draft.recipient(),
                draft.type(),
                text.subject(),
                EmailStatus.PENDING,
                0,
                now,
                "<" + id + "@tenon>",
                null,
                now,
                null);
        store.insert(email, secrets.seal(PURPOSE, text.body().written()), draft.dedupeKey());
    }
}
