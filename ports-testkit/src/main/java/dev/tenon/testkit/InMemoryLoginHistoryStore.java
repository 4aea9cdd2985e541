package dev.tenon.testkit;

import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.LoginAttempt.Outcome;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.ports.signin.spi.LoginHistoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

final class InMemoryLoginHistoryStore implements LoginHistoryStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;
    private final AtomicLong numbers = new AtomicLong();

    InMemoryLoginHistoryStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void noteSuccess(UserId userId, String method, RequestOrigin origin, Instant now) {
        unitOfWork.required();
        note(userId, method, Outcome.SUCCESS, null, origin, now);
    }

    @Override
    public void noteFailure(
            @Nullable UserId userId,
            String method,
            String emailPseudonym,
            String reason,
            RequestOrigin origin,
            Instant now) {
        unitOfWork.joinOrRun(() -> note(userId, method, Outcome.FAILURE, reason, origin, now));
    }

    private void note(
            @Nullable UserId userId,
            String method,
            Outcome outcome,
            @Nullable String reason,
            RequestOrigin origin,
            Instant now) {
        LoginAttempt attempt = new LoginAttempt(
                numbers.incrementAndGet(),
                userId,
                method,
                outcome,
                reason,
                origin.ipAddress(),
                origin.userAgent(),
                now);
        tables.loginAttempts.put(attempt.number(), attempt);
    }

    @Override
    public Device device(UserId userId, @Nullable String userAgent, Instant since) {
        List<LoginAttempt> successes = successesSince(userId, since);
        if (successes.isEmpty()) {
            return Device.FIRST;
        }
        boolean known = successes.stream().anyMatch(each -> Objects.equals(each.userAgent(), userAgent));
        return known ? Device.KNOWN : Device.NEW;
    }

    @Override
    public boolean knowsAddress(UserId userId, String ipAddress, Instant since) {
        return successesSince(userId, since).stream().anyMatch(each -> ipAddress.equals(each.ipAddress()));
    }

    private List<LoginAttempt> successesSince(UserId userId, Instant since) {
        return tables.loginAttempts.rows(each -> userId.equals(each.userId())
                && each.outcome() == Outcome.SUCCESS
                && !each.at().isBefore(since));
    }

    @Override
    public Page<LoginAttempt> listOf(UserId userId, PageRequest page) {
        return Pages.newestFirst(
                tables.loginAttempts.rows(each -> userId.equals(each.userId())), LoginAttempt::position, page);
    }

    @Override
    public Page<LoginAttempt> list(LoginAttemptFilter filter, PageRequest page) {
        return Pages.newestFirst(
                tables.loginAttempts.rows(each -> filter.outcome() == null || filter.outcome() == each.outcome()),
                LoginAttempt::position,
                page);
    }

    @Override
    public int deleteBefore(Instant before, int limit) {
        unitOfWork.required();
        return (int) tables.loginAttempts.rows(each -> each.at().isBefore(before)).stream()
                .limit(limit)
                .filter(each -> tables.loginAttempts.remove(each.number()))
                .count();
    }
}
