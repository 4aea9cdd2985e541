package dev.tenon.benchmarks;

/** Work that is queued in the database, and done by threads that claim it. */
interface WorkQueue {

    /** Queues so much in one commit. */
    void add(int number);

    /** Does what was queued, with so many threads; returns the seconds until all of it was done and marked as done. */
    double work(int number, int threads);

    /**
     * Fails if anything is left.
     *
     * @param number how much was queued in all
     */
    void requireDone(int number);
}
