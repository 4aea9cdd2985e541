package dev.tenon.core.kernel;

import dev.tenon.ports.kernel.BackgroundJob;
import java.time.Duration;
import java.util.function.IntSupplier;

/** A background job out of its parts. */
public record Job(String name, Duration pause, boolean runsAtStop, IntSupplier batch) implements BackgroundJob {

    /** How many rows a job changes in one commit. */
    public static final int BATCH = 500;

    /** A job that does one batch each time it runs. */
    public static BackgroundJob of(String name, Duration pause, IntSupplier batch) {
        return new Job(name, pause, false, batch);
    }

    /** The same, and it must leave nothing undone when the program stops. */
    public static BackgroundJob lasting(String name, Duration pause, IntSupplier batch) {
        return new Job(name, pause, true, batch);
    }

    @Override
    public int run() {
        return batch.getAsInt();
    }
}
