package dev.tenon.ports.access;

import dev.tenon.ports.kernel.Patched;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a role.
 *
 * @param name the new name; {@code null} leaves it
 */
public record RolePatch(@Nullable String name, Patched<String> description) {

    /** A new name. */
    public static RolePatch name(String name) {
        return new RolePatch(name, Patched.absent());
    }
}
