package dev.tenon.rest.signin;

import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A try to sign in as clients see it. */
record LoginAttemptResponse(
        long id,
        @Nullable UserId userId,
        String method,
        String outcome,
        @Nullable String reason,
        String device,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        Instant loginTime) {

    static LoginAttemptResponse from(LoginAttempt attempt) {
        return new LoginAttemptResponse(
                attempt.number(),
                attempt.userId(),
                attempt.method(),
                Words.of(attempt.outcome()),
                attempt.reason(),
                attempt.device(),
                attempt.ipAddress(),
                attempt.userAgent(),
                attempt.at());
    }
}
