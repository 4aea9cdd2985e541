package dev.tenon.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.jdbi.migration.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of its own on a real PostgreSQL, for one test class:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase DATABASE = TestDatabase.migrated();
 * }</pre>
 *
 * One server serves all tests of a JVM, and a migrated database is copied, which takes some 50 ms. The environment variable
 * {@code TENON_TEST_DB_URL} names a server to use instead, as a JDBC URL of a superuser: to test on another version.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

    private static final String TEMPLATE =
            "tenon_template_" + ProcessHandle.current().pid();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ReentrantLock STARTING = new ReentrantLock();
    private static @Nullable String serverUrl;
    private static boolean templateMade;

    private final boolean migrated;
    private final String name = "tenon_test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
    private @Nullable HikariDataSource pool;

    private TestDatabase(boolean migrated) {
        this.migrated = migrated;
    }

    /** A database with Tenon's schema, its seeds, and no other rows. */
    public static TestDatabase migrated() {
        return new TestDatabase(true);
    }

    /** A database with nothing in it. */
    public static TestDatabase empty() {
        return new TestDatabase(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        create();
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        drop();
    }

    /** Creates the database; for tests that need more than one. */
    public TestDatabase create() throws SQLException {
        if (migrated) {
            makeTemplate();
        }
        admin("CREATE DATABASE " + name + (migrated ? " TEMPLATE " + TEMPLATE : ""));
        return this;
    }

    /** Removes the database, whoever is still connected. */
    public void drop() throws SQLException {
        if (pool != null) {
            pool.close();
            pool = null;
        }
        admin("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** The database's JDBC URL, with its user. */
    public String url() {
        return url(name);
    }

    /** A pool of up to 32 connections, the same one each time. */
    public synchronized HikariDataSource dataSource() {
        if (pool == null) {
            pool = newPool(32);
        }
        return pool;
    }

    /** A further pool, as a second server would have; closed by the caller. */
    public HikariDataSource newPool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
        config.setPoolName(name);
        return new HikariDataSource(config);
    }

    /** Runs statements as they are, in one transaction. */
    public void execute(String sql) throws SQLException {
        run(url(), sql);
    }

    private static void makeTemplate() throws SQLException {
        STARTING.lock();
        try {
            if (!templateMade) {
                admin("CREATE DATABASE " + TEMPLATE);
                PGSimpleDataSource template = new PGSimpleDataSource();
                template.setUrl(url(TEMPLATE));
                Migrations.of(template).migrate();
                templateMade = true;
                Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::dropTemplate));
            }
        } finally {
            STARTING.unlock();
        }
    }

    private static void dropTemplate() {
        if (System.getenv("TENON_TEST_DB_URL") != null) {
            try {
                admin("DROP DATABASE IF EXISTS " + TEMPLATE + " WITH (FORCE)");
            } catch (SQLException gone) {
                throw new IllegalStateException("The template " + TEMPLATE + " stays on the server", gone);
            }
        }
    }

    private static void admin(String sql) throws SQLException {
        run(url("postgres"), sql);
    }

    private static void run(String url, String sql) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String url(String database) {
        String server = server();
        int end = server.indexOf('/', "jdbc:postgresql://".length());
        int query = server.indexOf('?');
        return server.substring(0, end + 1) + database + (query < 0 ? "" : server.substring(query));
    }

    private static String server() {
        STARTING.lock();
        try {
            if (serverUrl == null) {
                String given = System.getenv("TENON_TEST_DB_URL");
                serverUrl = given == null ? startServer() : given;
            }
            return Objects.requireNonNull(serverUrl);
        } finally {
            STARTING.unlock();
        }
    }

    /** Stops with the JVM. Not durable, which makes tests faster and is nothing that they are about. */
    private static String startServer() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start()
                    .getJdbcUrl("postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException("PostgreSQL does not start", failure);
        }
    }
}
