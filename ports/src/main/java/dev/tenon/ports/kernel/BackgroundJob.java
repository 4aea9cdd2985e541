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
}
