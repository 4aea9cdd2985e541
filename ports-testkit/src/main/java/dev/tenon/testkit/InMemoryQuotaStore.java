package dev.tenon.testkit;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.documents.QuotaDrift;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Locks a hold before its quota, everywhere; nobody but its maker knows a hold that is being reserved. */
final class InMemoryQuotaStore implements QuotaStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryQuotaStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void open(UUID id, UserId userId, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now) {
        unitOfWork.required();
        tables.requireAccount(userId);
        Quota present = tables.quotas.lock(userId).orElse(new Quota(userId, 0, 0, null, 0, 0, null));
        tables.quotas.put(
                userId,
                new Quota(
                        userId,
                        present.used(),
                        present.reserved(),
                        maxBytes,
                        present.documentsUsed(),
                        present.documentsReserved(),
                        maxDocuments));
    }

    @Override
    public void open(
            UUID id, OrganizationId organizationId, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now) {
        Quota present = tables.organizationQuotas
                .lock(organizationId)
                .orElse(new Quota(organizationId, 0, 0, null, 0, 0, null));
        tables.organizationQuotas.put(
                organizationId,
                new Quota(
                        organizationId,
                        present.used(),
                        present.reserved(),
                        maxBytes,
                        present.documentsUsed(),
                        present.documentsReserved(),
                        maxDocuments));
    }

    @Override
    public List<Filling> lockFilled(Instant toldBefore, int limit) {
        return Stream.concat(
                        tables.quotas.rows(any -> true).stream(), tables.organizationQuotas.rows(any -> true).stream())
                .filter(quota -> isToBeTold(filling(quota, toldBefore)))
                .filter(quota -> tables.quotasTold.tryLock(quota.subject()))
                .map(quota -> filling(quota, toldBefore))
                .filter(InMemoryQuotaStore::isToBeTold)
                .limit(limit)
                .toList();
    }

    private static boolean isToBeTold(Filling filling) {
        return filling.storage() != filling.storageTold() || filling.documents() != filling.documentsTold();
    }

    private Filling filling(Quota quota, Instant toldBefore) {
        Tables.Told told = tables.quotasTold.find(quota.subject()).orElse(new Tables.Told(0, 0, Instant.MIN));
        boolean isKept = told.at().isAfter(toldBefore);
        int storage = QuotaStore.step(quota.used(), quota.max(), told.storage());
        int documents = QuotaStore.step(quota.documentsUsed(), quota.documentsMax(), told.documents());
        return new Filling(
                quota.subject(),
                isKept ? Math.max(storage, told.storage()) : storage,
                told.storage(),
                isKept ? Math.max(documents, told.documents()) : documents,
                told.documents());
    }

    @Override
    public void told(SubjectId subject, int storage, int documents, Instant now) {
        Tables.Told before = tables.quotasTold.lock(subject).orElse(new Tables.Told(0, 0, Instant.MIN));
        boolean isMore = storage > before.storage() || documents > before.documents();
        tables.quotasTold.put(subject, new Tables.Told(storage, documents, isMore ? now : before.at()));
    }

    @Override
    public Optional<Quota> lock(SubjectId subject) {
        return switch (subject) {
            case UserId person -> tables.quotas.lock(person);
            case OrganizationId organization -> tables.organizationQuotas.lock(organization);
        };
    }

    @Override
    public void limit(SubjectId subject, @Nullable Long maxBytes, @Nullable Long maxDocuments, Instant now) {
        lock(subject).ifPresent(quota -> {
            Quota limited = new Quota(
                    subject,
                    quota.used(),
                    quota.reserved(),
                    maxBytes,
                    quota.documentsUsed(),
                    quota.documentsReserved(),
                    maxDocuments);
            put(limited);
        });
    }

    @Override
    public List<QuotaDrift> drifted(int limit) {
        return Stream.concat(
                        tables.quotas.rows(any -> true).stream(), tables.organizationQuotas.rows(any -> true).stream())
                .flatMap(quota -> drift(quota).stream())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<QuotaDrift> recount(SubjectId subject, Instant now) {
        unitOfWork.required();
        Optional<QuotaDrift> drift = lock(subject).flatMap(this::drift);
        drift.ifPresent(found -> put(new Quota(
                subject,
                found.stored(),
                found.held(),
                found.quota().max(),
                found.documentsStored(),
                found.documentsHeld(),
                found.quota().documentsMax())));
        return drift;
    }

    private Optional<QuotaDrift> drift(Quota quota) {
        List<Document> documents = tables.documents.rows(
                document -> document.subject().equals(quota.subject()) && document.deletedAt() == null);
        Set<DocumentId> ids = documents.stream().map(Document::id).collect(Collectors.toSet());
        long stored = tables.documentVersions.rows(version -> ids.contains(version.documentId())).stream()
                .mapToLong(DocumentVersion::fileSize)
                .sum();
        List<Hold> holds = tables.holds.rows(hold -> hold.subject().equals(quota.subject()));
        long held = holds.stream().mapToLong(Hold::bytes).sum();
        long documentsHeld = holds.stream().mapToLong(Hold::documents).sum();
        boolean isRight = quota.used() == stored
                && quota.reserved() == held
                && quota.documentsUsed() == documents.size()
                && quota.documentsReserved() == documentsHeld;
        return isRight
                ? Optional.empty()
                : Optional.of(new QuotaDrift(quota, stored, held, documents.size(), documentsHeld));
    }

    @Override
    public void close(OrganizationId organizationId) {
        tables.organizationQuotas.remove(organizationId);
    }

    @Override
    public Optional<Quota> find(SubjectId subject) {
        return switch (subject) {
            case UserId person -> tables.quotas.find(person);
            case OrganizationId organization -> tables.organizationQuotas.find(organization);
        };
    }

    @Override
    public boolean reserve(Hold hold, Instant now) {
        Optional<Quota> fitting = lock(hold.subject())
                .filter(quota -> quota.takes(hold.bytes()) && quota.takesDocuments(hold.documents()));
        fitting.ifPresent(quota -> {
            count(quota, 0, hold.bytes(), 0, hold.documents());
            tables.holds.put(hold.id(), hold);
        });
        return fitting.isPresent();
    }

    @Override
    public boolean extend(UUID holdId, long moreBytes, Instant expiresAt, Instant now) {
        return withHold(
                holdId,
                (hold, quota) -> Optional.of(quota)
                        .filter(present -> present.takes(moreBytes))
                        .map(present -> {
                            count(present, 0, moreBytes, 0, 0);
                            tables.holds.put(
                                    holdId,
                                    new Hold(
                                            holdId,
                                            hold.subject(),
                                            hold.blobKey(),
                                            hold.bytes() + moreBytes,
                                            hold.documents(),
                                            expiresAt));
                            return true;
                        })
                        .orElse(false));
    }

    @Override
    public boolean commit(UUID holdId, long usedBytes, Instant now) {
        return withHold(holdId, (hold, quota) -> {
            if (usedBytes > hold.bytes()) {
                throw new IllegalArgumentException(
                        "The hold is of " + hold.bytes() + " bytes, too few for " + usedBytes + "; extend it first");
            }
            count(quota, usedBytes, -hold.bytes(), hold.documents(), -hold.documents());
            return tables.holds.remove(holdId);
        });
    }

    @Override
    public boolean release(UUID holdId, Instant now) {
        return withHold(holdId, (hold, quota) -> {
            count(quota, 0, -hold.bytes(), 0, -hold.documents());
            tables.blobDeletions.insert(hold.blobKey(), now);
            return tables.holds.remove(holdId);
        });
    }

    private boolean withHold(UUID holdId, BiFunction<Hold, Quota, Boolean> work) {
        unitOfWork.required();
        return tables.holds
                .lock(holdId)
                .flatMap(hold -> lock(hold.subject()).map(quota -> work.apply(hold, quota)))
                .orElse(false);
    }

    private void count(Quota quota, long used, long reserved, long documentsUsed, long documentsReserved) {
        put(new Quota(
                quota.subject(),
                quota.used() + used,
                quota.reserved() + reserved,
                quota.max(),
                quota.documentsUsed() + documentsUsed,
                quota.documentsReserved() + documentsReserved,
                quota.documentsMax()));
    }

    private void put(Quota quota) {
        switch (quota.subject()) {
            case UserId person -> tables.quotas.put(person, quota);
            case OrganizationId organization -> tables.organizationQuotas.put(organization, quota);
        }
    }

    @Override
    public boolean take(SubjectId subject, long bytes, long documents, Instant now) {
        Optional<Quota> fitting = lock(subject).filter(quota -> quota.takes(bytes) && quota.takesDocuments(documents));
        fitting.ifPresent(quota -> count(quota, bytes, 0, documents, 0));
        return fitting.isPresent();
    }

    @Override
    public void free(SubjectId subject, long bytes, long documents, Instant now) {
        lock(subject).ifPresent(quota -> count(quota, -bytes, 0, -documents, 0));
    }

    @Override
    public void discard(List<BlobKey> blobKeys, Instant now) {
        unitOfWork.required();
        blobKeys.forEach(key -> tables.blobDeletions.insert(key, now));
    }

    @Override
    public List<Hold> lockExpiredHolds(Instant now, int limit) {
        unitOfWork.required();
        List<Hold> locked = new ArrayList<>();
        for (Hold seen : tables.holds.rows(hold -> !hold.expiresAt().isAfter(now) && !isOfUpload(hold))) {
            if (locked.size() < limit && tables.holds.tryLock(seen.id())) {
                tables.holds
                        .find(seen.id())
                        .filter(hold -> !hold.expiresAt().isAfter(now))
                        .ifPresent(locked::add);
            }
        }
        locked.sort(Comparator.comparing(hold -> hold.subject().value()));
        return locked;
    }

    private boolean isOfUpload(Hold hold) {
        return !tables.uploads
                .rows(row -> row.running().holdId().equals(hold.id()))
                .isEmpty();
    }

    @Override
    public List<BlobKey> claimDeletions(Instant now, Instant retryAt, int limit) {
        unitOfWork.required();
        List<BlobKey> claimed = new ArrayList<>();
        for (BlobKey key : tables.blobDeletions.keys(due -> !due.isAfter(now))) {
            if (claimed.size() < limit
                    && tables.blobDeletions.tryLock(key)
                    && tables.blobDeletions
                            .find(key)
                            .filter(due -> !due.isAfter(now))
                            .isPresent()) {
                tables.blobDeletions.put(key, retryAt);
                claimed.add(key);
            }
        }
        return claimed;
    }

    @Override
    public void deletionDone(BlobKey blobKey) {
        unitOfWork.joinOrRun(() -> tables.blobDeletions.remove(blobKey));
    }

    @Override
    public List<BlobKey> unknown(List<BlobKey> blobKeys) {
        return unitOfWork.reading(() -> {
            Set<BlobKey> known = new HashSet<>(tables.blobDeletions.keys(any -> true));
            tables.holds.rows(any -> true).stream().map(Hold::blobKey).forEach(known::add);
            tables.uploadParts.rows(any -> true).forEach(part -> known.add(part.key()));
            tables.documentVersions.rows(any -> true).stream()
                    .map(DocumentVersion::blobKey)
                    .forEach(known::add);
            known.addAll(InMemoryProcessingStore.thumbnails(tables));
            return blobKeys.stream().filter(key -> !known.contains(key)).toList();
        });
    }
}
