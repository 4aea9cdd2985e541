package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.FeatureFlagId;
import dev.tenon.ports.kernel.Position;
import java.time.Instant;
import java.util.Optional;
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

    /** Until when flags of its type are expected to live; empty for ever. */
    public Optional<Instant> expectedUntil() {
        return definition.type().lifetime().map(createdAt::plus);
    }

    /** The flag's place in the list, oldest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
