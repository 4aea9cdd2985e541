package dev.tenon.core.kernel;

import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Idempotency;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.spi.IdempotencyStore;
import java.time.Duration;
import java.util.Optional;

/** Finds kept answers and forgets old ones. Answers are sealed: one may hold a token that works. */
public final class KeptAnswers implements Idempotency {

    static final Duration KEPT = Duration.ofHours(24);
    static final String PURPOSE = "idempotency";

    private final Kernel kernel;
    private final IdempotencyStore store;

    public KeptAnswers(Kernel kernel) {
        this.kernel = kernel;
        this.store = kernel.storage().idempotency();
    }

    @Override
    public Optional<String> find(Actor actor, String key, String fingerprint) {
        return store.find(actor.label(), key, kernel.now()).flatMap(kept -> {
            if (!kept.fingerprint().equals(fingerprint)) {
                throw RequestRefusal.KEY_REUSED.refusal();
            }
            return Optional.ofNullable(kept.sealedAnswer())
                    .flatMap(answer -> kernel.secrets().open(PURPOSE, answer));
        });
    }

    /** The job that forgets answers after their time. */
    public BackgroundJob forgetting() {
        return Job.of("forget-idempotency-keys", Duration.ofMinutes(10), () -> {
            return kernel.storage().unitOfWork().run(() -> store.deleteExpired(kernel.now(), Job.BATCH));
        });
    }

    /** What kept answers hold about people: sealed, and forgotten within a day by themselves. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, PersonalTable.erased("idempotency_keys"));
    }
}
