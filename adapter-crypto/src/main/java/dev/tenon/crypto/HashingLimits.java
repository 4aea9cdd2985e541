package dev.tenon.crypto;

import java.time.Duration;

/**
 * How much hashing of passwords runs at once. Hashing costs a core some hundred milliseconds by design, so more of it
 * than there are cores makes everybody slower and nobody faster.
 *
 * @param parallel how many hashes run at once
 * @param waiting how many callers may wait behind them; the next one is refused at once
 * @param patience how long one waits before it is refused
 */
public record HashingLimits(int parallel, int waiting, Duration patience) {

    private static final int WAITING_FOR_EACH = 8;

    public HashingLimits {
        if (parallel < 1 || waiting < 0 || patience.isNegative()) {
            throw new IllegalArgumentException("Let one hash run at least, and waiting and patience not be negative");
        }
    }

    /** As many at once as this machine has cores, 8 waiting for each, for 1.5 seconds at most. */
    public static HashingLimits ofThisMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new HashingLimits(cores, cores * WAITING_FOR_EACH, Duration.ofMillis(1500));
    }
}
