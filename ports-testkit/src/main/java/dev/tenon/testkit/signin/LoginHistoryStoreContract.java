package dev.tenon.testkit.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.LoginAttempt.Outcome;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.ports.signin.spi.LoginHistoryStore.Device;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of the login history does. */
public abstract class LoginHistoryStoreContract extends StorageContract {

    private static final RequestOrigin HERE = new RequestOrigin("request-1", "192.0.2.1", "Firefox/140.0");
    private static final RequestOrigin THERE = new RequestOrigin("request-2", "192.0.2.2", "curl/8.5.0");

    @Test
    void keeps_successes_and_failures_newest_first() {
        Account ana = anAccount();
        fail(ana.id(), "wrong-password", START);
        change(() -> storage.loginHistory().noteSuccess(ana.id(), "email", HERE, START.plusSeconds(1)));
        fail(anAccount().id(), "wrong-password", START.plusSeconds(2));

        List<LoginAttempt> kept =
                storage.loginHistory().listOf(ana.id(), PageRequest.first(10)).items();

        assertThat(kept).hasSize(2);
        LoginAttempt success = kept.get(0);
        assertThat(success)
                .isEqualTo(new LoginAttempt(
                        success.number(),
                        ana.id(),
                        "email",
                        Outcome.SUCCESS,
                        null,
                        "192.0.2.1",
                        "Firefox/140.0",
                        START.plusSeconds(1)));
        assertThat(kept.get(1).outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(kept.get(1).reason()).isEqualTo("wrong-password");
    }

    @Test
    void a_failure_lasts_though_nobody_commits() {
        Account ana = anAccount();

        fail(ana.id(), "wrong-password", START);

        assertThat(storage.loginHistory()
                        .listOf(ana.id(), PageRequest.first(10))
                        .items())
                .hasSize(1);
    }

    @Test
    void keeps_tries_at_addresses_without_an_account_among_all_only() {
        fail(null, "unknown-account", START);
        Account ana = anAccount();
        change(() -> storage.loginHistory().noteSuccess(ana.id(), "email", HERE, START));

        List<LoginAttempt> failures = storage.loginHistory()
                .list(new LoginAttemptFilter(Outcome.FAILURE), PageRequest.first(200))
                .items();

        assertThat(failures).isNotEmpty().allMatch(each -> each.outcome() == Outcome.FAILURE);
        assertThat(failures).anyMatch(each -> each.userId() == null);
    }

    @Test
    void lists_page_by_page_also_what_happened_at_once() {
        Account ana = anAccount();
        for (int number = 0; number < 5; number++) {
            fail(ana.id(), "wrong-password", START);
        }
        fail(ana.id(), "wrong-password", START.plusSeconds(1));
        List<LoginAttempt> all =
                storage.loginHistory().listOf(ana.id(), PageRequest.first(50)).items();

        assertThat(all).hasSize(6);
        holdsStillInPages(
                all,
                page -> storage.loginHistory().listOf(ana.id(), page),
                () -> fail(ana.id(), "wrong-password", START.plusSeconds(2)));
    }

    @Test
    void knows_a_first_a_known_and_a_new_device() {
        Account ana = anAccount();
        Instant since = START.minus(Duration.ofDays(1));
        assertThat(device(ana, "Firefox/140.0", since)).isEqualTo(Device.FIRST);
        fail(ana.id(), "wrong-password", START);
        assertThat(device(ana, "Firefox/140.0", since)).isEqualTo(Device.FIRST);

        change(() -> storage.loginHistory().noteSuccess(ana.id(), "email", HERE, START));

        assertThat(device(ana, "Firefox/140.0", since)).isEqualTo(Device.KNOWN);
        assertThat(device(ana, "curl/8.5.0", since)).isEqualTo(Device.NEW);
        assertThat(device(ana, null, since)).isEqualTo(Device.NEW);
        assertThat(device(ana, "curl/8.5.0", START.plusSeconds(1))).isEqualTo(Device.FIRST);
    }

    @Test
    void knows_the_addresses_that_an_account_was_entered_from() {
        Account ana = anAccount();
        change(() -> storage.loginHistory().noteSuccess(ana.id(), "email", HERE, START));
        fail(ana.id(), "wrong-password", START);

        assertThat(storage.loginHistory().knowsAddress(ana.id(), "192.0.2.1", START))
                .isTrue();
        assertThat(storage.loginHistory().knowsAddress(ana.id(), "192.0.2.1", START.plusSeconds(1)))
                .isFalse();
        assertThat(storage.loginHistory().knowsAddress(ana.id(), "192.0.2.2", START))
                .isFalse();
        assertThat(storage.loginHistory().knowsAddress(anAccount().id(), "192.0.2.1", START))
                .isFalse();
    }

    @Test
    void forgets_what_is_older_and_no_more_than_asked_for() {
        Account ana = anAccount();
        Instant longAgo = START.minus(Duration.ofDays(3_650));
        for (int number = 0; number < 3; number++) {
            fail(ana.id(), "wrong-password", longAgo);
        }
        fail(ana.id(), "wrong-password", START);
        Instant before = longAgo.plusSeconds(1);

        assertThat(commit(() -> storage.loginHistory().deleteBefore(longAgo, 10)))
                .isZero();
        assertThat(commit(() -> storage.loginHistory().deleteBefore(before, 2))).isEqualTo(2);
        assertThat(commit(() -> storage.loginHistory().deleteBefore(before, 2))).isOne();
        assertThat(storage.loginHistory()
                        .listOf(ana.id(), PageRequest.first(10))
                        .items())
                .hasSize(1);
    }

    private Device device(Account account, @Nullable String userAgent, Instant since) {
        return storage.loginHistory().device(account.id(), userAgent, since);
    }

    private void fail(@Nullable UserId userId, String reason, Instant now) {
        storage.loginHistory().noteFailure(userId, "email", Fixtures.aDigest(), reason, THERE, now);
    }
}
