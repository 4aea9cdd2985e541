package dev.tenon.ports.documents;

/** Told how far something has come that takes as long as there are documents. */
@FunctionalInterface
public interface BlobProgress {

    /**
     * Called now and then, never from two threads at once.
     *
     * @param bytes of the versions that are done
     * @param of bytes of all versions, as far as is known
     */
    void at(long bytes, long of);

    /** For whoever does not want to know. */
    static BlobProgress unseen() {
        return (bytes, of) -> {};
    }
}
