package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;

/** Constraints that several flags share. They are read with {@code flags:read} and changed with {@code flags:write}. */
public interface FlagSegments {

    /** How many segments there can be. */
    int MOST_SEGMENTS = 1_000;

    /** The segments, oldest first. */
    Page<FlagSegment> list(Actor actor, PageRequest page);

    /**
     * One segment.
     *
     * @throws Refusal {@link FlagSegmentRefusal#NOT_FOUND}
     */
    FlagSegment get(Actor actor, String name);

    /**
     * Makes a segment.
     *
     * <p>Recorded as {@code flag-segment.created}.
     *
     * @throws Refusal {@link FlagSegmentRefusal#NAME_TAKEN}; {@link FlagSegmentRefusal#TOO_MANY}; {@code request-invalid}
     */
    FlagSegment create(Actor actor, NewFlagSegment segment);

    /**
     * Changes a segment, and with it every flag that names it.
     *
     * <p>Recorded as {@code flag-segment.updated}.
     *
     * @throws Refusal {@link FlagSegmentRefusal#NOT_FOUND}; {@code request-precondition-failed}; {@code request-invalid}
     */
    FlagSegment update(Actor actor, String name, FlagSegmentPatch patch, Expected expected);

    /**
     * Deletes a segment that no flag names.
     *
     * <p>Recorded as {@code flag-segment.deleted}.
     *
     * @throws Refusal {@link FlagSegmentRefusal#NOT_FOUND}; {@link FlagSegmentRefusal#IN_USE}; {@code request-precondition-failed}
     */
    void delete(Actor actor, String name, Expected expected);
}
