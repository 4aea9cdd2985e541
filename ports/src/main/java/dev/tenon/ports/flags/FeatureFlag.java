package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.FeatureFlagId;
import dev.tenon.ports.kernel.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A switch for something that is being rolled out.
 *
 * @param lastSeenAt when a program last told that it had asked for the flag, to the hour; {@code null} if none has
 * @param revision rises with every change; an adapter's ETag
 */
public record FeatureFlag(
        FeatureFlagId id,
        FlagDefinition definition,
        @Nullable Instant lastSeenAt,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** Its name for programs. */
    public String name() {
        return definition.name();
    }

    /** The same flag, defined otherwise. */
    public FeatureFlag defined(FlagDefinition other) {
        return new FeatureFlag(id, other, lastSeenAt, createdAt, updatedAt, revision);
    }

    /** Whether it is marked as stale, or has lived longer than flags of its type are expected to. */
    public boolean isPotentiallyStale(Instant now) {
        return definition.isStale() || definition.type().isOverdue(createdAt, now);
    }

    /** The flag's place in the list, oldest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
