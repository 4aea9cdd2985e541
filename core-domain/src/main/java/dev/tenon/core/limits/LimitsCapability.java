package dev.tenon.core.limits;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimits;
import java.time.Duration;
import java.util.List;

/** Rate limits: the way into this package. */
public record LimitsCapability(RateLimits rateLimits, List<BackgroundJob> jobs, List<Measure> measures) {

    /** A minute after a caller's last request nothing of it counts; a second one is for clocks that differ. */
    private static final Duration IDLE = Duration.ofMinutes(2);

    /** Builds the capability. */
    public static LimitsCapability of(Kernel kernel, RateLimitPolicy policy) {
        BackgroundJob forgetting = Job.of(
                "forget-rate-limits",
                Duration.ofMinutes(1),
                () -> kernel.storage().rateLimits().deleteIdle(kernel.now().minus(IDLE), Job.BATCH));
        RateLimitService service = new RateLimitService(kernel, policy);
        return new LimitsCapability(service, List.of(forgetting), service.measures());
    }
}
