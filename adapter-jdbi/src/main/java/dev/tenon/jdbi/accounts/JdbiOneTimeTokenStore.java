package dev.tenon.jdbi.accounts;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code one_time_tokens}. */
final class JdbiOneTimeTokenStore implements OneTimeTokenStore {

    private static final RowMapper<OneTimeToken> TOKEN = (row, context) -> new OneTimeToken(
            Columns.uuid(row, "id"),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.constant(row, "purpose", Purpose.class),
            Columns.text(row, "token_hash"),
            new EmailAddress(Columns.text(row, "target_email")),
            Columns.idOrNull(row, "session_id", SessionId::new),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "expires_at"));

    /** The live row becomes the new token: of two that replace it at once, the second waits and replaces the first's. */
    private static final Write REPLACE = Write.of("""
            INSERT INTO one_time_tokens (id, user_id, purpose, token_hash, target_email, session_id, created_at,
                                         expires_at)
            VALUES (:id, :userId, :purpose, :digest, :targetEmail, :sessionId, :createdAt, :expiresAt)
            ON CONFLICT (user_id, purpose) WHERE used_at IS NULL AND purpose <> 'undo_email_change' DO UPDATE
            SET id = excluded.id,
                token_hash = excluded.token_hash,
                target_email = excluded.target_email,
                session_id = excluded.session_id,
                created_at = excluded.created_at,
                expires_at = excluded.expires_at
            """);

    private final Handles handles;

    JdbiOneTimeTokenStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void replace(OneTimeToken token) {
        handles.later(REPLACE.bind("id", token.id())
                .bind("userId", token.userId().value())
                .bind("purpose", Columns.word(token.purpose()))
                .bind("digest", token.digest())
                .bind("targetEmail", token.targetEmail().value())
                .bind(
                        "sessionId",
                        token.sessionId() == null ? null : token.sessionId().value())
                .bind("createdAt", token.createdAt())
                .bind("expiresAt", token.expiresAt()));
    }

    @Override
    public Optional<OneTimeToken> spend(String digest, Purpose purpose, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE one_time_tokens
                        SET used_at = :now
                        WHERE token_hash = :digest AND purpose = :purpose AND used_at IS NULL AND expires_at > :now
                        RETURNING id, user_id, purpose, token_hash, target_email, session_id, created_at, expires_at
                        """)
                .bind("digest", digest)
                .bind("purpose", Columns.word(purpose))
                .bind("now", now)
                .map(TOKEN)
                .findOne());
    }

    @Override
    public void cancel(UserId userId, @Nullable Instant undosSince, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE one_time_tokens
                        SET used_at = :now
                        WHERE user_id = :userId AND used_at IS NULL
                          AND (purpose <> 'undo_email_change' OR created_at >= :undosSince::timestamptz)
                        """)
                .bind("userId", userId.value())
                .bind("undosSince", undosSince)
                .bind("now", now)
                .execute());
    }

    @Override
    public Optional<Instant> issuedAt(UserId userId, Purpose purpose) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT created_at FROM one_time_tokens
                        WHERE user_id = :userId AND purpose = :purpose AND used_at IS NULL
                        """)
                .bind("userId", userId.value())
                .bind("purpose", Columns.word(purpose))
                .map((row, context) -> Columns.instant(row, "created_at"))
                .findOne());
    }

    @Override
    public int deleteExpired(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM one_time_tokens WHERE id = ANY (ARRAY(
                            SELECT id FROM one_time_tokens
                            WHERE expires_at < :before
                            ORDER BY expires_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }
}
