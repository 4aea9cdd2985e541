package dev.tenon.ports.flags;

import java.util.List;

/** Flags, with the segments that they name. */
public record FlagState(List<FlagDefinition> flags, List<NewFlagSegment> segments) {

    public FlagState {
        flags = List.copyOf(flags);
        segments = List.copyOf(segments);
    }
}
