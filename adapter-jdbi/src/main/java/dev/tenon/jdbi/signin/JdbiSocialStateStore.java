package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.SessionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.SocialStateStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code social_states}. */
final class JdbiSocialStateStore implements SocialStateStore {

    private static final RowMapper<SocialState> STATE = (row, context) -> new SocialState(
            Columns.text(row, "state_digest"),
            Columns.text(row, "binding_digest"),
            Columns.text(row, "method_name"),
            Columns.text(row, "nonce"),
            Columns.text(row, "sealed_verifier"),
            row.getString("redirect_to"),
            linkTo(row),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "expires_at"));

    private final Handles handles;

    JdbiSocialStateStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(SocialState state) {
        @Nullable LinkTo linkTo = state.linkTo();
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO social_states (state_digest, binding_digest, login_method_id, nonce, sealed_verifier,
                                                   redirect_to, user_id, session_id, created_at, expires_at)
                        VALUES (:stateDigest, :bindingDigest,
                                (SELECT id FROM login_methods WHERE method_name = :method), :nonce, :sealedVerifier,
                                :redirectTo, :userId, :sessionId, :createdAt, :expiresAt)
                        """)
                .bind("stateDigest", state.stateDigest())
                .bind("bindingDigest", state.bindingDigest())
                .bind("method", state.method())
                .bind("nonce", state.nonce())
                .bind("sealedVerifier", state.sealedVerifier())
                .bind("redirectTo", state.redirectTo())
                .bind("userId", linkTo == null ? null : linkTo.userId().value())
                .bind("sessionId", linkTo == null ? null : linkTo.sessionId().value())
                .bind("createdAt", state.createdAt())
                .bind("expiresAt", state.expiresAt())
                .execute());
    }

    @Override
    public Optional<SocialState> take(String stateDigest, String bindingDigest, String method, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        DELETE FROM social_states s
                        USING login_methods m
                        WHERE s.state_digest = :stateDigest AND s.binding_digest = :bindingDigest
                          AND s.expires_at > :now AND m.id = s.login_method_id AND m.method_name = :method
                        RETURNING s.state_digest, s.binding_digest, m.method_name, s.nonce, s.sealed_verifier,
                                  s.redirect_to, s.user_id, s.session_id, s.created_at, s.expires_at
                        """)
                .bind("stateDigest", stateDigest)
                .bind("bindingDigest", bindingDigest)
                .bind("method", method)
                .bind("now", now)
                .map(STATE)
                .findOne());
    }

    @Override
    public int deleteExpired(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM social_states WHERE state_digest = ANY (ARRAY(
                            SELECT state_digest FROM social_states
                            WHERE expires_at < :before
                            ORDER BY expires_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }

    private static @Nullable LinkTo linkTo(ResultSet row) throws SQLException {
        @Nullable UUID userId = Columns.uuidOrNull(row, "user_id");
        return userId == null ? null : new LinkTo(new UserId(userId), new SessionId(Columns.uuid(row, "session_id")));
    }
}
