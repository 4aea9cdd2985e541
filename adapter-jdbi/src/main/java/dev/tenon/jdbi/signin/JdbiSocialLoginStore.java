package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.spi.SocialLoginStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code user_social_logins}. */
final class JdbiSocialLoginStore implements SocialLoginStore {

    private static final String SELECT = """
            SELECT l.id, l.user_id, m.method_name, l.issuer, l.provider_user_id, l.provider_email,
                   l.provider_email_verified, l.linked_at
            FROM user_social_logins l
            JOIN login_methods m ON m.id = l.login_method_id
            """;

    private static final RowMapper<SocialLogin> LOGIN = (row, context) -> new SocialLogin(
            new SocialLoginId(Columns.uuid(row, "id")),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.text(row, "method_name"),
            Columns.text(row, "issuer"),
            Columns.text(row, "provider_user_id"),
            row.getString("provider_email"),
            row.getBoolean("provider_email_verified"),
            Columns.instant(row, "linked_at"));

    private static final RowMapper<SealedTokens> TOKENS = (row, context) -> new SealedTokens(
            Columns.text(row, "access_token"),
            row.getString("refresh_token"),
            Columns.instantOrNull(row, "expires_at"));

    private final Handles handles;

    JdbiSocialLoginStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Optional<SocialLogin> find(String method, String issuer, String subject) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE m.method_name = :method AND l.issuer = :issuer AND l.provider_user_id = :subject
                        """)
                .bind("method", method)
                .bind("issuer", issuer)
                .bind("subject", subject)
                .map(LOGIN)
                .findOne());
    }

    @Override
    public boolean insertIfAbsent(SocialLogin login, @Nullable SealedTokens tokens) {
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO user_social_logins (id, user_id, login_method_id, issuer, provider_user_id,
                                                        provider_email, provider_email_verified,
                                                        access_token, refresh_token, expires_at, linked_at)
                        VALUES (:id, :userId, (SELECT id FROM login_methods WHERE method_name = :method), :issuer,
                                :subject, :email, :emailVerified, :access, :refresh, :expiresAt, :linkedAt)
                        ON CONFLICT ON CONSTRAINT unique_provider_user_id DO NOTHING
                        """)
                        .bind("id", login.id().value())
                        .bind("userId", login.userId().value())
                        .bind("method", login.method())
                        .bind("issuer", login.issuer())
                        .bind("subject", login.subject())
                        .bind("email", login.email())
                        .bind("emailVerified", login.emailVerified())
                        .bind("access", tokens == null ? null : tokens.access())
                        .bind("refresh", tokens == null ? null : tokens.refresh())
                        .bind("expiresAt", tokens == null ? null : tokens.expiresAt())
                        .bind("linkedAt", login.linkedAt())
                        .execute()
                == 1);
    }

    @Override
    public void refresh(
            SocialLoginId id, @Nullable String email, boolean emailVerified, @Nullable SealedTokens tokens) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE user_social_logins
                        SET provider_email = :email, provider_email_verified = :emailVerified,
                            access_token = :access, refresh_token = :refresh, expires_at = :expiresAt
                        WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("email", email)
                .bind("emailVerified", emailVerified)
                .bind("access", tokens == null ? null : tokens.access())
                .bind("refresh", tokens == null ? null : tokens.refresh())
                .bind("expiresAt", tokens == null ? null : tokens.expiresAt())
                .execute());
    }

    @Override
    public Optional<SealedTokens> tokens(SocialLoginId id) {
        return handles.read(handle ->
                handle.createQuery("""
                        SELECT access_token, refresh_token, expires_at FROM user_social_logins
                        WHERE id = :id AND access_token IS NOT NULL
                        """).bind("id", id.value()).map(TOKENS).findOne());
    }

    @Override
    public List<SocialLogin> list(UserId userId) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE l.user_id = :userId
                        ORDER BY l.linked_at, l.id
                        """)
                .bind("userId", userId.value())
                .map(LOGIN)
                .list());
    }

    @Override
    public boolean delete(UserId userId, SocialLoginId id) {
        return handles.write(
                handle -> handle.createUpdate("DELETE FROM user_social_logins WHERE id = :id AND user_id = :userId")
                                .bind("id", id.value())
                                .bind("userId", userId.value())
                                .execute()
                        == 1);
    }

    @Override
    public int deleteSince(UserId userId, @Nullable Instant since) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM user_social_logins
                        WHERE user_id = :userId AND (:since::timestamptz IS NULL OR linked_at >= :since)
                        """)
                .bind("userId", userId.value())
                .bind("since", since)
                .execute());
    }
}
