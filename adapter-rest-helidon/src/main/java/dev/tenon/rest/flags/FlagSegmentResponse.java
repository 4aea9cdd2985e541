package dev.tenon.rest.flags;

import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.kernel.FlagSegmentId;
import dev.tenon.rest.http.Answer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A segment as clients see it. */
record FlagSegmentResponse(
        FlagSegmentId id,
        String name,
        @Nullable String description,
        List<Object> constraints,
        Instant createdAt,
        Instant updatedAt) {

    static FlagSegmentResponse from(FlagSegment segment) {
        return new FlagSegmentResponse(
                segment.id(),
                segment.name(),
                segment.description(),
                FlagFormat.constraintTrees(segment.constraints()),
                segment.createdAt(),
                segment.updatedAt());
    }

    /** The answer with a segment, and its revision as entity tag. */
    static Answer answer(int status, FlagSegment segment) {
        return Answer.json(status, from(segment)).withRevision(segment.revision());
    }
}
