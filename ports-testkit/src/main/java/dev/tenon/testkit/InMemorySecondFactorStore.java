package dev.tenon.testkit;

import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import dev.tenon.testkit.Tables.FactorRow;
import dev.tenon.testkit.Tables.RecoveryCodeKey;
import dev.tenon.testkit.Tables.RecoveryCodeRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class InMemorySecondFactorStore implements SecondFactorStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemorySecondFactorStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Optional<SecondFactor> find(UserId userId) {
        return tables.secondFactors.find(userId).map(FactorRow::factor);
    }

    @Override
    public boolean enrol(UserId userId, String sealedSecret, Instant now) {
        unitOfWork.required();
        tables.requireAccount(userId);
        boolean isOn = tables.secondFactors
                .lock(userId)
                .filter(row -> row.factor().confirmedAt() != null)
                .isPresent();
        if (!isOn) {
            tables.secondFactors.put(userId, new FactorRow(new SecondFactor(userId, sealedSecret, now, null), null));
        }
        return !isOn;
    }

    @Override
    public boolean confirm(UserId userId, String sealedSecret, long step, Instant now) {
        unitOfWork.required();
        return tables.secondFactors
                .lock(userId)
                .map(FactorRow::factor)
                .filter(factor ->
                        factor.confirmedAt() == null && factor.sealedSecret().equals(sealedSecret))
                .map(factor -> {
                    SecondFactor confirmed = new SecondFactor(userId, sealedSecret, factor.createdAt(), now);
                    tables.secondFactors.put(userId, new FactorRow(confirmed, step));
                    return true;
                })
                .orElse(false);
    }

    @Override
    public boolean useStep(UserId userId, long step) {
        unitOfWork.required();
        Optional<FactorRow> unused = tables.secondFactors
                .lock(userId)
                .filter(row -> row.factor().confirmedAt() != null)
                .filter(row -> row.lastStep() == null || row.lastStep() < step);
        unused.ifPresent(row -> tables.secondFactors.put(userId, new FactorRow(row.factor(), step)));
        return unused.isPresent();
    }

    @Override
    public boolean remove(UserId userId) {
        unitOfWork.required();
        boolean wasOn = tables.secondFactors
                .lock(userId)
                .filter(row -> row.factor().confirmedAt() != null)
                .isPresent();
        forget(userId);
        return wasOn;
    }

    @Override
    public boolean removeSince(UserId userId, Instant since) {
        unitOfWork.required();
        boolean isLater = tables.secondFactors
                .lock(userId)
                .map(FactorRow::factor)
                .filter(factor -> !factor.createdAt().isBefore(since)
                        || (factor.confirmedAt() != null
                                && !factor.confirmedAt().isBefore(since)))
                .isPresent();
        if (isLater) {
            forget(userId);
        }
        return isLater;
    }

    private void forget(UserId userId) {
        tables.secondFactors.remove(userId);
        codeKeys(userId).forEach(tables.recoveryCodes::remove);
    }

    @Override
    public void replaceRecoveryCodes(UserId userId, List<String> digests, Instant now) {
        unitOfWork.required();
        tables.requireAccount(userId);
        codeKeys(userId).forEach(tables.recoveryCodes::remove);
        digests.forEach(digest ->
                tables.recoveryCodes.put(new RecoveryCodeKey(userId, digest), new RecoveryCodeRow(userId, null)));
    }

    @Override
    public boolean hasRecoveryCode(UserId userId, String digest) {
        return tables.recoveryCodes
                .find(new RecoveryCodeKey(userId, digest))
                .filter(row -> row.usedAt() == null)
                .isPresent();
    }

    @Override
    public boolean useRecoveryCode(UserId userId, String digest, Instant now) {
        unitOfWork.required();
        RecoveryCodeKey key = new RecoveryCodeKey(userId, digest);
        boolean isUnused = tables.recoveryCodes
                .lock(key)
                .filter(row -> row.usedAt() == null)
                .isPresent();
        if (isUnused) {
            tables.recoveryCodes.put(key, new RecoveryCodeRow(userId, now));
        }
        return isUnused;
    }

    @Override
    public int recoveryCodesLeft(UserId userId) {
        return tables.recoveryCodes
                .rows(row -> row.userId().equals(userId) && row.usedAt() == null)
                .size();
    }

    private List<RecoveryCodeKey> codeKeys(UserId userId) {
        return tables.recoveryCodes.keys(row -> row.userId().equals(userId));
    }
}
