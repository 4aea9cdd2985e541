package dev.tenon.jdbi;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.spi.IdempotencyStore;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code idempotency_keys}. */
final class JdbiIdempotencyStore implements IdempotencyStore {

    private static final RowMapper<KeptAnswer> KEPT_ANSWER =
            (row, context) -> new KeptAnswer(Columns.text(row, "fingerprint"), row.getString("answer"));

    private final Handles handles;

    JdbiIdempotencyStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean claim(String caller, String key, String fingerprint, Instant now, Instant expiresAt) {
        // The advisory lock lasts until the commit and is never waited for: whoever does not get it meets a request
        // that is
        // still running. Whoever gets it meets the row of one that is done, whether or not this statement can see it
        // yet.
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO idempotency_keys (caller, idempotency_key, fingerprint, created_at, expires_at)
                        SELECT :caller, :key, :fingerprint, :now, :expiresAt
                        WHERE pg_try_advisory_xact_lock(hashtextextended(:key, hashtextextended(:caller, 0)))
                        ON CONFLICT (caller, idempotency_key) DO UPDATE
                        SET fingerprint = excluded.fingerprint,
                            answer = NULL,
                            created_at = excluded.created_at,
                            expires_at = excluded.expires_at
                        WHERE idempotency_keys.expires_at <= :now
                        """)
                        .bind("caller", caller)
                        .bind("key", key)
                        .bind("fingerprint", fingerprint)
                        .bind("now", now)
                        .bind("expiresAt", expiresAt)
                        .execute()
                == 1);
    }

    @Override
    public void complete(String caller, String key, String sealedAnswer) {
        int kept = handles.write(handle -> handle.createUpdate("""
                        UPDATE idempotency_keys SET answer = :answer
                        WHERE caller = :caller AND idempotency_key = :key
                        """)
                .bind("caller", caller)
                .bind("key", key)
                .bind("answer", sealedAnswer)
                .execute());
        if (kept != 1) {
            throw new IllegalStateException("The present unit of work has not claimed this key");
        }
    }

    @Override
    public Optional<KeptAnswer> find(String caller, String key, Instant now) {
        return handles.read(handle -> {
            Optional<KeptAnswer> kept = handle.createQuery("""
                            SELECT fingerprint, answer FROM idempotency_keys
                            WHERE caller = :caller AND idempotency_key = :key AND expires_at > :now
                            """)
                    .bind("caller", caller)
                    .bind("key", key)
                    .bind("now", now)
                    .map(KEPT_ANSWER)
                    .findOne();
            // Whoever repeats a request is told that it was carried out, so it must not be lost any more.
            kept.ifPresent(answer -> handles.awaitDisk(handle));
            return kept;
        });
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return handles.write(handle ->
                handle.createUpdate("""
                        DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM idempotency_keys
                            WHERE expires_at <= :now
                            ORDER BY expires_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """).bind("now", now).bind("limit", limit).execute());
    }
}
