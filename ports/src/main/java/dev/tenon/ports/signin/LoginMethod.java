package dev.tenon.ports.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A way of signing in.
 *
 * @param name e.g. {@link #EMAIL}
 * @param enabled whether an administrator lets people in by it
 * @param configured whether this installation knows how: always for {@link #EMAIL}, and for
 *     the others when they are set up
 * @param revision rises by one with every change; an adapter's ETag
 */
public record LoginMethod(
        String name,
        @Nullable String description,
        boolean enabled,
        boolean configured,
        Instant updatedAt,
        long revision) {

    /** Address and password. */
    public static final String EMAIL = "email";

    /** A passkey. */
    public static final String PASSKEY = "passkey";

    /** Whether people can sign in so. */
    public boolean isUsable() {
        return enabled && configured;
    }
}
