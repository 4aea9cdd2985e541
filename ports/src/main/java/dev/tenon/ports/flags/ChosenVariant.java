package dev.tenon.ports.flags;

import org.jspecify.annotations.Nullable;

/**
 * Which variant somebody gets.
 *
 * @param enabled whether it is one of the flag's; otherwise it is called {@code disabled}
 */
public record ChosenVariant(
        String name, boolean enabled, @Nullable VariantPayload payload) {

    /** None: the flag is off, or has no variants. */
    public static final ChosenVariant NONE = new ChosenVariant("disabled", false, null);
}
