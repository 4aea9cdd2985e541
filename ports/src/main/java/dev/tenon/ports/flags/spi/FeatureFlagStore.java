package dev.tenon.ports.flags.spi;

import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.kernel.FeatureFlagId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps feature flags. Names tell capital letters from small ones. */
public interface FeatureFlagStore {

    /**
     * All flags and segments at one moment.
     *
     * @param version rises with every change of any
     */
    record State(long version, List<FlagDefinition> flags, List<FlagSegment> segments) {

        public State {
            flags = List.copyOf(flags);
            segments = List.copyOf(segments);
        }
    }

    /** Everything, unless it is of this version still. */
    Optional<State> stateUnless(long version);

    /** The flags, oldest first. */
    Page<FeatureFlag> list(FlagFilter filter, PageRequest page);

    /** The flag of this name. */
    Optional<FeatureFlag> find(String name);

    /** Lets nobody else change a flag or a segment until the end of the unit of work, and counts the change: raises the version. */
    void lockForChange();

    /**
     * Adds a flag.
     *
     * @return {@code false} if there are as many already
     * @throws Refusal {@link FlagRefusal#NAME_TAKEN}; {@link FlagRefusal#SEGMENT_UNKNOWN}
     */
    boolean insert(FeatureFlag flag, int most);

    /**
     * Defines a flag anew, and raises its revision.
     *
     * @return empty if it is of another revision by now
     * @throws Refusal {@link FlagRefusal#SEGMENT_UNKNOWN}
     */
    Optional<FeatureFlag> update(FeatureFlag flag, Instant now);

    /** Deletes a flag. */
    void delete(FeatureFlagId id);

    /** Whether any flag depends on this one. */
    boolean isDependedOn(String name);

    /** Notes when flags were asked for, where it was not noted since then. Needs a unit of work. */
    void seen(Set<String> names, Instant now, Instant unlessSince);
}
