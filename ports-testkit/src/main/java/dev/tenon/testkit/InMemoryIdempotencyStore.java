package dev.tenon.testkit;

import dev.tenon.ports.kernel.spi.IdempotencyStore;
import dev.tenon.testkit.Tables.IdempotencyKey;
import dev.tenon.testkit.Tables.IdempotencyRow;
import java.time.Instant;
import java.util.Optional;

/** Whoever claims holds the key's row; whoever finds it held does not wait. */
final class InMemoryIdempotencyStore implements IdempotencyStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryIdempotencyStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public boolean claim(String caller, String key, String fingerprint, Instant now, Instant expiresAt) {
        IdempotencyKey claimed = new IdempotencyKey(caller, key);
        boolean free = tables.idempotencyKeys.tryLock(claimed)
                && tables.idempotencyKeys
                        .find(claimed)
                        .filter(row -> now.isBefore(row.expiresAt()))
                        .isEmpty();
        if (free) {
            tables.idempotencyKeys.put(claimed, new IdempotencyRow(fingerprint, null, expiresAt));
        }
        return free;
    }

    @Override
    public void complete(String caller, String key, String sealedAnswer) {
        IdempotencyKey claimed = new IdempotencyKey(caller, key);
        IdempotencyRow row = tables.idempotencyKeys
                .lock(claimed)
                .orElseThrow(() -> new IllegalStateException("The key was not claimed; claim it first"));
        tables.idempotencyKeys.put(claimed, new IdempotencyRow(row.fingerprint(), sealedAnswer, row.expiresAt()));
    }

    @Override
    public Optional<KeptAnswer> find(String caller, String key, Instant now) {
        return tables.idempotencyKeys
                .findCommitted(new IdempotencyKey(caller, key))
                .filter(row -> now.isBefore(row.expiresAt()))
                .map(row -> new KeptAnswer(row.fingerprint(), row.sealedAnswer()));
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        unitOfWork.required();
        return (int) tables.idempotencyKeys.keys(row -> !now.isBefore(row.expiresAt())).stream()
                .filter(tables.idempotencyKeys::tryLock)
                .limit(limit)
                .filter(tables.idempotencyKeys::remove)
                .count();
    }
}
