package dev.tenon.jdbi;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Whether time may be moved over this database: only if it held no accounts when it was first asked for. */
public final class TestClockPermit {

    private static final String ASK = """
            WITH given AS (
                INSERT INTO test_clock (only_row)
                SELECT TRUE WHERE NOT EXISTS (SELECT 1 FROM users)
                ON CONFLICT DO NOTHING
                RETURNING 1
            )
            SELECT EXISTS (SELECT 1 FROM given) OR EXISTS (SELECT 1 FROM test_clock)
            """;

    private TestClockPermit() {}

    /** Asks, and notes the permit in the database if it holds no accounts yet. */
    public static boolean of(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
