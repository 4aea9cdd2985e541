package dev.tenon.core.documents;

import dev.tenon.core.documents.Incoming.Received;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.Upload;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.documents.UploadStatus;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.documents.spi.UploadStore;
import dev.tenon.ports.documents.spi.UploadStore.Running;
import dev.tenon.ports.documents.spi.UploadStore.UploadPart;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.kernel.spi.UnitOfWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an upload whose bytes all came becomes a document: in the commit in which every upload does, once, by whoever brought the last
 * byte or, if they were not able to, by a job. One part becomes the content as it is; several are copied into one.
 */
final class Finishing {

    /** For so long nobody else makes the document, from the last sign of who does. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int AT_A_TIME = 10;

    /**
     * An upload of which a document is made.
     *
     * @param key where its parts go if there are several
     */
    private record Started(Running running, long attempt, BlobKey key, List<UploadPart> parts) {

        Upload upload() {
            return running.upload();
        }
    }

    private final Kernel kernel;
    private final UploadStore uploads;
    private final QuotaStore quotas;
    private final UnitOfWork unitOfWork;
    private final BlobStore blobs;
    private final Incoming incoming;
    private final DocumentService documents;
    private final VersionService versions;
    private final Ending ending;
    private final UnwantedParts unwanted;

    Finishing(
            Kernel kernel,
            BlobStore blobs,
            Incoming incoming,
            DocumentService documents,
            VersionService versions,
            Ending ending,
            UnwantedParts unwanted) {
        this.kernel = kernel;
        this.uploads = kernel.storage().uploads();
        this.quotas = kernel.storage().quotas();
        this.unitOfWork = kernel.storage().unitOfWork();
        this.blobs = blobs;
        this.incoming = incoming;
        this.documents = documents;
        this.versions = versions;
        this.ending = ending;
        this.unwanted = unwanted;
    }

