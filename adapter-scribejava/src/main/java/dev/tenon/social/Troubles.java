package dev.tenon.social;

import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.SocialLoginRefusal;
import java.time.Duration;

/** The two ways in which a provider fails: it is not there, or what it says does not hold. */
final class Troubles {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private Troubles() {}

    static Refusal unavailable(Throwable cause) {
        return SocialLoginRefusal.PROVIDER_UNAVAILABLE.retryAfter(WAIT).withCause(cause);
    }

    static Refusal unavailable(String cause) {
        return unavailable(new IllegalStateException(cause));
    }

    /** The reason is for the log: whoever sent a forged answer need not know what gave it away. */
    static Refusal refused(String reason) {
        return SocialLoginRefusal.ANSWER_REFUSED.refusal().withCause(new IllegalStateException(reason));
    }
}
