package dev.tenon.testkit;

import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.spi.PasskeyCeremonies.Credential;
import dev.tenon.ports.signin.spi.PasskeyStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemoryPasskeyStore implements PasskeyStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryPasskeyStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public boolean insertIfAbsent(StoredPasskey stored) {
        unitOfWork.required();
        tables.requireAccount(stored.passkey().userId());
        PasskeyId id = stored.passkey().id();
        if (!tables.passkeysByCredential.insert(stored.credential().credentialId(), id)) {
            return false;
        }
        tables.passkeys.put(id, stored);
        return true;
    }

    @Override
    public Optional<StoredPasskey> findByCredential(String credentialId) {
        return unitOfWork.reading(
                () -> tables.passkeysByCredential.find(credentialId).flatMap(tables.passkeys::find));
    }

    @Override
    public List<StoredPasskey> list(UserId userId) {
        return tables.passkeys.rows(row -> row.passkey().userId().equals(userId)).stream()
                .sorted(Comparator.comparing(
                                (StoredPasskey row) -> row.passkey().createdAt())
                        .thenComparing(row -> row.passkey().id().value()))
                .toList();
    }

    @Override
    public Optional<Passkey> lock(UserId userId, PasskeyId id) {
        unitOfWork.required();
        return tables.passkeys
                .lock(id)
                .map(StoredPasskey::passkey)
                .filter(passkey -> passkey.userId().equals(userId));
    }

    @Override
    public void rename(PasskeyId id, String name) {
        unitOfWork.required();
        tables.passkeys.lock(id).ifPresent(row -> {
            tables.passkeys.put(id, new StoredPasskey(row.passkey().renamed(name), row.credential()));
        });
    }

    @Override
    public boolean use(PasskeyId id, long signatureCount, Instant now) {
        unitOfWork.required();
        Optional<StoredPasskey> found =
                tables.passkeys.lock(id).filter(row -> isNext(row.credential().signatureCount(), signatureCount));
        found.ifPresent(row -> {
            Passkey before = row.passkey();
            Passkey after = new Passkey(
                    id, before.userId(), before.name(), before.site(), before.createdAt(), now, before.revision());
            Credential key = row.credential();
            tables.passkeys.put(
                    id,
                    new StoredPasskey(
                            after, new Credential(key.userId(), key.credentialId(), key.publicKey(), signatureCount)));
        });
        return found.isPresent();
    }

    private static boolean isNext(long before, long count) {
        return before < count || (before == 0 && count == 0);
    }

    @Override
    public boolean delete(UserId userId, PasskeyId id) {
        Optional<StoredPasskey> found = lock(userId, id).flatMap(passkey -> tables.passkeys.find(passkey.id()));
        found.ifPresent(this::forget);
        return found.isPresent();
    }

    @Override
    public int deleteSince(UserId userId, @Nullable Instant since) {
        unitOfWork.required();
        List<StoredPasskey> dropped = list(userId).stream()
                .filter(row -> since == null || !row.passkey().createdAt().isBefore(since))
                .toList();
        dropped.forEach(this::forget);
        return dropped.size();
    }

    private void forget(StoredPasskey row) {
        tables.passkeysByCredential.remove(row.credential().credentialId());
        tables.passkeys.remove(row.passkey().id());
    }
}
