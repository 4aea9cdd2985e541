package dev.tenon.jdbi.signin;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.signin.spi.LoginMethodStore;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/** Table {@code login_methods}. */
final class JdbiLoginMethodStore implements LoginMethodStore {

    private static final String COLUMNS = "method_name, description, is_enabled, updated_at, revision";

    private static final String SELECT = "SELECT " + COLUMNS + """

            FROM login_methods
            ORDER BY method_name COLLATE "C"
            """;

    private static final RowMapper<StoredMethod> METHOD = (row, context) -> new StoredMethod(
            Columns.text(row, "method_name"),
            row.getString("description"),
            row.getBoolean("is_enabled"),
            Columns.instant(row, "updated_at"),
            row.getLong("revision"));

    private final Handles handles;

    JdbiLoginMethodStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public List<StoredMethod> list() {
        return handles.read(handle -> handle.createQuery(SELECT).map(METHOD).list());
    }

    @Override
    public List<StoredMethod> lockAll() {
        // Not FOR UPDATE: sessions that refer to a row can still be opened meanwhile.
        return handles.write(handle ->
                handle.createQuery(SELECT + "FOR NO KEY UPDATE").map(METHOD).list());
    }

    @Override
    public boolean add(String name, String description, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO login_methods (method_name, description, updated_at)
                        VALUES (:name, :description, :now)
                        ON CONFLICT (method_name) DO NOTHING
                        """)
                        .bind("name", name)
                        .bind("description", description)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public StoredMethod setEnabled(String name, boolean enabled, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE login_methods
                        SET is_enabled = :enabled, updated_at = :now, revision = revision + 1
                        WHERE method_name = :name
                        RETURNING\s""" + COLUMNS)
                .bind("enabled", enabled)
                .bind("now", now)
                .bind("name", name)
                .map(METHOD)
                .one());
    }

    @Override
    public boolean isEnabled(String name) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT is_enabled FROM login_methods WHERE method_name = :name
                        """)
                .bind("name", name)
                .map((row, context) -> row.getBoolean("is_enabled"))
                .findOne()
                .orElse(false));
    }
}
