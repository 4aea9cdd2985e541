package dev.tenon.ports.flags;

import org.jspecify.annotations.Nullable;

/**
 * Whether a flag is on for somebody, and why.
 *
 * @param strategy which of the flag's strategies lets the caller in, from 0 on; {@code null} unless one does
 */
public record FlagEvaluation(
        String flag,
        boolean enabled,
        ChosenVariant variant,
        FlagReason reason,
        @Nullable Integer strategy) {}
