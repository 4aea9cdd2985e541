package dev.tenon.core.documents;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.BlobCheck;
import dev.tenon.ports.documents.BlobCopy;
import dev.tenon.ports.documents.BlobFinding;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.BlobProgress;
import dev.tenon.ports.documents.Blobs;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.spi.BlobPlaces;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Violations;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

final class BlobService implements Blobs {

    private static final String TABLE = "document_versions";

    private final Kernel kernel;
    private final BlobStore blobs;
    private final BlobPlaces places;

    BlobService(Kernel kernel, BlobStore blobs, BlobPlaces places) {
        this.kernel = kernel;
        this.blobs = blobs;
        this.places = places;
    }

    @Override
    public BlobCheck check(Actor actor, boolean contents, Consumer<BlobFinding> each, BlobProgress progress) {
        Authorizer.require(actor, Permission.BLOBS_READ);
        BlobCheck found = available(() -> {
            VersionBlobs versions = new VersionBlobs(kernel);
            Comparison comparison = new Comparison(kernel.secrets(), versions, blobs, contents, each);
            versions.forEach(comparison::look, progress);
            comparison.lookForOrphans(kernel.storage().quotas());
            return comparison.result();
        });
        record(actor, "blobs.checked", counted(found));
        return found;
    }

    @Override
    public BlobCopy copy(Actor actor, String place, Consumer<BlobFinding> each, BlobProgress progress) {
        Authorizer.require(actor, Permission.BLOBS_WRITE);
        BlobCopy copied = elsewhere(place, other -> {
            other.removeUnfinished();
            VersionBlobs versions = new VersionBlobs(kernel);
            return new Copying(versions, blobs, other, each).run(progress);
        });
        record(
                actor,
                "blobs.copied",
                Map.of(
                        "copied", Long.toString(copied.copied()),
                        "bytes", Long.toString(copied.bytes()),
                        "present", Long.toString(copied.present()),
                        "missing", Long.toString(copied.missing()),
                        "corrupt", Long.toString(copied.corrupt())));
        return copied;
    }

    @Override
    public BlobCheck removeCopied(Actor actor, String place, Consumer<BlobFinding> each, BlobProgress progress) {
        Authorizer.require(actor, Permission.BLOBS_WRITE);
        return elsewhere(place, other -> {
            VersionBlobs versions = new VersionBlobs(kernel);
            Comparison comparison = new Comparison(kernel.secrets(), versions, other, true, each);
            versions.forEach(comparison::look, progress);
            BlobCheck found = comparison.result();
            if (found.whole()) {
                record(actor, "blobs.removed", counted(found));
                versions.forEach(
                        version -> {
                            // One that came behind the comparison is looked at now, and by its size alone.
                            if (other.size(version.blobKey())
                                    .filter(size -> size == version.size())
                                    .isPresent()) {
                                blobs.delete(version.blobKey());
                            }
                        },
                        BlobProgress.unseen());
            }
            return found;
        });
    }

    private static Map<String, String> counted(BlobCheck found) {
        return Map.of(
                "versions", Long.toString(found.versions()),
                "contents", Boolean.toString(found.contents()),
                "missing", Long.toString(found.missing()),
                "corrupt", Long.toString(found.corrupt()),
                "orphaned", Long.toString(found.orphaned()));
    }

    private void record(Actor actor, String action, Map<String, String> details) {
        kernel.changes().commit(actor, kernel.now(), change -> {
            change.audit(new AuditEntry(action, TABLE, null, details));
            return action;
        });
    }

    /** What is done with the store at another place. */
    private interface Work<T> {
        T with(BlobStore other) throws IOException;
    }

    private <T> T elsewhere(String place, Work<T> work) {
        return available(() -> {
            BlobStore other = opened(place);
            try {
                refuseTheSame(other);
                return work.with(other);
            } finally {
                if (other instanceof Closeable closeable) {
                    closeable.close();
                }
            }
        });
    }

    private BlobStore opened(String place) throws IOException {
        try {
            return places.open(place);
        } catch (IllegalArgumentException unusable) {
            throw noPlace("unusable", String.valueOf(unusable.getMessage()));
        }
    }

    /** Two names may lead to one place: so a blob that is put there is looked for here. */
    private void refuseTheSame(BlobStore other) throws IOException {
        BlobKey probe = new BlobKey(kernel.ids().next());
        other.put(probe, new ByteArrayInputStream(new byte[] {1}));
        try {
            if (blobs.size(probe).isPresent()) {
                throw noPlace("same-place", "The blobs are there already; name another place.");
            }
        } finally {
            other.delete(probe);
        }
    }

    private static RuntimeException noPlace(String code, String detail) {
        Violations violations = new Violations().require(false, "/to", code, detail);
        violations.refuseIfAny();
        throw new IllegalStateException(detail);
    }

    /** What asks a store for something. */
    private interface Asking<T> {
        T ask() throws IOException;
    }

    private static <T> T available(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (UncheckedIOException notAnswered) {
            throw unavailable(Objects.requireNonNull(notAnswered.getCause()));
        } catch (IOException notAnswered) {
            throw unavailable(notAnswered);
        }
    }

    private static RuntimeException unavailable(IOException cause) {
        return DocumentRefusal.STORAGE_UNAVAILABLE
                .because(String.valueOf(cause.getMessage()))
                .withCause(cause);
    }
}
