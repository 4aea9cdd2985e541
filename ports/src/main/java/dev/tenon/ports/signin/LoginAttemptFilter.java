package dev.tenon.ports.signin;

import dev.tenon.ports.signin.LoginAttempt.Outcome;
import org.jspecify.annotations.Nullable;

/** Which tries to list; {@code null} leaves a condition out. */
public record LoginAttemptFilter(@Nullable Outcome outcome) {

    /** Every try. */
    public static LoginAttemptFilter all() {
        return new LoginAttemptFilter(null);
    }
}