    /** Makes documents of uploads that were left whole and without one; returns of how many. */
    int finishLeft() {
        int finished = 0;
        RuntimeException failure = null;
        for (UploadId id : uploads.complete(kernel.now(), AT_A_TIME)) {
            try {
                finished += finishLeft(id) ? 1 : 0;
            } catch (RuntimeException failed) {
                // One that fails in an unforeseen way keeps no other waiting; whoever runs the job hears of it.
                failure = failed;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return finished;
    }

    private boolean finishLeft(UploadId id) {
        Started started = start(id, null);
        if (started == null) {
            return false;
        }
        // Who brought the bytes was allowed to; whether they still may write there is looked at in the commit.
        Actor whoBroughtIt = Actor.person(started.upload().userId(), null, Set.of(), RequestOrigin.inProcess());
        try {
            make(whoBroughtIt, started);
            return true;
        } catch (Refusal refusal) {
            // What was refused is on record with the upload; what is not to be had now is tried again later.
            return refusal.kind() != Kind.UNAVAILABLE;
        }
    }

    /**
     * Makes a document of an upload, unless somebody else does; then the upload says nothing of one yet.
     *
     * @param mine the attempt of who brought the last byte; {@code null} for anybody else
     */
    Upload finish(Actor actor, Upload upload, @Nullable Long mine) {
        Started started = start(upload.id(), mine);
        return started == null
                ? uploads.find(upload.id(), upload.userId()).orElse(upload)
                : started.upload().ended(UploadStatus.DONE, make(actor, started).id());
    }

    private @Nullable Started start(UploadId id, @Nullable Long mine) {
        Instant now = kernel.now();
        BlobKey key = new BlobKey(kernel.ids().next());
        return unitOfWork
                .run(() -> uploads.lock(id)
                        .filter(running -> isToBeMade(running, mine, now))
                        .map(running -> {
                            long attempt = running.attempt() + 1;
                            quotas.discard(uploads.begin(id, attempt, key, 0, now.plus(LEASE)), now);
                            return new Started(running, attempt, key, uploads.parts(id));
                        }))
                .orElse(null);
    }

    private static boolean isToBeMade(Running running, @Nullable Long mine, Instant now) {
        Instant busyUntil = running.busyUntil();
        boolean isFree = busyUntil == null || !busyUntil.isAfter(now) || (mine != null && mine == running.attempt());
        return running.upload().status() == UploadStatus.OPEN
                && running.upload().missing() == 0
                && isFree;
    }

    private Document make(Actor actor, Started started) {
        UploadId id = started.upload().id();
        boolean isMade = false;
        try {
            Document document = commit(actor, started, content(started));
            isMade = true;
            return document;
        } catch (Refusal refusal) {
            settle(id, started.attempt(), refusal);
            throw refusal;
        } catch (RuntimeException unforeseen) {
            later(id, started.attempt());
            throw unforeseen;
        } finally {
            if (!isMade) {
                unwanted.forget(id, started.attempt(), started.key());
            }
        }
    }

    /** Its type first: what is refused need not be copied. */
    private Received content(Started started) {
        Upload upload = started.upload();
        requireParts(started);
        try (Joined head = joined(started);
                Joined whole = joined(started)) {
            FileType type = incoming.typeOf(head, upload.fileName(), upload.mediaType());
            StoredBlob blob =
                    started.parts().size() == 1 ? started.parts().get(0).blob() : incoming.put(started.key(), whole);
            if (blob.size() != upload.size()) {
                throw DocumentRefusal.STORAGE_UNAVAILABLE.refusal();
            }
            return new Received(started.running().holdId(), blob, type);
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    /** What lies in another store now, or is lost, does not come back: the upload ends, and its client begins anew. */
    private void requireParts(Started started) {
        for (UploadPart part : started.parts()) {
            try {
                if (!blobs.size(part.blob().key())
                        .equals(Optional.of(part.blob().size()))) {
                    throw DocumentRefusal.INCOMPLETE.because(
                            "A part of it is gone from the storage. Begin a new upload.");
                }
            } catch (IOException unreadable) {
                throw DocumentRefusal.STORAGE_UNAVAILABLE.refusal().withCause(unreadable);
            }
        }
    }

    private Joined joined(Started started) {
        return new Joined(blobs, started.parts(), () -> isStillMine(started));
    }

    private boolean isStillMine(Started started) {
        Instant until = kernel.now().plus(LEASE);
        return unitOfWork.run(() -> uploads.busy(started.upload().id(), started.attempt(), until));
    }

    private Document commit(Actor actor, Started started, Received received) {
        Upload upload = started.upload();
        DocumentId versionOf = upload.versionOf();
        if (versionOf != null) {
            Expected expected = new Expected(started.running().expectedRevision());
            return versions.commit(
                    actor,
                    upload.userId(),
                    versions.toChange(versionOf, upload.userId(), expected, kernel.now()),
                    received,
                    expected,
                    change -> claim(change, started, versionOf, received.blob()));
        }
        Document document =
                documents.newDocument(upload.userId(), upload.organizationId(), upload.fileName(), received);
        return documents.commit(
                actor,
                upload.userId(),
                document,
                received,
                change -> claim(change, started, document.id(), received.blob()));
    }

    /** In the document's commit: the upload is done, and what was not its content goes. */
    private void claim(Change change, Started started, DocumentId document, StoredBlob content) {
        Upload upload = started.upload();
        boolean isMine = uploads.lock(upload.id())
                .filter(running -> running.attempt() == started.attempt())
                .filter(running -> running.upload().status() == UploadStatus.OPEN)
                .isPresent();
        if (!isMine) {
            throw ending.lost(upload);
        }
        List<BlobKey> needless = uploads.end(upload.id(), UploadStatus.DONE, document, change.now()).stream()
                .filter(key -> !key.equals(content.key()))
                .toList();
        quotas.discard(needless, change.now());
    }

    /**
     * Ends an upload of which no document can be made, by its first part: nobody has to send the rest to be told so. What of the
     * storage cannot be asked now is asked at the end.
     */
    void checkType(Upload upload, long attempt, UploadPart first) {
        try (Joined head = new Joined(blobs, List.of(first), () -> true)) {
            incoming.typeOf(head, upload.fileName(), upload.mediaType());
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        } catch (Refusal refusal) {
            if (refusal.kind() != Kind.UNAVAILABLE) {
                settle(upload.id(), attempt, refusal);
                throw refusal;
            }
        }
    }

    private void settle(UploadId id, long attempt, Refusal refusal) {
        if (refusal.kind() == Kind.UNAVAILABLE) {
            later(id, attempt);
        } else if (refusal.code() != UploadRefusal.TAKEN_OVER && refusal.code() != UploadRefusal.ENDED) {
            ending.refuse(Actor.system("uploads"), id, attempt);
        }
    }

    /** What cannot be had now is tried again soon. */
    private void later(UploadId id, long attempt) {
        Instant until = kernel.now().plus(RETRY);
        unitOfWork.run(() -> uploads.busy(id, attempt, until));
    }
}
