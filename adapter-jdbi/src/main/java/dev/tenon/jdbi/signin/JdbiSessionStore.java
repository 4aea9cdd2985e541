package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.access.AccessStores;
import dev.tenon.jdbi.accounts.AccountStores;
import dev.tenon.jdbi.kernel.Coalesced;
import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Session;
import dev.tenon.ports.signin.Session.Impersonation;
import dev.tenon.ports.signin.spi.SessionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code sessions}, and the columns of {@code users} that signing in is about. */
final class JdbiSessionStore implements SessionStore {

    private static final String COLUMNS = """
            s.id AS session_id, s.user_id,
            (SELECT m.method_name FROM login_methods m WHERE m.id = s.login_method_id) AS method_name,
            s.second_factor, s.impersonator_id, s.impersonation_reason, s.ip_address, s.user_agent,
            s.created_at AS session_created_at, s.last_seen_at, s.idle_expires_at, s.expires_at""";

    private static final RowMapper<Session> SESSION = (row, context) -> session(row);

    private static final RowMapper<Login> LOGIN =
            (row, context) -> new Login(AccountStores.ACCOUNT.map(row, context), Columns.text(row, "password_hash"));

    private static final String FROM_LIVE = """

            FROM sessions s
            WHERE s.revoked_at IS NULL AND s.idle_expires_at > :now AND s.expires_at > :now
            """;

    /**
     * Whether they are live is asked of each for its own instant; what was ended is not found at all. The tokens come out of a
     * query of their own, so that the planner takes any number of them for the same: it keeps its plan then, and would
     * otherwise plan anew for every number, which takes twice as long as to find them.
     */
    private static final String FIND_BY_TOKENS =
            "SELECT s.token, " + COLUMNS + ", " + AccountStores.ACCOUNT_COLUMNS + """
            ,
                ARRAY(""" + AccessStores.PERMITTED + """
                      WHERE ur.user_id = s.user_id) AS permissions
            FROM sessions s
            JOIN users u ON u.id = s.user_id
            WHERE s.token = ANY (ARRAY(SELECT unnest(?::text[]))) AND s.revoked_at IS NULL
            """;

    private final Handles handles;
    private final Coalesced<String, LiveSession> byToken = new Coalesced<>(this::findByTokens);

    JdbiSessionStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Optional<Login> findLogin(EmailAddress email) {
        return handles.read(handle -> handle.createQuery("SELECT " + AccountStores.ACCOUNT_COLUMNS + """
                        , u.password_hash
                        FROM users u
                        WHERE lower(u.email) = :email
                        """)
                .bind("email", email.value())
                .map(LOGIN)
                .findOne());
    }

