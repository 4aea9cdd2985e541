package dev.tenon.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database of both sides. */
record Database(String url, String user, String password) {

    /** Adds users by SQL, and the floor's table: one like that of the users, with the same indexes and checks. */
    void addUsers(int number) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO users (id, email, password_hash, user_name, first_name, last_name, is_email_verified,
                                       created_at, updated_at)
                    SELECT uuidv7(-n * INTERVAL '1 minute'), 'person-' || n || '@example.org', '!', 'person-' || n, 'Ana', 'Example',
                           TRUE, now() - n * INTERVAL '1 minute', now()
                    FROM generate_series(1, %d) AS n
                    """.formatted(number));
            statement.execute("CREATE TABLE floor_users (LIKE users INCLUDING ALL)");
            statement.execute("VACUUM ANALYZE users");
        }
    }

    /** Lets everyone upload as much as the largest plan allows. */
    void liftLimits() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE subscriptions SET plan_id = (SELECT id FROM plans WHERE name = 'Premium')");
            statement.execute("UPDATE storage_quotas SET max_storage = NULL, max_documents = NULL");
        }
    }

    /** The server's first process. */
    ProcessHandle server() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new IllegalStateException("The database does not run on this machine"));
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
