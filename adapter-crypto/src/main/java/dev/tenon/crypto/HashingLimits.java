package dev.tenon.crypto;

import java.time.Duration;

/**
 * How much hashing of passwords runs at once. Hashing costs a core some hundred milliseconds by design, so more of it
 * than there are cores makes everybody slower and nobody faster.
 *
 * @param parallel how many hashes run at once
 * @param waiting how many callers may wait behind them; the next one is refused at once
 * @param patience how long one waits before it is refused; and, once it is its turn, for memory
 * @param memoryKiB how much memory imported hashes of argon2 and scrypt may use together, in KiB. One that needs more than
 *     this cannot be verified
 */
public record HashingLimits(int parallel, int waiting, Duration patience, int memoryKiB) {

    private static final int WAITING_FOR_EACH = 8;
    private static final int MOST_MEMORY_KIB = 1024 * 1024;

    public HashingLimits {
        if (parallel < 1 || waiting < 0 || patience.isNegative() || memoryKiB < 0) {
            throw new IllegalArgumentException(
                    "Let one hash run at least, and waiting, patience and memory not be negative");
        }
    }

    /**
     * As many at once as this machine has cores, 8 waiting for each, for 1.5 seconds at most, with a quarter of the JVM's
     * memory.
     */
    public static HashingLimits ofThisMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        long quarter = Runtime.getRuntime().maxMemory() / 4 / 1024;
        return new HashingLimits(
                cores, cores * WAITING_FOR_EACH, Duration.ofMillis(1500), (int) Math.min(quarter, MOST_MEMORY_KIB));
    }
}
