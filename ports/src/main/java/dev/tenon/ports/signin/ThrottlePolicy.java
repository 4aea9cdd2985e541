package dev.tenon.ports.signin;

import java.time.Duration;

/**
 * How often signing in may be tried. A try counts before its password is looked at; a success takes its try back.
 *
 * @param perAccountAndAddress tries for one account from one network address in a window: strangers elsewhere do not lock
 *     the owner out
 * @param perAddress failed tries from one network address in a window, whatever the accounts
 */
public record ThrottlePolicy(int perAccountAndAddress, int perAddress, Duration window) {

    /** Ten for an account and address, a thousand for an address, in 15 minutes. */
    public static ThrottlePolicy standard() {
        return new ThrottlePolicy(10, 1000, Duration.ofMinutes(15));
    }

    public ThrottlePolicy {
        if (perAccountAndAddress < 1 || perAddress < perAccountAndAddress || window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(
                    "Allow at least one try, and no more for an account than for an address");
        }
    }
}
