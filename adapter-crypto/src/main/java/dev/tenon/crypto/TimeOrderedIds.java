package dev.tenon.crypto;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.tenon.ports.kernel.spi.Ids;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Version-7 UUIDs (RFC 9562), each later than the one before, also within a millisecond and when the clock is set back.
 * They are no secrets: within a millisecond one follows from the other. Safe for use by many threads.
 */
public final class TimeOrderedIds implements Ids {

    private final ReentrantLock turn = new ReentrantLock();
    private final TimeBasedEpochGenerator generator = new TimeBasedEpochGenerator(new SecureRandom());
    private final InstantSource clock;
    private long latest;

    /** Ids by the library's clock, which is the system's; also for the service loader. */
    public TimeOrderedIds() {
        this(() -> Instant.ofEpochMilli(UUIDClock.systemTimeClock().currentTimeMillis()));
    }

    /** Ids by this clock. */
    public TimeOrderedIds(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public UUID next() {
        // The library keeps the order within a millisecond only; so the time is read under the lock and never goes
        // back.
        turn.lock();
        try {
            latest = Math.max(latest, clock.millis());
            return generator.construct(latest);
        } finally {
            turn.unlock();
        }
    }
}
