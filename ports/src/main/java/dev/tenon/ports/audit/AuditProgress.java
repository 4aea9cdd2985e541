package dev.tenon.ports.audit;

/** Told how far something has come that takes as long as the trail is. */
@FunctionalInterface
public interface AuditProgress {

    /**
     * Called now and then, never from two threads at once.
     *
     * @param done rows so far
     * @param of rows in all, as far as is known
     */
    void at(long done, long of);

    /** For whoever does not want to know. */
    static AuditProgress unseen() {
        return (done, of) -> {};
    }
}
