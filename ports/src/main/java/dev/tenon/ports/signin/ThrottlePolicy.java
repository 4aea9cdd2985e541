package dev.tenon.ports.signin;

import java.time.Duration;

/**
 * How often signing in may be tried. A try counts before its password is looked at; a success takes its try back. When the
 * free tries are spent, each further one is let through only after a pause, and the pause doubles every time.
 *
 * @param perAccountAndAddress free tries for one account from one network address
 * @param perAccount free tries for one account from all the addresses that it was never entered from: many strangers
 *     together cannot guess for long, and the owner, who comes from a known address, does not notice
 * @param perAddress free failed tries from one network address, whatever the accounts
 * @param window after so long without a failure, counting starts anew
 * @param pause how long the first pause is
 * @param longestPause what it doubles up to
 */
public record ThrottlePolicy(
        int perAccountAndAddress,
        int perAccount,
        int perAddress,
        Duration window,
        Duration pause,
        Duration longestPause) {

    /** Ten for an account and address, a hundred for an account, a thousand for an address; pauses of a minute to an hour. */
    public static ThrottlePolicy standard() {
        return new ThrottlePolicy(10, 100, 1000, Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofHours(1));
    }

    public ThrottlePolicy {
        if (perAccountAndAddress < 1 || perAccount < perAccountAndAddress || perAddress < perAccountAndAddress) {
            throw new IllegalArgumentException(
                    "Allow at least one try, and no more for an account and address than for either alone");
        }
        if (!window.isPositive() || !pause.isPositive() || longestPause.compareTo(pause) < 0) {
            throw new IllegalArgumentException(
                    "Windows and pauses last a while, and the longest is no shorter than the first");
        }
    }
}
