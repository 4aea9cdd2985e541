package dev.tenon.testkit;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentStatus;
import dev.tenon.ports.documents.DocumentVersion;
import dev.tenon.ports.documents.ProcessingBacklog;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.ProcessingStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.testkit.Tables.ProcessingRow;
import dev.tenon.testkit.Tables.VersionKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Locks a document before its rows, except to claim, which waits for nobody. */
final class InMemoryProcessingStore implements ProcessingStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryProcessingStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void enqueue(DocumentId document, int version, Instant now) {
        VersionKey key = new VersionKey(document, version);
        tables.processing.insert(key, ProcessingRow.waiting(key, turn(document, now), now));
    }

    private Instant turn(DocumentId document, Instant now) {
        SubjectId owner = owner(document);
        long before =
                tables
                        .processing
                        .rows(row -> row.failed() == null
                                && owner.equals(owner(row.key().document())))
                        .stream()
                        .limit(MOST_STEPS)
                        .count();
        return now.plus(STEP.multipliedBy(before));
    }

    private SubjectId owner(DocumentId document) {
        return tables.documents.find(document).orElseThrow().subject();
    }

    @Override
    public boolean share(DocumentId document, int earlier, int version, Instant now) {
        unitOfWork.required();
        VersionKey key = new VersionKey(document, version);
        Optional<Extracted> read = find(document, earlier);
        if (read.isPresent()) {
            tables.texts.put(key, read.get());
            show(
                    key,
                    shown -> shown.processed(
                            DocumentStatus.PROCESSED, null, read.get().pages()));
            return true;
        }
        Optional<String> failed =
                tables.processing.find(new VersionKey(document, earlier)).map(ProcessingRow::failed);
        failed.ifPresent(reason -> {
            tables.processing.put(key, new ProcessingRow(key, now, 0, now, null, null, null, reason));
            show(key, shown -> shown.processed(DocumentStatus.FAILED, reason, null));
        });
        return failed.isPresent();
    }

    @Override
    public boolean request(DocumentId document, int version, Instant now) {
        VersionKey key = new VersionKey(document, version);
        Optional<ProcessingRow> present = tables.processing.lock(key);
        if (present.filter(row -> row.isLeasedAt(now) || row.isWaitingAt(now)).isPresent()) {
            return false;
        }
        tables.processing.put(key, ProcessingRow.waiting(key, turn(document, now), now));
        present.map(ProcessingRow::thumbnail).ifPresent(picture -> forget(tables, picture));
        show(key, shown -> shown.processed(DocumentStatus.UPLOADED, null, shown.pageCount()));
        return true;
    }

    @Override
    public Optional<Claimed> claim(UUID worker, BlobKey thumbnail, Instant now, Instant leaseUntil) {
        unitOfWork.required();
        List<ProcessingRow> due = tables.processing.rows(row -> row.isDueAt(now)).stream()
                .sorted(Comparator.comparing(ProcessingRow::turnAt))
                .toList();
        for (ProcessingRow seen : due) {
            if (tables.documents.tryLock(seen.key().document()) && tables.processing.tryLock(seen.key())) {
                Optional<ProcessingRow> row = tables.processing.find(seen.key()).filter(each -> each.isDueAt(now));
                if (row.isPresent()) {
                    return Optional.of(claim(row.get(), worker, thumbnail, leaseUntil));
                }
            }
        }
        return Optional.empty();
    }

    private Claimed claim(ProcessingRow row, UUID worker, BlobKey thumbnail, Instant leaseUntil) {
        VersionKey key = row.key();
        ProcessingRow claimed = new ProcessingRow(
                key, row.turnAt(), row.attempts() + 1, row.nextAttemptAt(), worker, leaseUntil, thumbnail, null);
        tables.processing.put(key, claimed);
        forget(tables, row.thumbnail());
        show(key, shown -> shown.processed(DocumentStatus.PROCESSING, null, shown.pageCount()));
        Document document = tables.documents.find(key.document()).orElseThrow();
        DocumentVersion version = tables.documentVersions.find(key).orElseThrow();
        return new Claimed(
                key.document(),
                key.version(),
                version.blobKey(),
                version.fileSize(),
                version.mediaType(),
                document.ownerId(),
                document.organizationId(),
                worker,
                claimed.attempts(),
                thumbnail);
    }

    @Override
    public boolean complete(Claimed claimed, Extracted extracted, Instant now) {
        return withClaim(claimed, row -> {
            VersionKey key = row.key();
            @Nullable
            StoredBlob former = tables.texts.find(key).map(Extracted::thumbnail).orElse(null);
            tables.texts.put(key, extracted);
            tables.processing.remove(key);
            if (extracted.thumbnail() != null) {
                forget(tables, row.thumbnail());
            }
            forget(tables, former == null ? null : former.key());
            show(key, shown -> shown.processed(DocumentStatus.PROCESSED, null, extracted.pages()));
        });
    }

    @Override
    public boolean retry(Claimed claimed, Instant nextAttemptAt, String reason) {
        return withClaim(claimed, row -> giveBack(row, row.attempts(), nextAttemptAt, null));
    }

    @Override
    public boolean release(Claimed claimed) {
        return withClaim(claimed, row -> giveBack(row, row.attempts() - 1, row.nextAttemptAt(), null));
    }

    @Override
    public boolean fail(Claimed claimed, String reason) {
        return withClaim(claimed, row -> {
            giveBack(row, row.attempts(), row.nextAttemptAt(), reason);
            forgetText(tables, row.key());
            show(row.key(), shown -> shown.processed(DocumentStatus.FAILED, reason, null));
        });
    }

    private void giveBack(ProcessingRow row, int attempts, Instant nextAttemptAt, @Nullable String failed) {
        tables.processing.put(
                row.key(),
                new ProcessingRow(row.key(), row.turnAt(), attempts, nextAttemptAt, null, null, null, failed));
        forget(tables, row.thumbnail());
    }

    private boolean withClaim(Claimed claimed, Consumer<ProcessingRow> work) {
        tables.documents.lock(claimed.documentId());
        Optional<ProcessingRow> row = tables.processing
                .lock(new VersionKey(claimed.documentId(), claimed.version()))
                .filter(each -> claimed.worker().equals(each.worker()) && each.attempts() == claimed.attempt());
        row.ifPresent(work);
        return row.isPresent();
    }

    private void show(VersionKey key, UnaryOperator<Document> change) {
        tables.documents
                .lock(key.document())
                .filter(document -> document.version() == key.version())
                .ifPresent(document -> tables.documents.put(document.id(), change.apply(document)));
    }

    @Override
    public Optional<Extracted> find(DocumentId document, int version) {
        return tables.texts.find(new VersionKey(document, version));
    }

    @Override
    public Optional<StoredBlob> thumbnail(DocumentId document, int version) {
        return find(document, version).map(Extracted::thumbnail);
    }

    @Override
    public ProcessingBacklog backlog(Instant now) {
        List<ProcessingRow> live = tables.processing.rows(row -> row.failed() == null);
        return new ProcessingBacklog(
                live.stream().filter(row -> !row.nextAttemptAt().isAfter(now)).count(),
                live.stream().filter(row -> row.nextAttemptAt().isAfter(now)).count(),
                tables.processing.rows(row -> row.failed() != null).size(),
                live.stream()
                        .map(ProcessingRow::nextAttemptAt)
                        .filter(next -> !next.isAfter(now))
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    /** Forgets all about a version that is gone. */
    static void forget(Tables tables, VersionKey key) {
        @Nullable
        BlobKey picture =
                tables.processing.find(key).map(ProcessingRow::thumbnail).orElse(null);
        tables.processing.remove(key);
        forget(tables, picture);
        forgetText(tables, key);
    }

    private static void forgetText(Tables tables, VersionKey key) {
        @Nullable
        StoredBlob picture = tables.texts.find(key).map(Extracted::thumbnail).orElse(null);
        tables.texts.remove(key);
        forget(tables, picture == null ? null : picture.key());
    }

    /** Asks for the deletion of a picture, unless a row names it. */
    private static void forget(Tables tables, @Nullable BlobKey picture) {
        if (picture != null && !thumbnails(tables).contains(picture)) {
            tables.blobDeletions.insert(picture, Instant.EPOCH);
        }
    }

    /** Every picture that a row names. */
    static Set<BlobKey> thumbnails(Tables tables) {
        Set<BlobKey> named = new HashSet<>();
        for (ProcessingRow row : tables.processing.rows(row -> row.thumbnail() != null)) {
            named.add(Objects.requireNonNull(row.thumbnail()));
        }
        for (Extracted row : tables.texts.rows(row -> row.thumbnail() != null)) {
            named.add(Objects.requireNonNull(row.thumbnail()).key());
        }
        return named;
    }
}
