package dev.tenon.jdbi.accounts;

import dev.tenon.jdbi.accounts.PersonalTables.PersonalRows;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.spi.PersonalDataStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.UserId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** All tables that name people, by what {@link PersonalTables} says of them. */
final class JdbiPersonalDataStore implements PersonalDataStore {

    private static final int ROWS_AT_A_TIME = 200;

    private static final Map<Reason, String> BLOCKING = Map.of(
            Reason.SOLE_OWNER, """
            SELECT o.id::text AS id
            FROM organizations o
            WHERE (o.owner_user_id = :person
                   OR EXISTS (SELECT 1 FROM organization_members m
                              WHERE m.organization_id = o.id AND m.user_id = :person AND m.role = 'owner'))
              AND NOT EXISTS (SELECT 1 FROM organization_members m
                              JOIN users u ON u.id = m.user_id AND u.status = 'active'
                              WHERE m.organization_id = o.id AND m.role = 'owner' AND m.user_id <> :person)
            LIMIT :limit""",
            Reason.LIVE_SUBSCRIPTION, """
            SELECT id::text AS id
            FROM subscriptions
            WHERE user_id = :person AND organization_id IS NULL AND price > 0
              AND status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')
            LIMIT :limit""",
            Reason.UNPAID_INVOICE, """
            SELECT id::text AS id
            FROM billing
            WHERE user_id = :person AND payment_status IN ('pending', 'failed') AND amount > 0
            LIMIT :limit""",
            Reason.SHARED_DOCUMENT, """
            SELECT DISTINCT d.id::text AS id
            FROM documents d
            JOIN document_sharing s ON s.document_id = d.id
            WHERE d.user_id = :person AND d.organization_id IS NULL AND d.deleted_at IS NULL
            LIMIT :limit""",
            Reason.LAST_ADMIN, """
            SELECT u.id::text AS id
            FROM users u
            JOIN user_roles ur ON ur.user_id = u.id
            JOIN roles r ON r.role_id = ur.role_id AND r.role_name = 'admin' AND r.organization_id IS NULL
            WHERE u.id = :person AND u.status = 'active'
              AND NOT EXISTS (SELECT 1 FROM user_roles other
                              JOIN users another ON another.id = other.user_id AND another.status = 'active'
                              WHERE other.role_id = r.role_id AND other.user_id <> :person)
            LIMIT :limit""");

    private final Handles handles;

    JdbiPersonalDataStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Optional<Account> lock(UserId person) {
        // Not NO KEY: whoever is adding a row that refers to this one is waited for, and whoever comes later waits, and
        // then
        // meets the trigger that guards the erased.
        Optional<Account> account =
                handles.write(handle -> handle.createQuery("SELECT " + AccountStores.ACCOUNT_COLUMNS + """

                        FROM users u
                        WHERE u.id = :person
                        FOR UPDATE""")
                        .bind("person", person.value())
                        .map(AccountStores.ACCOUNT)
                        .findOne());
        handles.write(handle -> handle.createQuery("""
                        SELECT id FROM organizations
                        WHERE id IN (SELECT organization_id FROM organization_members WHERE user_id = :person)
                        ORDER BY id
                        FOR NO KEY UPDATE
                        """)
                .bind("person", person.value())
                .mapTo(String.class)
                .list());
        return account;
    }

    @Override
    public void read(String table, Account person, Consumer<Map<String, @Nullable Object>> each) {
        PersonalRows rows = PersonalTables.of(table);
        String sql = "SELECT * FROM " + table + " WHERE " + rows.rows() + " ORDER BY 1";
        RowMapper<Map<String, @Nullable Object>> mapper = (row, context) -> fields(row, rows.secrets());
        handles.<Boolean>read(handle -> {
            bound(handle.createQuery(sql), person, Instant.EPOCH)
                    .setFetchSize(ROWS_AT_A_TIME)
                    .map(mapper)
                    .forEach(each);
            return true;
        });
    }

    @Override
    public void erase(String table, Account person, Instant now) {
        for (String sql : PersonalTables.of(table).erasing()) {
            handles.<Integer>write(
                    handle -> bound(handle.createUpdate(sql), person, now).execute());
        }
    }

    @Override
    public List<String> blocking(Reason reason, UserId person, int limit) {
        String sql = BLOCKING.get(reason);
        if (sql == null) {
            throw new IllegalArgumentException("Nobody said what stands in the way for " + reason);
        }
        return handles.read(handle -> handle.createQuery(sql)
                .bind("person", person.value())
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Account person, Instant now) {
        statement.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        return statement
                .bind("person", person.id().value())
                .bind("email", person.email().value())
                .bind("label", "user:" + person.id())
                .bind("nobody", EmailAddress.ofErased(person.id()).value())
                .bind("now", now);
    }

    private static Map<String, @Nullable Object> fields(ResultSet row, Set<String> secrets) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int index = 1; index <= columns.getColumnCount(); index++) {
            String column = columns.getColumnName(index);
            String type = columns.getColumnTypeName(index);
            fields.put(
                    camelCase(column),
                    secrets.contains(column) || type.equals("bytea")
                            ? row.getObject(index) != null
                            : value(row, index, type));
        }
        return fields;
    }

    private static @Nullable Object value(ResultSet row, int index, String type) throws SQLException {
        @Nullable
        Object value = switch (type) {
            case "timestamptz" -> row.getObject(index, OffsetDateTime.class);
            case "date" -> row.getObject(index, LocalDate.class);
            case "int2", "int4", "int8", "serial", "bigserial" -> row.getLong(index);
            case "numeric" -> row.getBigDecimal(index);
            case "bool" -> row.getBoolean(index);
            case "json", "jsonb" -> row.getString(index);
            default -> type.startsWith("_") ? row.getArray(index) : row.getString(index);
        };
        if (value == null || row.wasNull()) {
            return null;
        }
        return switch (value) {
            case OffsetDateTime time -> time.toInstant();
            case Array array ->
                Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
            case String text when type.startsWith("json") -> JsonText.of(text);
            default -> value;
        };
    }

    private static String camelCase(String column) {
        StringBuilder name = new StringBuilder(column.length());
        for (String word : column.split("_", -1)) {
            name.append(
                    name.isEmpty() || word.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
