package dev.tenon.core.signin;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.SessionPolicy;
import dev.tenon.ports.signin.Sessions;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Signing in: the way into this package. */
public record SignInCapability(Sessions sessions, AccountParticipant participant, List<BackgroundJob> jobs) {

    /** Builds the capability. */
    public static SignInCapability of(
            Kernel kernel,
            PasswordHasher passwords,
            PasswordPolicy passwordPolicy,
            SessionPolicy sessionPolicy,
            ThrottlePolicy throttlePolicy) {
        LoginThrottle throttle = new LoginThrottle(kernel, throttlePolicy);
        PasswordCheck check = new PasswordCheck(kernel, passwords, passwordPolicy);
        return new SignInCapability(
                new SessionService(kernel, check, throttle, sessionPolicy),
                new EndedSessions(kernel.storage().sessions()),
                List.of(
                        Job.of("forget-ended-sessions", Duration.ofMinutes(10), () -> forgetSessions(kernel)),
                        Job.of("forget-login-throttles", Duration.ofMinutes(10), () -> forgetThrottles(kernel))));
    }

    private static int forgetSessions(Kernel kernel) {
        Instant before = kernel.now().minus(Duration.ofDays(30));
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().sessions().deleteEnded(before, Job.BATCH));
    }

    private static int forgetThrottles(Kernel kernel) {
        return kernel.storage()
                .unitOfWork()
                .run(() -> kernel.storage().loginThrottles().deleteEnded(kernel.now(), Job.BATCH));
    }
}
