package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.signin.spi.LoginThrottleStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Table {@code login_throttles}. Counts have commits of their own, whatever becomes of the caller's. */
final class JdbiLoginThrottleStore implements LoginThrottleStore {

    private final Handles handles;

    JdbiLoginThrottleStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Optional<Instant> count(String key, Rule rule, Instant now) {
        // A try within a pause changes nothing but let_through. Any other is counted; from the last free one on, each
        // begins a pause twice as long as the one before.
        return handles.writeApart(handle -> handle.createQuery("""
                        INSERT INTO login_throttles AS t
                            (throttle_key, failures, window_ends_at, blocked_until, let_through, updated_at)
                        VALUES (:key, 1, :windowEndsAt,
                                CASE WHEN :free <= 1 THEN :now::timestamptz + :pause * INTERVAL '1 second' END,
                                TRUE, :now)
                        ON CONFLICT (throttle_key) DO UPDATE
                        SET (failures, window_ends_at, blocked_until, let_through, updated_at) = (
                            SELECT
                                CASE WHEN paused THEN t.failures ELSE counted END,
                                CASE WHEN paused THEN t.window_ends_at
                                     ELSE greatest(:windowEndsAt, until + :window * INTERVAL '1 second') END,
                                CASE WHEN paused THEN t.blocked_until ELSE until END,
                                NOT paused,
                                :now
                            FROM (
                                SELECT paused, counted,
                                       CASE WHEN counted >= :free THEN :now::timestamptz + INTERVAL '1 second' * least(
                                           :longestPause, :pause * power(2, least(counted - :free, 30))) END AS until
                                FROM (
                                    SELECT coalesce(t.blocked_until > :now, FALSE) AS paused,
                                           CASE WHEN t.window_ends_at > :now THEN t.failures + 1 ELSE 1 END AS counted
                                ) AS state
                            ) AS next)
                        RETURNING CASE WHEN let_through THEN NULL ELSE blocked_until END AS refused_until
                        """)
                .bind("key", key)
                .bind("free", rule.free())
                .bind("window", seconds(rule.window()))
                .bind("pause", seconds(rule.pause()))
                .bind("longestPause", seconds(rule.longestPause()))
                .bind("now", now)
                .bind("windowEndsAt", now.plus(rule.window()))
                .map((row, context) -> Optional.ofNullable(Columns.instantOrNull(row, "refused_until")))
                .one());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    @Override
    public void forgive(String key) {
        handles.writeApart(handle -> handle.createUpdate("""
                        UPDATE login_throttles SET failures = failures - 1, blocked_until = NULL
                        WHERE throttle_key = :key AND failures > 0
                        """).bind("key", key).execute());
    }

    @Override
    public void reset(String key) {
        handles.writeApart(handle -> handle.createUpdate("DELETE FROM login_throttles WHERE throttle_key = :key")
                .bind("key", key)
                .execute());
    }

    @Override
    public int deleteEnded(Instant before, int limit) {
        return handles.writeApart(handle -> handle.createUpdate("""
                        DELETE FROM login_throttles WHERE throttle_key = ANY (ARRAY(
                            SELECT throttle_key FROM login_throttles
                            WHERE window_ends_at < :before
                            ORDER BY window_ends_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }
}
