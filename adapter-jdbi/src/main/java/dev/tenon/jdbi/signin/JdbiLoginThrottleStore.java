package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.signin.spi.LoginThrottleStore;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code login_throttles}. Counts have commits of their own, whatever becomes of the caller's. */
final class JdbiLoginThrottleStore implements LoginThrottleStore {

    private static final RowMapper<Count> COUNT =
            (row, context) -> new Count(row.getInt("failures"), Columns.instant(row, "window_ends_at"));

    private final Handles handles;

    JdbiLoginThrottleStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Count count(String key, Instant now, Duration window) {
        return handles.writeApart(handle -> handle.createQuery("""
                        INSERT INTO login_throttles AS t (throttle_key, failures, window_ends_at, updated_at)
                        VALUES (:key, 1, :windowEndsAt, :now)
                        ON CONFLICT (throttle_key) DO UPDATE
                        SET failures = CASE WHEN t.window_ends_at > :now THEN t.failures + 1 ELSE 1 END,
                            window_ends_at = CASE WHEN t.window_ends_at > :now THEN t.window_ends_at
                                                  ELSE excluded.window_ends_at END,
                            updated_at = :now
                        RETURNING failures, window_ends_at
                        """)
                .bind("key", key)
                .bind("now", now)
                .bind("windowEndsAt", now.plus(window))
                .map(COUNT)
                .one());
    }

    @Override
    public void forgive(String key) {
        handles.writeApart(handle -> handle.createUpdate("""
                        UPDATE login_throttles SET failures = failures - 1 WHERE throttle_key = :key AND failures > 0
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
