package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.spi.PasskeyCeremonies.Credential;
import dev.tenon.ports.signin.spi.PasskeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code passkeys}. */
final class JdbiPasskeyStore implements PasskeyStore {

    private static final String SELECT = """
            SELECT id, user_id, name, site, credential_id, public_key, signature_count, created_at, last_used_at,
                   revision
            FROM passkeys
            """;

    private static final RowMapper<Passkey> PASSKEY = (row, context) -> new Passkey(
            new PasskeyId(Columns.uuid(row, "id")),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.text(row, "name"),
            Columns.text(row, "site"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "last_used_at"),
            row.getLong("revision"));

    private static final RowMapper<StoredPasskey> STORED = (row, context) -> {
        Passkey passkey = PASSKEY.map(row, context);
        return new StoredPasskey(
                passkey,
                new Credential(
                        passkey.userId(),
                        Columns.text(row, "credential_id"),
                        Columns.text(row, "public_key"),
                        row.getLong("signature_count")));
    };

    private final Handles handles;

    JdbiPasskeyStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean insertIfAbsent(StoredPasskey stored) {
        Passkey passkey = stored.passkey();
        Credential credential = stored.credential();
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO passkeys (id, user_id, name, site, credential_id, public_key, signature_count,
                                              created_at, last_used_at, revision)
                        VALUES (:id, :userId, :name, :site, :credentialId, :publicKey, :signatureCount, :createdAt,
                                :lastUsedAt, :revision)
                        ON CONFLICT ON CONSTRAINT passkeys_credential_id_key DO NOTHING
                        """)
                        .bind("id", passkey.id().value())
                        .bind("userId", passkey.userId().value())
                        .bind("name", passkey.name())
                        .bind("site", passkey.site())
                        .bind("credentialId", credential.credentialId())
                        .bind("publicKey", credential.publicKey())
                        .bind("signatureCount", credential.signatureCount())
                        .bind("createdAt", passkey.createdAt())
                        .bind("lastUsedAt", passkey.lastUsedAt())
                        .bind("revision", passkey.revision())
                        .execute()
                == 1);
    }

    @Override
    public Optional<StoredPasskey> findByCredential(String credentialId) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE credential_id = :credentialId")
                .bind("credentialId", credentialId)
                .map(STORED)
                .findOne());
    }

    @Override
    public List<StoredPasskey> list(UserId userId) {
        return handles.read(handle -> handle.createQuery(SELECT + """
                        WHERE user_id = :userId
                        ORDER BY created_at, id
                        """)
                .bind("userId", userId.value())
                .map(STORED)
                .list());
    }

    @Override
    public Optional<Passkey> lock(UserId userId, PasskeyId id) {
        return handles.write(handle -> handle.createQuery(SELECT + """
                        WHERE id = :id AND user_id = :userId
                        FOR UPDATE
                        """)
                .bind("id", id.value())
                .bind("userId", userId.value())
                .map(PASSKEY)
                .findOne());
    }

    @Override
    public void rename(PasskeyId id, String name) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE passkeys SET name = :name, revision = revision + 1 WHERE id = :id
                        """)
                .bind("name", name)
                .bind("id", id.value())
                .execute());
    }

    @Override
    public boolean use(PasskeyId id, long signatureCount, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE passkeys SET signature_count = :signatureCount, last_used_at = :now
                        WHERE id = :id
                          AND (signature_count < :signatureCount OR (signature_count = 0 AND :signatureCount = 0))
                        """)
                        .bind("id", id.value())
                        .bind("signatureCount", signatureCount)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public boolean delete(UserId userId, PasskeyId id) {
        return handles.write(handle -> handle.createUpdate("DELETE FROM passkeys WHERE id = :id AND user_id = :userId")
                        .bind("id", id.value())
                        .bind("userId", userId.value())
                        .execute()
                == 1);
    }

    @Override
    public int deleteSince(UserId userId, @Nullable Instant since) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM passkeys
                        WHERE user_id = :userId AND (:since::timestamptz IS NULL OR created_at >= :since)
                        """)
                .bind("userId", userId.value())
                .bind("since", since)
                .execute());
    }
}
