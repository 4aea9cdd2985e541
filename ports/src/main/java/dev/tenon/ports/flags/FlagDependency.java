package dev.tenon.ports.flags;

import java.util.List;

/**
 * Another flag that has to be on, or off, for a flag to be on. Only one step deep: a flag that others depend on depends on none itself.
 *
 * @param flag the other flag's name
 * @param enabled whether it has to be on
 * @param variants of which it has to have one; empty for any
 */
public record FlagDependency(String flag, boolean enabled, List<String> variants) {

    public FlagDependency {
        variants = List.copyOf(variants);
    }

    /** The other flag has to be on. */
    public static FlagDependency on(String flag) {
        return new FlagDependency(flag, true, List.of());
    }
}
