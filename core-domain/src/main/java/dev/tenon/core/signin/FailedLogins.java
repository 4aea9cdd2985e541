package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notes tries to sign in that failed: what was tried stands in the history under a pseudonym, whether it has an account or not. */
record FailedLogins(Kernel kernel) {

    private static final String PURPOSE = "login-history";
    private static final String NO_ADDRESS = "not-an-address";

    /** Notes one: of this account, if there is one, and by this address, if it was one. */
    void note(
            @Nullable UserId person,
            String method,
            @Nullable EmailAddress tried,
            String reason,
            RequestOrigin origin,
            Instant now) {
        String pseudonym = kernel.secrets().pseudonym(PURPOSE, tried == null ? NO_ADDRESS : tried.value());
        kernel.storage().loginHistory().noteFailure(person, method, pseudonym, reason, origin, now);
    }
}
