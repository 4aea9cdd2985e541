package dev.tenon.core.kernel;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.spi.AuditChain;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.IdempotencyClaim;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.kernel.spi.IdempotencyStore;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.Outbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The one way in which the core changes anything on somebody's behalf: the rows, the mails, the audit rows and the answer
 * to an idempotent request in one commit, or nothing.
 */
public final class Changes {

    private final UnitOfWork unitOfWork;
    private final IdempotencyStore idempotency;
    private final AuditChain auditChain;
    private final Outbox outbox;
    private final Secrets secrets;

    public Changes(
            UnitOfWork unitOfWork,
            IdempotencyStore idempotency,
            AuditChain auditChain,
            Outbox outbox,
            Secrets secrets) {
        this.unitOfWork = unitOfWork;
        this.idempotency = idempotency;
        this.auditChain = auditChain;
        this.outbox = outbox;
        this.secrets = secrets;
    }

    /**
     * Concludes a use case. What the work returns must be what the use case returns: the kept answer of an idempotent
     * request is made of it. The work may be run again after a deadlock, so it does nothing but write to stores.
     */
    public <T> T commit(Actor actor, Instant now, Function<Change, T> work) {
        return unitOfWork.run(() -> {
            Recorder recorder = new Recorder(actor, now, outbox);
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
        private final List<AuditEntry> entries = new ArrayList<>();

        Recorder(Actor actor, Instant now, Outbox outbox) {
            this.actor = actor;
            this.now = now;
            this.outbox = outbox;
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
        public void mail(MailDraft draft) {
            outbox.enqueue(draft, now);
        }
    }
}
