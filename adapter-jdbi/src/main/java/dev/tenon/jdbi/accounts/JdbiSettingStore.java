package dev.tenon.jdbi.accounts;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.accounts.Setting;
import dev.tenon.ports.accounts.spi.SettingStore;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code user_settings}. */
final class JdbiSettingStore implements SettingStore {

    private static final String COLUMNS = "user_id, setting_key, setting_value, updated_at, revision";

    private static final RowMapper<Setting> SETTING = (row, context) -> new Setting(
            new UserId(Columns.uuid(row, "user_id")),
            Columns.text(row, "setting_key"),
            new JsonText(Columns.text(row, "setting_value")),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private static final RowMapper<Usage> USAGE = (row, context) -> new Usage(row.getInt("keys"), row.getLong("bytes"));

    private final Handles handles;

    JdbiSettingStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public List<Setting> list(UserId userId) {
        return handles.read(handle -> handle.createQuery("SELECT " + COLUMNS + """

                        FROM user_settings
                        WHERE user_id = :userId
                        ORDER BY setting_key COLLATE "C"
                        """)
                .bind("userId", userId.value())
                .map(SETTING)
                .list());
    }

    @Override
    public Optional<Setting> find(UserId userId, String key) {
        return handles.read(handle -> handle.createQuery("SELECT " + COLUMNS + """

                        FROM user_settings
                        WHERE user_id = :userId AND setting_key = :key
                        """)
                .bind("userId", userId.value())
                .bind("key", key)
                .map(SETTING)
                .findOne());
    }

    @Override
    public List<Setting> find(Collection<UserId> people, String key) {
        return handles.read(handle -> handle.createQuery("SELECT " + COLUMNS + """

                        FROM user_settings
                        WHERE user_id = ANY (:people) AND setting_key = :key
                        """)
                .bind("people", people.stream().map(UserId::value).toArray(UUID[]::new))
                .bind("key", key)
                .map(SETTING)
                .list());
    }

    @Override
    public Setting put(UUID id, UserId userId, String key, JsonText value, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        INSERT INTO user_settings AS s (id, user_id, setting_key, setting_value, updated_at, revision)
                        VALUES (:id, :userId, :key, :value::jsonb, :now, 1)
                        ON CONFLICT (user_id, setting_key) DO UPDATE
                        SET setting_value = excluded.setting_value,
                            updated_at = excluded.updated_at,
                            revision = s.revision + 1
                        RETURNING\s""" + COLUMNS)
                .bind("id", id)
                .bind("userId", userId.value())
                .bind("key", key)
                .bind("value", value.text())
                .bind("now", now)
                .map(SETTING)
                .one());
    }

    @Override
    public boolean delete(UserId userId, String key) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM user_settings WHERE user_id = :userId AND setting_key = :key
                        """)
                        .bind("userId", userId.value())
                        .bind("key", key)
                        .execute()
                == 1);
    }

    @Override
    public Usage usage(UserId userId) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT count(*) AS keys, coalesce(sum(octet_length(setting_value::text)), 0) AS bytes
                        FROM user_settings
                        WHERE user_id = :userId
                        """)
                .bind("userId", userId.value())
                .map(USAGE)
                .one());
    }
}
