package dev.tenon.ports.flags;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A segment to be made. Its name and description are bounded as a flag's are. */
public record NewFlagSegment(String name, @Nullable String description, List<FlagConstraint> constraints) {

    public NewFlagSegment {
        constraints = List.copyOf(constraints);
    }
}
