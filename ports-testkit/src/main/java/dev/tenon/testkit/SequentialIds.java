package dev.tenon.testkit;

import dev.tenon.ports.kernel.spi.Ids;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count: valid version-7 UUIDs of one moment, each later than the one before, the same in every run. */
public final class SequentialIds implements Ids {

    private static final long VERSION_7 = 0x7000L;
    private static final long IETF_VARIANT = 0x8000_0000_0000_0000L;
    private static final int RANDOM_A_BITS = 12;

    private final long millis;
    private final AtomicLong count = new AtomicLong();

    /** Ids of the moment at which a {@link MovableClock} starts. */
    public SequentialIds() {
        this(MovableClock.START);
    }

    public SequentialIds(Instant moment) {
        this.millis = moment.toEpochMilli();
    }

    @Override
    public UUID next() {
        long number = count.incrementAndGet();
        // The last 48 bits count, so that they can be read; what does not fit goes where RFC 9562 has the random bits.
        long overflow = (number >>> 48) & ((1L << RANDOM_A_BITS) - 1);
        long high = (millis << 16) | VERSION_7 | overflow;
        long low = IETF_VARIANT | (number & ((1L << 48) - 1));
        return new UUID(high, low);
    }
}
