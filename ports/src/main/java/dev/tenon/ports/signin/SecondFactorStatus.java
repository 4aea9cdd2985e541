package dev.tenon.ports.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account asks for a second factor.
 *
 * @param enabledAt since when; {@code null} if it does not
 * @param recoveryCodesLeft how many recovery codes still work
 */
public record SecondFactorStatus(@Nullable Instant enabledAt, int recoveryCodesLeft) {

    /** Whether it is asked for at sign-in. */
    public boolean isEnabled() {
        return enabledAt != null;
    }
}
