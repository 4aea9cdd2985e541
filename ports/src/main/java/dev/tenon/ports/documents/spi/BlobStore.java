package dev.tenon.ports.documents.spi;

import dev.tenon.ports.documents.BlobKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** Keeps file contents outside the database. Contents never change; a key is written once. */
@API(status = API.Status.STABLE)
public interface BlobStore {

    /** What was written: how many bytes, and their SHA-256 in lower-case hex. */
    record StoredBlob(BlobKey key, long size, String sha256) {}

    /**
     * Writes a blob from a stream, in constant memory. When this returns, the blob survives a crash; when it throws, no
     * trace of it is left. What the stream throws, it throws.
     */
    StoredBlob put(BlobKey key, InputStream content) throws IOException;

    /** Opens a range of a blob; the caller closes it. */
    InputStream read(BlobKey key, long offset, long length) throws IOException;

    /** The size of a blob in bytes; empty if there is none. */
    Optional<Long> size(BlobKey key) throws IOException;

    /** Deletes a blob; one that is not there is no failure. */
    void delete(BlobKey key) throws IOException;

    /** The keys of all blobs in no order; the caller closes the stream. */
    Stream<BlobKey> keys() throws IOException;

    /**
     * Removes what writers that never came to their end have left behind, more than a day ago; it was never a blob. Called now
     * and then.
     *
     * @return how many writers there were
     */
    default int removeUnfinished() throws IOException {
        return 0;
    }
}
