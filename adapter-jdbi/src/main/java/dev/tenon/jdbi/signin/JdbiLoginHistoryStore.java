package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.LoginAttempt;
import dev.tenon.ports.signin.LoginAttempt.Outcome;
import dev.tenon.ports.signin.LoginAttemptFilter;
import dev.tenon.ports.signin.spi.LoginHistoryStore;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code login_history}. */
final class JdbiLoginHistoryStore implements LoginHistoryStore {

    private static final String SELECT = """
            SELECT h.login_id, h.user_id, m.method_name, h.outcome, h.reason, h.ip_address, h.user_agent, h.login_time
            FROM login_history h
            JOIN login_methods m ON m.id = h.login_method_id
            """;

    private static final RowMapper<LoginAttempt> ATTEMPT = (row, context) -> {
        return new LoginAttempt(
                row.getLong("login_id"),
                Columns.idOrNull(row, "user_id", UserId::new),
                Columns.text(row, "method_name"),
                Columns.constant(row, "outcome", Outcome.class),
                row.getString("reason"),
                row.getString("ip_address"),
                row.getString("user_agent"),
                Columns.instant(row, "login_time"));
    };

    private final Handles handles;

    JdbiLoginHistoryStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void noteSuccess(UserId userId, String method, RequestOrigin origin, Instant now) {
        handles.write(handle -> note(handle, userId, method, Outcome.SUCCESS, null, null, origin, now));
    }

    @Override
    public void noteFailure(
            @Nullable UserId userId,
            String method,
            String emailPseudonym,
            String reason,
            RequestOrigin origin,
            Instant now) {
        handles.writeApart(
                handle -> note(handle, userId, method, Outcome.FAILURE, emailPseudonym, reason, origin, now));
    }

    private static int note(
            Handle handle,
            @Nullable UserId userId,
            String method,
            Outcome outcome,
            @Nullable String emailPseudonym,
            @Nullable String reason,
            RequestOrigin origin,
            Instant now) {
        return handle.createUpdate("""
                        INSERT INTO login_history
                            (user_id, login_method_id, email_hash, outcome, reason, ip_address, user_agent, login_time)
                        SELECT :userId, m.id, :emailHash, :outcome, :reason, :ipAddress, :userAgent, :now
                        FROM login_methods m
                        WHERE m.method_name = :method
                        """)
                .bind("userId", userId == null ? null : userId.value())
                .bind("method", method)
                .bind("emailHash", emailPseudonym)
                .bind("outcome", Columns.word(outcome))
                .bind("reason", reason)
                .bind("ipAddress", origin.ipAddress())
                .bind("userAgent", origin.userAgent())
                .bind("now", now)
                .execute();
    }

    @Override
    public Device device(UserId userId, @Nullable String userAgent, Instant since) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT count(*) AS logins, count(*) FILTER (WHERE known) AS known
                        FROM (
                            SELECT user_agent IS NOT DISTINCT FROM :userAgent AS known
                            FROM login_history
                            WHERE user_id = :userId AND outcome = 'success' AND login_time >= :since
                            ORDER BY login_time DESC
                            LIMIT 200
                        ) AS latest
                        """)
                .bind("userId", userId.value())
                .bind("userAgent", userAgent)
                .bind("since", since)
                .map((row, context) ->
                        row.getInt("known") > 0 ? Device.KNOWN : row.getInt("logins") > 0 ? Device.NEW : Device.FIRST)
                .one());
    }

    @Override
    public boolean knowsAddress(UserId userId, String ipAddress, Instant since) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT EXISTS (
                            SELECT FROM login_history
                            WHERE user_id = :userId AND outcome = 'success' AND login_time >= :since
                              AND ip_address = :ipAddress) AS known
                        """)
                .bind("userId", userId.value())
                .bind("ipAddress", ipAddress)
                .bind("since", since)
                .map((row, context) -> row.getBoolean("known"))
                .one());
    }

    @Override
    public Page<LoginAttempt> listOf(UserId userId, PageRequest page) {
        Listing listing = Listing.of(SELECT, page).where("h.user_id = :userId", Map.of("userId", userId.value()));
        return handles.read(handle -> newestFirst(listing, handle));
    }

    @Override
    public Page<LoginAttempt> list(LoginAttemptFilter filter, PageRequest page) {
        @Nullable Outcome outcome = filter.outcome();
        Listing listing = Listing.of(SELECT, page)
                .filter("h.outcome = :outcome", "outcome", outcome == null ? null : Columns.word(outcome));
        return handles.read(handle -> newestFirst(listing, handle));
    }

    private static Page<LoginAttempt> newestFirst(Listing listing, Handle handle) {
        return listing.newestFirstByNumber(handle, "h.login_time", "h.login_id", ATTEMPT, LoginAttempt::position);
    }

    @Override
    public int deleteBefore(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM login_history WHERE (login_id, login_time) IN (
                            SELECT login_id, login_time FROM login_history
                            WHERE login_time < :before
                            ORDER BY login_time
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED)
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }
}
