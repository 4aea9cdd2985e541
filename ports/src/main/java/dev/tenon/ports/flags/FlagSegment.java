package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.FlagSegmentId;
import dev.tenon.ports.kernel.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Constraints under a name, for strategies of several flags.
 *
 * @param name what strategies call it by; never changes
 * @param revision rises with every change; an adapter's ETag
 */
public record FlagSegment(
        FlagSegmentId id,
        String name,
        @Nullable String description,
        List<FlagConstraint> constraints,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    public FlagSegment {
        constraints = List.copyOf(constraints);
    }

    /** The same segment after a patch. */
    public FlagSegment patched(FlagSegmentPatch patch) {
        return new FlagSegment(
                id,
                name,
                patch.description().over(description),
                patch.constraints() == null ? constraints : patch.constraints(),
                createdAt,
                updatedAt,
                revision);
    }

    /** The segment's place in the list, oldest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
