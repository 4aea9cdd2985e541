package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.Patched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to change of a segment; an absent description and {@code null} constraints stay. */
public record FlagSegmentPatch(
        Patched<String> description, @Nullable List<FlagConstraint> constraints) {}
