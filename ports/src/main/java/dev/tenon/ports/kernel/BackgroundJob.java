package dev.tenon.ports.kernel;

import java.time.Duration;

/** Work that becomes due by itself. Whoever runs Tenon runs the jobs; several servers may run the same job at once. */
public interface BackgroundJob {

    /** A short name in kebab case, e.g. {@code deliver-mail}. */
    String name();

    /** How long to wait after a run that found nothing to do. */
    Duration pause();

    /**
     * Does one bounded batch of what is due now.
     *
     * @return how many things were done; zero if nothing is due
     */
    int run();

    /**
     * Whether it must run until it finds nothing to do before the program ends, after nobody asks for anything any more and
     * before the storage is closed: otherwise something that was to be written would be lost.
     */
    default boolean runsAtStop() {
        return false;
    }

    /**
     * Says, once, that the program is about to end. A job that has things under way takes up nothing new from here on, between
     * two steps of a run that is under way too; it returns when what it had begun has ended, or when its patience has, and then
     * leaves the rest to its lease. Called from another thread than {@link #run}. A job that {@link #runsAtStop} is run once more
     * after this.
     *
     * @param patience how long to wait at most
     */
    default void stop(Duration patience) {}
}
