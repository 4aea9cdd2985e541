package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.ports.kernel.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The database of both sides. */
record Database(String url, String user, String password) {

    private static final int COPY_BUFFER = 64 * 1024;
    private static final String FILE_PROPERTY = "tenon.benchmarks.database";

    /** The database that a JVM was told of by {@link #forBenchmark}. */
    static Database ofBenchmark() {
        try {
            List<String> lines = Files.readAllLines(Path.of(System.getProperty(FILE_PROPERTY)));
            return new Database(lines.get(0), lines.get(1), lines.get(2));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Tells a JVM of this database by a file that nobody else reads: options can be seen by all. Returns the option. */
    String forBenchmark(Path folder) throws IOException {
        Path file = folder.resolve("benchmark-database");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, List.of(url, user, password));
        return "-D" + FILE_PROPERTY + "=" + file;
    }

    /** A pool of connections; the caller closes it. */
    HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

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

    /** Copies people into the floor's table in one commit; returns the seconds that takes. */
    double copyPeople(int number) throws SQLException {
        StringBuilder lines = new StringBuilder();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE floor_users");
            long began = System.nanoTime();
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                    COPY floor_users (email, password_hash, user_name, first_name, last_name, is_email_verified, created_at)
                    FROM STDIN""");
            for (int index = 0; index < number; index++) {
                lines.append("copied-").append(index).append("@example.org\t{pbkdf2-sha256}$i=27500$");
                lines.append("DZ5uzW31e8MOztSe6AjppA$jaZzsUBsKId8vmywbsLvw7pvw2YkBuLUGa7QW5WJM1M\tcopied-");
                lines.append(index).append("\tAna\tExample\tt\t2023-11-14T22:13:20Z\n");
                if (lines.length() > COPY_BUFFER || index == number - 1) {
                    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(bytes, 0, bytes.length);
                    lines.setLength(0);
                }
            }
            copy.endCopy();
            return (System.nanoTime() - began) / 1e9;
        }
    }

    /** How many users have an address like this. */
    long countPeople(String pattern) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM users WHERE email LIKE ?")) {
            statement.setString(1, pattern);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The ids of some users. */
    List<UserId> someUsers(int number) throws SQLException {
        List<UserId> ids = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT id FROM users WHERE email LIKE 'person-%' ORDER BY id LIMIT " + number)) {
            while (row.next()) {
                ids.add(new UserId(row.getObject(1, UUID.class)));
            }
        }
        return ids;
    }

    /** Fills the audit trail with rows of the last months, month by month; returns the time of the newest. They are of no chain. */
    Instant fillTrail(long rows, int months) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            for (int month = months; month >= 0; month--) {
                statement.execute("SELECT tenon_ensure_partitions(1, now() - INTERVAL '%d months')".formatted(month));
            }
            long atOnce = rows / months;
            for (int part = 0; part < months; part++) {
                statement.execute("""
                        INSERT INTO audit_logs (id, user_id, actor_label, action, table_name, record_id, details, request_id,
                                                chain, sequence, previous_hash, hash, created_at)
                        SELECT uuidv7(), NULL, 'user:' || n,
                               CASE WHEN n %% 1000 = 0 THEN 'account.banned' ELSE 'session.opened' END,
                               CASE WHEN n %% 500 = 0 THEN 'users' ELSE 'sessions' END, 'record-' || n %% 10000,
                               '{"method": "email"}', 'request', 'benchmark', n + 1, repeat('0', 64), repeat('0', 64),
                               now() - INTERVAL '%4$d days' * (1 - n::float8 / %3$d)
                        FROM generate_series(%1$d::bigint, %2$d::bigint) AS n
                        """.formatted(part * atOnce, (part + 1) * atOnce - 1, rows, months * 30));
            }
            statement.execute("VACUUM (ANALYZE) audit_logs");
            try (ResultSet row =
                    statement.executeQuery("SELECT max(created_at) FROM audit_logs WHERE chain = 'benchmark'")) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
    }

    /** Makes the table that db-scheduler asks for, with the indexes that it advises. */
    void makeTaskTable() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE scheduled_tasks (
                        task_name TEXT NOT NULL,
                        task_instance TEXT NOT NULL,
                        task_data BYTEA,
                        execution_time TIMESTAMPTZ NOT NULL,
                        picked BOOLEAN NOT NULL,
                        picked_by TEXT,
                        last_success TIMESTAMPTZ,
                        last_failure TIMESTAMPTZ,
                        consecutive_failures INT,
                        last_heartbeat TIMESTAMPTZ,
                        version BIGINT NOT NULL,
                        PRIMARY KEY (task_name, task_instance)
                    )""");
            statement.execute("CREATE INDEX ON scheduled_tasks (execution_time)");
            statement.execute("CREATE INDEX ON scheduled_tasks (last_heartbeat)");
        }
    }

    /**
     * Gives a tenth of so many documents to one person and the others to many, each with a text of thirty of so many words, of which the
     * first are common and the last are rare; the first of the people has the tenth. The triggers that would index each are off
     * meanwhile: all are indexed at the end by what they call.
     */
    List<UserId> fillDocuments(int documents, int people, int words) throws SQLException {
        List<UserId> owners = someUsers(people + 1);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            statement.execute(
                    "CREATE TEMPORARY TABLE owners AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS number"
                            + " FROM users WHERE email LIKE 'person-%%' ORDER BY id LIMIT %d".formatted(people + 1));
            statement.execute("SELECT setseed(0.5)");
            statement.execute("ALTER TABLE documents DISABLE TRIGGER documents_indexed_first");
            statement.execute("ALTER TABLE document_texts DISABLE TRIGGER document_texts_indexed");
            statement.execute("""
                    INSERT INTO documents (id, user_id, file_name, file_path, file_size, file_type, media_type, sha256, version, status,
                                           uploaded_at, updated_at)
                    SELECT uuidv7(-n * INTERVAL '1 second'), o.id, 'report-' || n || '.txt', uuidv7()::text, 1000, 'txt',
                           'text/plain', repeat('0', 64), 1, 'processed', now() - n * INTERVAL '1 second', now()
                    FROM generate_series(1, %1$d) AS n
                    JOIN owners o ON o.number = CASE WHEN n %% 10 = 0 THEN 0 ELSE 1 + (n / 90) %% %2$d END
                    """.formatted(documents, people));
            statement.execute("""
                    INSERT INTO document_versions (document_id, version, file_path, file_size, file_type, media_type, sha256, uploaded_by,
                                                   uploaded_at)
                    SELECT id, version, file_path, file_size, file_type, media_type, sha256, user_id, uploaded_at FROM documents
                    """);
            statement.execute("""
                    INSERT INTO document_texts (document_id, version, text)
                    SELECT d.id, d.version, string_agg('w' || floor(power(random(), 3) * %d)::int, ' ')
                    FROM documents d CROSS JOIN generate_series(1, 30)
                    GROUP BY d.id, d.version
                    """.formatted(words));
            statement.execute("DROP INDEX document_search_terms_idx");
            statement.execute("SELECT tenon_index_documents(array_agg(id)) FROM documents");
            statement.execute("CREATE INDEX document_search_terms_idx ON document_search USING gin (terms)");
            statement.execute("ALTER TABLE documents ENABLE TRIGGER documents_indexed_first");
            statement.execute("ALTER TABLE document_texts ENABLE TRIGGER document_texts_indexed");
            statement.execute("VACUUM (ANALYZE) documents, document_texts, document_versions, document_search");
        }
        return owners;
    }

    /** Takes all mails out of the outbox: those that requests queued before, which are nobody's to send any more. */
    void emptyOutbox() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE email_queue");
        }
    }

    /** How many mails wait or are under way. */
    long waitingMails() throws SQLException {
        return number("SELECT count(*) FROM email_queue WHERE status <> 'sent'");
    }

    /** How many tasks of db-scheduler wait or are under way. */
    long waitingTasks() throws SQLException {
        return number("SELECT count(*) FROM scheduled_tasks");
    }

    private long number(String question) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
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
