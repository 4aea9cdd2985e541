package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.CeremonyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code ceremonies}. What is spent is gone. */
final class JdbiCeremonyStore implements CeremonyStore {

    private static final Map<String, Purpose> PURPOSES = Arrays.stream(Purpose.values())
            .collect(Collectors.toUnmodifiableMap(Purpose::purposeName, Function.identity()));

    private static final RowMapper<Ceremony> CEREMONY = (row, context) -> new Ceremony(
            Columns.uuid(row, "id"),
            Columns.idOrNull(row, "user_id", UserId::new),
            purpose(row),
            Columns.text(row, "token_hash"),
            Columns.text(row, "sealed_state"),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "expires_at"));

    private final Handles handles;

    private static Purpose purpose(ResultSet row) throws SQLException {
        @Nullable Purpose purpose = PURPOSES.get(Columns.text(row, "purpose"));
        if (purpose == null) {
            throw new SQLException("Nobody knows the purpose " + row.getString("purpose"));
        }
        return purpose;
    }

    JdbiCeremonyStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void begin(Ceremony ceremony, int keep) {
        @Nullable
        UUID userId = ceremony.userId() == null ? null : ceremony.userId().value();
        handles.write(handle -> {
            handle.createUpdate("""
                            INSERT INTO ceremonies (id, user_id, purpose, token_hash, sealed_state, created_at, expires_at)
                            VALUES (:id, :userId, :purpose, :digest, :sealedState, :createdAt, :expiresAt)
                            """)
                    .bind("id", ceremony.id())
                    .bind("userId", userId)
                    .bind("purpose", ceremony.purpose().purposeName())
                    .bind("digest", ceremony.digest())
                    .bind("sealedState", ceremony.sealedState())
                    .bind("createdAt", ceremony.createdAt())
                    .bind("expiresAt", ceremony.expiresAt())
                    .execute();
            return userId == null
                    ? 0
                    : handle.createUpdate("""
                            DELETE FROM ceremonies WHERE id = ANY (ARRAY(
                                SELECT id FROM ceremonies
                                WHERE user_id = :userId AND purpose = :purpose AND id <> ALL (ARRAY(
                                    SELECT id FROM ceremonies
                                    WHERE user_id = :userId AND purpose = :purpose
                                    ORDER BY created_at DESC, id DESC
                                    LIMIT :keep))
                                FOR UPDATE SKIP LOCKED))
                            """)
                            .bind("userId", userId)
                            .bind("purpose", ceremony.purpose().purposeName())
                            .bind("keep", keep)
                            .execute();
        });
    }

    @Override
    public Optional<Ceremony> find(String digest, Purpose purpose, Instant now) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT id, user_id, purpose, token_hash, sealed_state, created_at, expires_at
                        FROM ceremonies
                        WHERE token_hash = :digest AND purpose = :purpose AND expires_at > :now
                        """)
                .bind("digest", digest)
                .bind("purpose", purpose.purposeName())
                .bind("now", now)
                .map(CEREMONY)
                .findOne());
    }

    @Override
    public Optional<Ceremony> spend(String digest, Purpose purpose, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        DELETE FROM ceremonies
                        WHERE token_hash = :digest AND purpose = :purpose AND expires_at > :now
                        RETURNING id, user_id, purpose, token_hash, sealed_state, created_at, expires_at
                        """)
                .bind("digest", digest)
                .bind("purpose", purpose.purposeName())
                .bind("now", now)
                .map(CEREMONY)
                .findOne());
    }

    @Override
    public void cancel(UserId userId) {
        handles.write(handle -> handle.createUpdate("DELETE FROM ceremonies WHERE user_id = :userId")
                .bind("userId", userId.value())
                .execute());
    }

    @Override
    public int deleteExpired(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM ceremonies WHERE id = ANY (ARRAY(
                            SELECT id FROM ceremonies
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