    @Override
    public boolean enter(UserId userId, @Nullable PasswordUse password, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE users
                        SET last_login_at = :now, password_hash = coalesce(:rehash, password_hash)
                        WHERE id = :userId AND status = 'active'
                          AND (:hash::text IS NULL OR password_hash = :hash)
                        """)
                        .bind("userId", userId.value())
                        .bind("hash", password == null ? null : password.hash())
                        .bind("rehash", password == null ? null : password.rehash())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public void insert(Session session, String tokenDigest) {
        @Nullable Impersonation by = session.impersonation();
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO sessions (id, user_id, token, login_method_id, second_factor, impersonator_id,
                                              impersonation_reason, ip_address, user_agent,
                                              created_at, last_seen_at, idle_expires_at, expires_at)
                        VALUES (:id, :userId, :token, (SELECT id FROM login_methods WHERE method_name = :method),
                                :secondFactor, :impersonatorId, :impersonationReason, :ipAddress, :userAgent,
                                :createdAt, :lastSeenAt, :idleExpiresAt, :expiresAt)
                        """)
                .bind("id", session.id().value())
                .bind("userId", session.userId().value())
                .bind("token", tokenDigest)
                .bind("method", session.method())
                .bind("secondFactor", session.secondFactor())
                .bind("impersonatorId", by == null ? null : by.by().value())
                .bind("impersonationReason", by == null ? null : by.reason())
                .bind("ipAddress", session.ipAddress())
                .bind("userAgent", session.userAgent())
                .bind("createdAt", session.createdAt())
                .bind("lastSeenAt", session.lastSeenAt())
                .bind("idleExpiresAt", session.idleExpiresAt())
                .bind("expiresAt", session.expiresAt())
                .execute());
    }

    @Override
    public Optional<LiveSession> findByToken(String tokenDigest, Instant now) {
        Optional<LiveSession> found = handles.asksForItself()
                ? byToken.ask(tokenDigest)
                : Optional.ofNullable(findByTokens(Set.of(tokenDigest)).get(tokenDigest));
        return found.filter(live -> live.session().isLiveAt(now));
    }

    private Map<String, LiveSession> findByTokens(Set<String> tokenDigests) {
        Map<String, LiveSession> found = new HashMap<>();
        handles.ask(FIND_BY_TOKENS, tokenDigests, row -> found.put(Columns.text(row, "token"), liveSession(row)));
        return found;
    }

    @Override
    public Optional<Session> find(SessionId id, Instant now) {
        return handles.read(handle -> handle.createQuery("SELECT " + COLUMNS + FROM_LIVE + "AND s.id = :id")
                .bind("id", id.value())
                .bind("now", now)
                .map(SESSION)
                .findOne());
    }

    @Override
    public Page<Session> list(UserId userId, Instant now, PageRequest page) {
        Listing listing = Listing.of("SELECT " + COLUMNS + "\nFROM sessions s", page)
                .where("s.user_id = :userId", Map.of("userId", userId.value()))
                .where("s.revoked_at IS NULL AND s.idle_expires_at > :now AND s.expires_at > :now", Map.of("now", now));
        return handles.read(handle -> listing.newestFirst(handle, "s.created_at", "s.id", SESSION, Session::position));
    }

    @Override
    public void touch(SessionId id, Instant now, Instant idleExpiresAt) {
        handles.writeJoining(handle -> handle.createUpdate("""
                        UPDATE sessions
                        SET last_seen_at = :now, idle_expires_at = :idleExpiresAt
                        WHERE id = :id AND last_seen_at < :now
                          AND revoked_at IS NULL AND idle_expires_at > :now AND expires_at > :now
                        """)
                .bind("id", id.value())
                .bind("now", now)
                .bind("idleExpiresAt", idleExpiresAt)
                .execute());
    }

    @Override
    public boolean end(SessionId id, Instant now) {
        return handles.write(handle ->
                handle.createUpdate("""
                        UPDATE sessions
                        SET revoked_at = :now
                        WHERE id = :id AND revoked_at IS NULL AND idle_expires_at > :now AND expires_at > :now
                        """).bind("id", id.value()).bind("now", now).execute() == 1);
    }

    @Override
    public int endAll(UserId userId, @Nullable SessionId except, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE sessions
                        SET revoked_at = :now
                        WHERE user_id = :userId AND id IS DISTINCT FROM :except::uuid
                          AND revoked_at IS NULL AND idle_expires_at > :now AND expires_at > :now
                        """)
                .bind("userId", userId.value())
                .bind("except", except == null ? null : except.value())
                .bind("now", now)
                .execute());
    }

    @Override
    public void endBeyond(UserId userId, int keep, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE sessions
                        SET revoked_at = :now
                        WHERE id IN (
                            SELECT id
                            FROM (SELECT id, row_number() OVER (ORDER BY created_at DESC, id DESC) AS place
                                  FROM sessions
                                  WHERE user_id = :userId
                                    AND revoked_at IS NULL AND idle_expires_at > :now AND expires_at > :now) AS live
                            WHERE place > :keep)
                        """)
                .bind("userId", userId.value())
                .bind("keep", keep)
                .bind("now", now)
                .execute());
    }

    @Override
    public int deleteEnded(Instant before, int limit) {
        // Reads the whole table when nothing ended: an index that served it would have to follow every touch.
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM sessions WHERE id = ANY (ARRAY(
                            SELECT id FROM sessions
                            WHERE LEAST(revoked_at, idle_expires_at, expires_at) < :before
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }

    private static LiveSession liveSession(ResultSet row) throws SQLException {
        return new LiveSession(session(row), AccountStores.account(row), Set.copyOf(Columns.texts(row, "permissions")));
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                new SessionId(Columns.uuid(row, "session_id")),
                new UserId(Columns.uuid(row, "user_id")),
                row.getString("method_name"),
                row.getString("second_factor"),
                impersonation(row),
                row.getString("ip_address"),
                row.getString("user_agent"),
                Columns.instant(row, "session_created_at"),
                Columns.instant(row, "last_seen_at"),
                Columns.instant(row, "idle_expires_at"),
                Columns.instant(row, "expires_at"));
    }

    private static @Nullable Impersonation impersonation(ResultSet row) throws SQLException {
        @Nullable UUID by = Columns.uuidOrNull(row, "impersonator_id");
        return by == null ? null : new Impersonation(new UserId(by), Columns.text(row, "impersonation_reason"));
    }
}
