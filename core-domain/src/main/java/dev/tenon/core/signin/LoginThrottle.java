package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.ThrottlePolicy;
import dev.tenon.ports.signin.spi.LoginThrottleStore;
import dev.tenon.ports.signin.spi.LoginThrottleStore.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guard against guessing. A try counts before anything is compared, so that of any number of parallel guesses no more
 * than the free ones are evaluated. It counts for the account and the network address together, for the address, and for
 * the account; the last one does not hold up whoever comes from an address that the account was entered from, so that
 * strangers, however many, do not lock the owner out.
 */
final class LoginThrottle {

    private static final Duration ADDRESS_KNOWN = Duration.ofDays(30);
    private static final int FREE_CODES = 5;
    private static final String PURPOSE = "login-throttle";

    private final Kernel kernel;
    private final LoginThrottleStore store;
    private final ThrottlePolicy policy;

    LoginThrottle(Kernel kernel, ThrottlePolicy policy) {
        this.kernel = kernel;
        this.store = kernel.storage().loginThrottles();
        this.policy = policy;
    }

    /** A try that was let through: its counts, to be taken back if it succeeds. */
    record Try(String own, List<String> shared) {}

    /** Counts a try to enter the account of an address from outside, or refuses it. */
    Try count(@Nullable EmailAddress email, RequestOrigin origin, Instant now) {
        String login = email == null ? "not-an-address" : email.value();
        String pair = key(login + "\n" + addressOf(origin));
        String address = key(addressOf(origin));
        String account = key("account\n" + login);
        store.count(pair, rule(policy.perAccountAndAddress()), now).ifPresent(until -> refuse(until, now));
        store.count(address, rule(policy.perAddress()), now).ifPresent(until -> refuse(until, now));
        store.count(account, rule(policy.perAccount()), now)
                .filter(until -> !comesFromKnownAddress(email, origin, now))
                .ifPresent(until -> refuse(until, now));
        return new Try(pair, List.of(address, account));
    }

    /** Counts a try of somebody who is signed in to show the own password or second factor again, or refuses it. */
    Try countOwn(UserId userId, Instant now) {
        String own = key("own\n" + userId);
        store.count(own, rule(policy.perAccountAndAddress()), now).ifPresent(until -> refuse(until, now));
        return new Try(own, List.of());
    }

    /**
     * Counts a code of a sign-in, or refuses it: for the account and this sort of code, apart from passwords. Whoever gets so
     * far knows the password; six digits are few, so the free tries last for a day.
     */
    Try countCode(UserId userId, String sort, Instant now) {
        return countCode("code\n" + sort + "\n" + userId, now);
    }

    /** Counts a code of somebody who is signed in, or refuses it. */
    Try countOwnCode(UserId userId, Instant now) {
        return countCode("own-code\n" + userId, now);
    }

    private Try countCode(String counted, Instant now) {
        String own = key(counted);
        store.count(own, new Rule(FREE_CODES, Duration.ofDays(1), policy.pause(), policy.longestPause()), now)
                .ifPresent(until -> refuse(until, now));
        return new Try(own, List.of());
    }

    /** Counts a sign-in that begins without a name, at a provider or with a passkey, by the network address alone, or refuses it. */
    void countStart(String method, RequestOrigin origin, Instant now) {
        String address = startKey(method, origin);
        store.count(address, rule(policy.perAddress()), now).ifPresent(until -> refuse(until, now));
    }

    /** Takes a beginning back: it ended in a success. */
    void startSucceeded(String method, RequestOrigin origin) {
        store.forgive(startKey(method, origin));
    }

    private String startKey(String method, RequestOrigin origin) {
        return key("start\n" + method + "\n" + addressOf(origin));
    }

    /** Takes a try back: it was a success. */
    void succeeded(Try attempt) {
        store.reset(attempt.own());
        attempt.shared().forEach(store::forgive);
    }

    /** Starts anew for an account whose owner has read the mailbox. */
    void cleared(Account account, RequestOrigin origin) {
        String login = account.email().value();
        store.reset(key(login + "\n" + addressOf(origin)));
        store.reset(key("account\n" + login));
        store.reset(key("own\n" + account.id()));
    }

    private boolean comesFromKnownAddress(@Nullable EmailAddress email, RequestOrigin origin, Instant now) {
        return Optional.ofNullable(email)
                .flatMap(kernel.storage().accounts()::findByEmail)
                .filter(account -> kernel.storage()
                        .loginHistory()
                        .knowsAddress(account.id(), addressOf(origin), now.minus(ADDRESS_KNOWN)))
                .isPresent();
    }

    private Rule rule(int free) {
        return new Rule(free, policy.window(), policy.pause(), policy.longestPause());
    }

    private String key(String counted) {
        return kernel.secrets().pseudonym(PURPOSE, counted);
    }

    private static String addressOf(RequestOrigin origin) {
        return origin.ipAddress() == null ? "in-process" : origin.ipAddress();
    }

    private static void refuse(Instant until, Instant now) {
        throw SignInRefusal.THROTTLED.retryAfter(Duration.between(now, until));
    }
}
