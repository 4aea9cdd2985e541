package dev.tenon.jdbi.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the database itself says about its schema: the hash in {@code tenon_schema}, and Liquibase's list of what ran. Read
 * without Liquibase, in one statement each. Embedders keep their own change sets in the same list; ours are those of the
 * author {@code tenon}.
 */
final class SchemaRecord {

    /** The author of every change set of ours. */
    static final String AUTHOR = "tenon";

    private static final String UNDEFINED_TABLE = "42P01";

    private static final String IS_CURRENT = """
            SELECT changelog_hash = ?
               AND change_sets = (SELECT count(*) FROM databasechangelog WHERE author = ?)
              FROM tenon_schema""";

    private static final String RAN = """
            SELECT id, filename, tag, dateexecuted::timestamptz
              FROM databasechangelog
             WHERE author = ?
             ORDER BY dateexecuted, orderexecuted""";

    private static final String REMEMBER = """
            INSERT INTO tenon_schema (changelog_hash, change_sets)
            VALUES (?, (SELECT count(*) FROM databasechangelog WHERE author = ?))
                ON CONFLICT (only_row) DO UPDATE
                   SET changelog_hash = excluded.changelog_hash,
                       change_sets = excluded.change_sets,
                       migrated_at = CURRENT_TIMESTAMP""";

    /** A row of Liquibase's list. */
    record Ran(String id, String file, @Nullable String tag, OffsetDateTime at) {}

    private SchemaRecord() {}

    /**
     * Whether the last migration was with this hash, and nothing was rolled back since. Leaves the connection usable when the
     * tables are not there yet.
     */
    static boolean isCurrent(Connection connection, String hash) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(IS_CURRENT)) {
            query.setString(1, hash);
            query.setString(2, AUTHOR);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException failure) {
            if (UNDEFINED_TABLE.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        }
    }

    /** Our change sets that ran, in that order; none where Liquibase never ran. */
    static List<Ran> ran(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(RAN)) {
            query.setString(1, AUTHOR);
            try (ResultSet row = query.executeQuery()) {
                List<Ran> ran = new ArrayList<>();
                while (row.next()) {
                    ran.add(new Ran(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class)));
                }
                return ran;
            }
        } catch (SQLException failure) {
            if (UNDEFINED_TABLE.equals(failure.getSQLState())) {
                return List.of();
            }
            throw failure;
        }
    }

    /** Notes that the database now is as the files with this hash say. */
    static void remember(Connection connection, String hash) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(REMEMBER)) {
            update.setString(1, hash);
            update.setString(2, AUTHOR);
            update.executeUpdate();
        }
    }

    /** Refuses a server that the schema cannot live in. */
    static void requireSupportedServer(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(
                        "SELECT current_setting('server_version_num')::int, current_setting('server_version'),"
                                + " current_setting('server_encoding')")) {
            row.next();
            if (row.getInt(1) < 150000) {
                throw new MigrationException(
                        MigrationException.Reason.UNSUPPORTED_DATABASE,
                        "Tenon needs PostgreSQL 15 or newer, and this server is " + row.getString(2)
                                + ". Upgrade the server, or point TENON_DB_URL at another one.");
            }
            if (!row.getString(3).equals("UTF8")) {
                throw new MigrationException(
                        MigrationException.Reason.UNSUPPORTED_DATABASE,
                        "Tenon needs a database in UTF8, and this one is in " + row.getString(3)
                                + ". Create one with: CREATE DATABASE tenon ENCODING 'UTF8' TEMPLATE template0;");
            }
        }
    }
}
