package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.SecondFactorStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Tables {@code second_factors} and {@code recovery_codes}. */
final class JdbiSecondFactorStore implements SecondFactorStore {

    private static final RowMapper<SecondFactor> SECOND_FACTOR = (row, context) -> new SecondFactor(
            new UserId(Columns.uuid(row, "user_id")),
            Columns.text(row, "sealed_secret"),
            Columns.instant(row, "created_at"),
            Columns.instantOrNull(row, "confirmed_at"));

    private final Handles handles;

    JdbiSecondFactorStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Optional<SecondFactor> find(UserId userId) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT user_id, sealed_secret, created_at, confirmed_at
                        FROM second_factors
                        WHERE user_id = :userId
                        """)
                .bind("userId", userId.value())
                .map(SECOND_FACTOR)
                .findOne());
    }

    @Override
    public boolean enrol(UserId userId, String sealedSecret, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO second_factors AS f (user_id, sealed_secret, created_at)
                        VALUES (:userId, :sealedSecret, :now)
                        ON CONFLICT (user_id) DO UPDATE
                        SET sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
                        WHERE f.confirmed_at IS NULL
                        """)
                        .bind("userId", userId.value())
                        .bind("sealedSecret", sealedSecret)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public boolean confirm(UserId userId, String sealedSecret, long step, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE second_factors
                        SET confirmed_at = :now, last_step = :step
                        WHERE user_id = :userId AND sealed_secret = :sealedSecret AND confirmed_at IS NULL
                        """)
                        .bind("userId", userId.value())
                        .bind("sealedSecret", sealedSecret)
                        .bind("step", step)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public boolean useStep(UserId userId, long step) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE second_factors
                        SET last_step = :step
                        WHERE user_id = :userId AND confirmed_at IS NOT NULL AND last_step < :step
                        """)
                        .bind("userId", userId.value())
                        .bind("step", step)
                        .execute()
                == 1);
    }

    @Override
    public boolean remove(UserId userId) {
        return handles.write(handle -> handle.createQuery("""
                        WITH codes AS (DELETE FROM recovery_codes WHERE user_id = :userId)
                        DELETE FROM second_factors WHERE user_id = :userId
                        RETURNING confirmed_at IS NOT NULL AS was_on
                        """)
                .bind("userId", userId.value())
                .map((row, context) -> row.getBoolean("was_on"))
                .findOne()
                .orElse(false));
    }

    @Override
    public boolean removeSince(UserId userId, Instant since) {
        return handles.write(handle -> handle.createQuery("""
                        WITH later AS (
                            DELETE FROM second_factors
                            WHERE user_id = :userId AND (created_at >= :since OR confirmed_at >= :since)
                            RETURNING user_id),
                        codes AS (DELETE FROM recovery_codes WHERE user_id IN (SELECT user_id FROM later))
                        SELECT EXISTS (SELECT 1 FROM later) AS found
                        """)
                .bind("userId", userId.value())
                .bind("since", since)
                .map((row, context) -> row.getBoolean("found"))
                .one());
    }

    @Override
    public void replaceRecoveryCodes(UserId userId, List<String> digests, Instant now) {
        handles.write(handle -> {
            handle.createUpdate("DELETE FROM recovery_codes WHERE user_id = :userId")
                    .bind("userId", userId.value())
                    .execute();
            return handle.createUpdate("""
                            INSERT INTO recovery_codes (user_id, code_hash, created_at)
                            SELECT :userId, code_hash, :now FROM unnest(:digests) AS codes (code_hash)
                            """)
                    .bind("userId", userId.value())
                    .bind("digests", digests.toArray(String[]::new))
                    .bind("now", now)
                    .execute();
        });
    }

    @Override
    public boolean hasRecoveryCode(UserId userId, String digest) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM recovery_codes
                            WHERE user_id = :userId AND code_hash = :digest AND used_at IS NULL) AS found
                        """)
                .bind("userId", userId.value())
                .bind("digest", digest)
                .map((row, context) -> row.getBoolean("found"))
                .one());
    }

    @Override
    public boolean useRecoveryCode(UserId userId, String digest, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE recovery_codes
                        SET used_at = :now
                        WHERE user_id = :userId AND code_hash = :digest AND used_at IS NULL
                        """)
                        .bind("userId", userId.value())
                        .bind("digest", digest)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public int recoveryCodesLeft(UserId userId) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT count(*) AS codes_left FROM recovery_codes WHERE user_id = :userId AND used_at IS NULL
                        """)
                .bind("userId", userId.value())
                .map((row, context) -> row.getInt("codes_left"))
                .one());
    }
}
