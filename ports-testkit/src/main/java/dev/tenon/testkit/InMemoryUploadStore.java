package dev.tenon.testkit;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.spi.UploadStore;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.PartKey;
import dev.tenon.testkit.Tables.PartRow;
import dev.tenon.testkit.Tables.UploadRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

final class InMemoryUploadStore implements UploadStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;
    private final InMemoryDocumentStore documents;

    InMemoryUploadStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
        this.documents = new InMemoryDocumentStore(unitOfWork, tables);
    }

    @Override
    public int countOpen(UserId person) {
        return tables.uploads
                .rows(row -> isOpen(row) && row.upload().userId().equals(person))
                .size();
    }

    private static boolean isOpen(UploadRow row) {
        return row.upload().status() == UploadStatus.OPEN;
    }

    @Override
    public void insert(Running running) {
        tables.requireAccount(running.upload().userId());
        DocumentId versionOf = running.upload().versionOf();
        if (versionOf != null
                && !tables.uploads
                        .rows(isOpenFor(versionOf, running.upload().userId()))
                        .isEmpty()) {
            throw new IllegalStateException("There is an open upload for a version of " + versionOf);
        }
        tables.uploads.put(running.upload().id(), new UploadRow(running, null));
    }

    private static Predicate<UploadRow> isOpenFor(DocumentId document, UserId person) {
        return row -> isOpen(row)
                && document.equals(row.upload().versionOf())
                && row.upload().userId().equals(person);
    }

    @Override
    public Optional<Upload> find(UploadId id, UserId person) {
        return tables.uploads
                .find(id)
                .map(UploadRow::upload)
                .filter(upload -> upload.userId().equals(person));
    }

    @Override
    public Page<Upload> list(UserId person, PageRequest page) {
        List<Upload> mine = tables.uploads.rows(row -> row.upload().userId().equals(person)).stream()
                .map(UploadRow::upload)
                .toList();
        return Pages.newestFirst(mine, Upload::position, page);
    }

    @Override
    public Optional<Running> lock(UploadId id) {
        return tables.uploads.lock(id).map(UploadRow::running);
    }

    @Override
    public boolean isCurrent(UploadId id, long attempt) {
        return tables.uploads
                .find(id)
                .filter(row -> isOpen(row) && row.running().attempt() == attempt)
                .isPresent();
    }

    @Override
    public List<BlobKey> begin(UploadId id, long attempt, BlobKey blobKey, long start, @Nullable Instant busyUntil) {
        UploadRow row = tables.uploads.lock(id).orElseThrow();
        tables.uploads.put(id, row.with(row.upload(), attempt, busyUntil));
        List<BlobKey> lost = forget(id, part -> part.blob() == null);
        tables.uploadParts.put(new PartKey(id, attempt), new PartRow(id, attempt, start, blobKey, null));
        return lost;
    }

    private List<BlobKey> forget(UploadId id, Predicate<PartRow> which) {
        List<BlobKey> keys = new ArrayList<>();
        for (PartRow part : tables.uploadParts.rows(row -> row.upload().equals(id) && which.test(row))) {
            tables.uploadParts.remove(new PartKey(id, part.number()));
            keys.add(part.key());
        }
        return keys;
    }

    @Override
    public int countParts(UploadId id) {
        return parts(id).size();
    }

    @Override
    public List<UploadPart> parts(UploadId id) {
        return tables.uploadParts.rows(row -> row.upload().equals(id) && row.blob() != null).stream()
                .sorted(Comparator.comparingLong(PartRow::start))
                .map(row -> new UploadPart(row.start(), Objects.requireNonNull(row.blob())))
                .toList();
    }

    @Override
    public boolean add(UploadId id, long attempt, UploadPart part, Instant expiresAt, @Nullable Instant busyUntil) {
        unitOfWork.required();
        Optional<UploadRow> mine = tables.uploads
                .lock(id)
                .filter(row -> isOpen(row) && row.running().attempt() == attempt)
                .filter(row -> row.upload().received() == part.start());
        mine.ifPresent(row -> {
            Upload upload = row.upload();
            Upload further = upload.further(part.blob().size(), expiresAt);
            tables.uploads.put(id, row.with(further, attempt, busyUntil));
            tables.uploadParts.put(
                    new PartKey(id, attempt),
                    new PartRow(id, attempt, part.start(), part.blob().key(), part.blob()));
        });
        return mine.isPresent();
    }

    @Override
    public boolean forgetPart(UploadId id, long attempt) {
        unitOfWork.required();
        return !forget(id, part -> part.number() == attempt && part.blob() == null)
                .isEmpty();
    }

    @Override
    public boolean busy(UploadId id, long attempt, Instant until) {
        unitOfWork.required();
        Optional<UploadRow> mine = tables.uploads
                .lock(id)
                .filter(row -> isOpen(row) && row.running().attempt() == attempt);
        mine.ifPresent(row -> tables.uploads.put(id, row.with(row.upload(), attempt, until)));
        return mine.isPresent();
    }

    @Override
    public List<BlobKey> end(UploadId id, UploadStatus status, @Nullable DocumentId documentId, Instant now) {
        unitOfWork.required();
        tables.uploads.lock(id).filter(InMemoryUploadStore::isOpen).ifPresent(row -> {
            Upload upload = row.upload();
            tables.uploads.put(id, row.ended(upload.ended(status, documentId), now));
        });
        return forget(id, any -> true);
    }

    @Override
    public List<UploadId> complete(Instant now, int limit) {
        return tables.uploads.rows(row -> isOpen(row) && row.upload().missing() == 0 && row.isFree(now)).stream()
                .map(UploadRow::upload)
                .sorted(Comparator.comparing(Upload::createdAt))
                .limit(limit)
                .map(Upload::id)
                .toList();
    }

    @Override
    public List<Running> lockExpired(Instant now, int limit) {
        unitOfWork.required();
        Predicate<UploadRow> isExpired =
                row -> isOpen(row) && !row.upload().expiresAt().isAfter(now) && row.isFree(now);
        return tables.uploads.rows(isExpired).stream()
                .sorted(Comparator.comparing(row -> row.upload().expiresAt()))
                .map(row -> row.upload().id())
                .filter(tables.uploads::tryLock)
                .flatMap(id -> tables.uploads.find(id).filter(isExpired).stream())
                .map(UploadRow::running)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Running> lockInto(OrganizationId organization, @Nullable UserId person, int limit) {
        unitOfWork.required();
        return tables
                .uploads
                .rows(row -> isOpen(row)
                        && organization.equals(row.upload().organizationId())
                        && (person == null || row.upload().userId().equals(person)))
                .stream()
                .limit(limit)
                .flatMap(row -> tables.uploads.lock(row.upload().id()).stream())
                .filter(InMemoryUploadStore::isOpen)
                .map(UploadRow::running)
                .toList();
    }

    @Override
    public Optional<Running> lockVersionOf(DocumentId document, UserId person) {
        return lock(isOpenFor(document, person)).stream().findFirst();
    }

    @Override
    public List<Running> lockVersionsOf(DocumentId document) {
        return lock(row -> isOpen(row) && document.equals(row.upload().versionOf()));
    }

    @Override
    public List<Running> lockBarred(DocumentId document, Instant now) {
        return lock(row -> document.equals(row.upload().versionOf()) && isBarred(row, now));
    }

    private List<Running> lock(Predicate<UploadRow> which) {
        unitOfWork.required();
        return tables.uploads.rows(which).stream()
                .flatMap(row -> tables.uploads.lock(row.upload().id()).stream())
                .filter(which)
                .map(UploadRow::running)
                .toList();
    }

    @Override
    public List<Running> lockBarred(Instant now, int limit) {
        unitOfWork.required();
        return tables.uploads.rows(row -> isBarred(row, now)).stream()
                .map(row -> row.upload().id())
                .filter(tables.uploads::tryLock)
                .flatMap(id -> tables.uploads.find(id).filter(row -> isBarred(row, now)).stream())
                .map(UploadRow::running)
                .limit(limit)
                .toList();
    }

    private boolean isBarred(UploadRow row, Instant now) {
        DocumentId versionOf = row.upload().versionOf();
        return isOpen(row)
                && versionOf != null
                && documents
                        .find(versionOf, row.upload().userId(), now)
                        .filter(access -> access.right().includes(DocumentRight.WRITE))
                        .isEmpty();
    }

    @Override
    public int forgetEnded(Instant before, int limit) {
        unitOfWork.required();
        List<UploadRow> over =
                tables
                        .uploads
                        .rows(row -> row.endedAt() != null && row.endedAt().isBefore(before))
                        .stream()
                        .limit(limit)
                        .toList();
        over.forEach(row -> tables.uploads.remove(row.upload().id()));
        return over.size();
    }
}
