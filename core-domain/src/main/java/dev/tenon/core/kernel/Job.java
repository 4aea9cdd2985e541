package dev.tenon.core.kernel;

import dev.tenon.ports.audit.Retention;
import dev.tenon.ports.kernel.BackgroundJob;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A background job out of its parts. */
public record Job(String name, Duration pause, boolean runsAtStop, IntSupplier batch) implements BackgroundJob {

    /** How many rows a job changes in one commit. */
    public static final int BATCH = 500;

    private static final Duration BETWEEN_FORGETTING = Duration.ofMinutes(10);

    /** A job that does one batch each time it runs. */
    public static BackgroundJob of(String name, Duration pause, IntSupplier batch) {
        return new Job(name, pause, false, batch);
    }

    /** The same, and it must leave nothing undone when the program stops. */
    public static BackgroundJob lasting(String name, Duration pause, IntSupplier batch) {
        return new Job(name, pause, true, batch);
    }

    /** A job that forgets what is over, a batch at a time: {@code forget} is told before when; {@code null} keeps it for ever. */
    public static BackgroundJob forgetting(
            String name, Kernel kernel, @Nullable Period kept, ToIntFunction<Instant> forget) {
        return of(name, BETWEEN_FORGETTING, () -> {
            if (kept == null) {
                return 0;
            }
            Instant before = Retention.cutoff(kept, kernel.now());
            return kernel.storage().unitOfWork().run(() -> forget.applyAsInt(before));
        });
    }

    @Override
    public int run() {
        return batch.getAsInt();
    }
}
