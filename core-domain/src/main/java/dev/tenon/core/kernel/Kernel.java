package dev.tenon.core.kernel;

import dev.tenon.ports.Storage;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.kernel.spi.Secrets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What every capability is built on. */
public record Kernel(
        Storage storage, Changes changes, Ids ids, Secrets secrets, InstantSource clock, UsageRecorder usage) {

    /** The present instant to the microsecond, which is what the database keeps. A use case asks once. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
