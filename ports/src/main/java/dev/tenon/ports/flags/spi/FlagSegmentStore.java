package dev.tenon.ports.flags.spi;

import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.kernel.FlagSegmentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import java.time.Instant;
import java.util.Optional;

/** Keeps the segments of feature flags. Who changes one holds {@link FeatureFlagStore#lockForChange}. */
public interface FlagSegmentStore {

    /** The segments, oldest first. */
    Page<FlagSegment> list(PageRequest page);

    /** The segment of this name. */
    Optional<FlagSegment> find(String name);

    /**
     * Adds a segment.
     *
     * @return {@code false} if there are as many already
     * @throws Refusal {@link FlagSegmentRefusal#NAME_TAKEN}
     */
    boolean insert(FlagSegment segment, int most);

    /** Changes a segment, and raises its revision; empty if it is of another revision by now. */
    Optional<FlagSegment> update(FlagSegment segment, Instant now);

    /**
     * Deletes a segment.
     *
     * @throws Refusal {@link FlagSegmentRefusal#IN_USE}
     */
    void delete(FlagSegmentId id);
}
