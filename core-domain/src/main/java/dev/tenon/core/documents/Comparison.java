package dev.tenon.core.documents;

import dev.tenon.ports.documents.BlobCheck;
import dev.tenon.ports.documents.BlobFinding;
import dev.tenon.ports.documents.BlobFinding.Problem;
import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.DocumentStore.VersionBlob;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.spi.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A store against the versions of all documents. */
final class Comparison {

    private static final int BLOBS_AT_A_TIME = 100;

    private final Secrets secrets;
    private final VersionBlobs versions;
    private final BlobStore store;
    private final boolean contents;
    private final Consumer<BlobFinding> each;
    private final Map<Problem, Long> found = new EnumMap<>(Problem.class);
    private long looked;
    private long bytes;

    Comparison(Secrets secrets, VersionBlobs versions, BlobStore store, boolean contents, Consumer<BlobFinding> each) {
        this.secrets = secrets;
        this.versions = versions;
        this.store = store;
        this.contents = contents;
        this.each = each;
    }

    /** Looks at the blob of a version. */
    void look(VersionBlob version) throws IOException {
        looked++;
        bytes += version.size();
        Optional<Long> size = store.size(version.blobKey());
        if (size.isEmpty()) {
            find(Problem.MISSING, version, "It has " + version.size() + " bytes by its row.");
        } else if (size.get() != version.size()) {
            find(Problem.CORRUPT, version, "It has " + size.get() + " bytes instead of " + version.size() + ".");
        } else if (contents) {
            lookInto(version);
        }
    }

    private void lookInto(VersionBlob version) throws IOException {
        String sha256;
        try (InputStream read = store.read(version.blobKey(), 0, version.size())) {
            sha256 = secrets.sha256(read);
        } catch (IOException unreadable) {
            if (store.size(version.blobKey()).isPresent()) {
                throw unreadable;
            }
            find(Problem.MISSING, version, "It went away while it was read.");
            return;
        }
        if (!sha256.equals(version.sha256())) {
            find(Problem.CORRUPT, version, "Its SHA-256 is " + sha256 + " instead of " + version.sha256() + ".");
        }
    }

    private void find(Problem problem, VersionBlob version, String detail) {
        if (versions.isStillThere(version)) {
            count(problem);
            each.accept(new BlobFinding(problem, version.blobKey(), version.documentId(), version.version(), detail));
        }
    }

    private void count(Problem problem) {
        found.merge(problem, 1L, Long::sum);
    }

    /** Looks for blobs that nothing knows. */
    void lookForOrphans(QuotaStore known) throws IOException {
        try (Stream<BlobKey> keys = store.keys()) {
            Iterator<BlobKey> all = keys.iterator();
            while (all.hasNext()) {
                List<BlobKey> some = new ArrayList<>(BLOBS_AT_A_TIME);
                while (all.hasNext() && some.size() < BLOBS_AT_A_TIME) {
                    some.add(all.next());
                }
                for (BlobKey unknown : known.unknown(some)) {
                    orphan(unknown);
                }
            }
        }
    }

    private void orphan(BlobKey key) throws IOException {
        // Gone is what was deleted after it was listed.
        Optional<Long> size = store.size(key);
        if (size.isPresent()) {
            count(Problem.ORPHANED);
            each.accept(new BlobFinding(
                    Problem.ORPHANED, key, null, null, "It has " + size.get() + " bytes; the sweep deletes it."));
        }
    }

    BlobCheck result() {
        return new BlobCheck(
                looked, bytes, contents, counted(Problem.MISSING), counted(Problem.CORRUPT), counted(Problem.ORPHANED));
    }

    private long counted(Problem problem) {
        return found.getOrDefault(problem, 0L);
    }
}
