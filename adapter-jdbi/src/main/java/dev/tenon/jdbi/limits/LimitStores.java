package dev.tenon.jdbi.limits;

import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.limits.spi.RateLimitStore;

/** The stores of this package. */
public final class LimitStores {

    private LimitStores() {}

    public static RateLimitStore rateLimits(Handles handles) {
        return new JdbiRateLimitStore(handles);
    }
}
