package dev.tenon.core.kernel;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.audit.spi.AuditChain;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.IdempotencyClaim;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.kernel.spi.IdempotencyStore;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.notifications.spi.Notifier;
import dev.tenon.ports.notifications.spi.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The one way in which the core changes anything on somebody's behalf: the rows, the mails, the notifications, the audit rows and the answer
 * to an idempotent request in one commit, or nothing.
 */
public final class Changes {

    private final UnitOfWork unitOfWork;
    private final IdempotencyStore idempotency;
    private final AuditChain auditChain;
    private final Outbox outbox;
    private final Notifier notifier;
    private final Secrets secrets;
    private final UsageRecorder usage;

    public Changes(
            UnitOfWork unitOfWork,
            IdempotencyStore idempotency,
            AuditChain auditChain,
            Outbox outbox,
            Notifier notifier,
            Secrets secrets,
            UsageRecorder usage) {
        this.unitOfWork = unitOfWork;
        this.idempotency = idempotency;
        this.auditChain = auditChain;
        this.outbox = outbox;
        this.notifier = notifier;
        this.secrets = secrets;
        this.usage = usage;
    }

    /**
     * Concludes a use case. What the work returns must be what the use case returns: the kept answer of an idempotent
     * request is made of it. The work may be run again after a deadlock, so it does nothing but write to stores.
     */
    public <T> T commit(Actor actor, Instant now, Function<Change, T> work) {
        return unitOfWork.run(() -> {
            Recorder recorder = new Recorder(actor, now, outbox, notifier, usage);
            IdempotencyClaim claim = actor.claim();
            if (claim == null) {
                T result = work.apply(recorder);
                auditChain.append(actor, recorder.entries, now);
                return result;
            }
            Instant expiresAt = now.plus(KeptAnswers.KEPT);
            if (!idempotency.claim(claim.caller(), claim.key(), claim.fingerprint(), now, expiresAt)) {
                throw RequestRefusal.KEY_IN_USE.refusal();
            }
            T result = work.apply(recorder);
            String answer = claim.answer().apply(result);
            idempotency.complete(claim.caller(), claim.key(), secrets.seal(KeptAnswers.PURPOSE, answer));
            auditChain.append(actor, recorder.entries, now);
            return result;
        });
    }

    private static final class Recorder implements Change {

        private final Actor actor;
        private final Instant now;
        private final Outbox outbox;
        private final Notifier notifier;
        private final UsageRecorder usage;
        private final List<AuditEntry> entries = new ArrayList<>();

        Recorder(Actor actor, Instant now, Outbox outbox, Notifier notifier, UsageRecorder usage) {
            this.actor = actor;
            this.now = now;
            this.outbox = outbox;
            this.notifier = notifier;
            this.usage = usage;
        }

        @Override
        public Actor actor() {
            return actor;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void audit(AuditEntry entry) {
            entries.add(entry);
        }

        @Override
        public void usage(UsageAction action, Map<String, ?> details) {
            usage.inCommit(actor, now, action, details);
        }

        @Override
        public void usage(UserId person, UsageAction action, Map<String, ?> details) {
            usage.inCommit(person, now, action, details);
        }

        @Override
        public void mail(MailDraft draft) {
            outbox.enqueue(draft, now);
        }

        @Override
        public void withdrawMail(String dedupeKeyPrefix) {
            outbox.withdraw(dedupeKeyPrefix, now);
        }

        @Override
        public void notify(NotificationDraft draft) {
            notifier.post(draft, now);
        }

        @Override
        public void withdrawNotifications(String occasion) {
            notifier.withdraw(occasion);
        }
    }
}
