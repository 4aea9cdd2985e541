package dev.tenon.testkit;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.spi.SessionStore;
import dev.tenon.testkit.Tables.AccountRow;
import dev.tenon.testkit.Tables.SessionRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class InMemorySessionStore implements SessionStore {

    private static final Comparator<SessionRow> NEWEST_FIRST = Comparator.comparing(
                    (SessionRow row) -> row.session().createdAt())
            .thenComparing(row -> row.session().id().value())
            .reversed();

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemorySessionStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Optional<Login> findLogin(EmailAddress email) {
        return unitOfWork.reading(() -> tables.accountsByEmail
                .find(email)
                .flatMap(tables.accounts::find)
                .map(row -> new Login(row.account(), row.passwordHash())));
    }

    @Override
    public boolean enter(UserId userId, @Nullable PasswordUse password, Instant now) {
        Optional<AccountRow> found = tables.accounts
                .lock(userId)
                .filter(row -> row.account().isActive())
                .filter(row -> password == null || password.hash().equals(row.passwordHash()));
        found.ifPresent(row -> {
            @Nullable String rehash = password == null ? null : password.rehash();
            String hash = rehash == null ? row.passwordHash() : rehash;
            tables.accounts.put(userId, new AccountRow(loggedIn(row.account(), now), hash));
        });
        return found.isPresent();
    }

    private static Account loggedIn(Account account, Instant now) {
        return new Account(
                account.id(),
                account.email(),
                account.userName(),
                account.firstName(),
                account.lastName(),
                account.status(),
                account.emailVerified(),
                now,
                account.createdAt(),
                account.updatedAt(),
                account.revision());
    }

    @Override
    public void insert(Session session, String tokenDigest) {
        unitOfWork.required();
        tables.requireAccount(session.userId());
        if (!tables.sessionsByToken.insert(tokenDigest, session.id())) {
            throw new IllegalStateException("A session with this token is there already; make a new token");
        }
        tables.sessions.put(session.id(), new SessionRow(session, tokenDigest, null));
    }

    @Override
    public Optional<LiveSession> findByToken(String tokenDigest, Instant now) {
        return unitOfWork.reading(() -> tables.sessionsByToken
                .find(tokenDigest)
                .flatMap(id -> find(id, now))
                .flatMap(session -> tables.accounts
                        .find(session.userId())
                        .map(row -> new LiveSession(session, row.account(), tables.permissionsOf(session.userId())))));
    }

    @Override
    public Optional<Session> find(SessionId id, Instant now) {
        return tables.sessions.find(id).filter(row -> row.isLiveAt(now)).map(SessionRow::session);
    }

    @Override
    public Page<Session> list(UserId userId, Instant now, PageRequest page) {
        List<Session> live =
                liveOf(userId, now).stream().map(SessionRow::session).toList();
        return Pages.newestFirst(live, Session::position, page);
    }

    private List<SessionRow> liveOf(UserId userId, Instant now) {
        return tables.sessions.rows(row -> row.session().userId().equals(userId) && row.isLiveAt(now));
    }

    @Override
    public void touch(SessionId id, Instant now, Instant idleExpiresAt) {
        unitOfWork.joinOrRun(() -> tables.sessions
                .lock(id)
                .filter(row -> row.isLiveAt(now))
                .ifPresent(row -> {
                    Session session = row.session().seenAt(now, idleExpiresAt);
                    tables.sessions.put(id, new SessionRow(session, row.tokenDigest(), null));
                }));
    }

    @Override
    public boolean end(SessionId id, Instant now) {
        Optional<SessionRow> live = tables.sessions.lock(id).filter(row -> row.isLiveAt(now));
        live.ifPresent(row -> tables.sessions.put(id, new SessionRow(row.session(), row.tokenDigest(), now)));
        return live.isPresent();
    }

    @Override
    public int endAll(UserId userId, @Nullable SessionId except, Instant now) {
        unitOfWork.required();
        return (int) liveOf(userId, now).stream()
                .map(row -> row.session().id())
                .filter(id -> !id.equals(except))
                .filter(id -> end(id, now))
                .count();
    }

    @Override
    public void endBeyond(UserId userId, int keep, Instant now) {
        unitOfWork.required();
        liveOf(userId, now).stream()
                .sorted(NEWEST_FIRST)
                .skip(keep)
                .forEach(row -> end(row.session().id(), now));
    }

    @Override
    public int deleteEnded(Instant before, int limit) {
        unitOfWork.required();
        return (int) tables.sessions.rows(row -> endedBefore(row, before)).stream()
                .limit(limit)
                .filter(row -> tables.sessions.remove(row.session().id()))
                .peek(row -> tables.sessionsByToken.remove(row.tokenDigest()))
                .count();
    }

    private static boolean endedBefore(SessionRow row, Instant before) {
        @Nullable Instant endedAt = row.endedAt();
        return (endedAt != null && endedAt.isBefore(before))
                || row.session().idleExpiresAt().isBefore(before)
                || row.session().expiresAt().isBefore(before);
    }
}
