package dev.tenon.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * A bounded pool of connections to PostgreSQL, set for what Tenon does: short transactions, prepared statements, and a
 * quick refusal instead of a queue when all connections are in use. Statements have no timeout of their own: it would
 * also cut a commit's wait for a standby, after which nobody knows what was committed.
 */
public final class ConnectionPool implements AutoCloseable {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(30);

    private final HikariDataSource pool;

    private ConnectionPool(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens a pool, with one connection made at once.
     *
     * @throws IllegalStateException if the database cannot be reached; the message says why, without the password
     */
    public static ConnectionPool open(PoolSettings settings) {
        try {
            return new ConnectionPool(new HikariDataSource(config(settings)));
        } catch (PoolInitializationException failure) {
            @Nullable Throwable cause = failure.getCause();
            String why = cause == null ? failure.getMessage() : cause.getMessage();
            throw new IllegalStateException("The database cannot be reached: " + why, failure);
        }
    }

    /** The connections. Closing one gives it back. */
    public DataSource dataSource() {
        return pool;
    }

    /** How the pool is used now. */
    public PoolFigures figures() {
        HikariPoolMXBean figures = pool.getHikariPoolMXBean();
        return new PoolFigures(
                figures.getActiveConnections(),
                figures.getIdleConnections(),
                figures.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    /** Closes every connection; those in use are broken off. */
    @Override
    public void close() {
        pool.close();
    }

    private static HikariConfig config(PoolSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.applicationName());
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.size());
        config.setMinimumIdle(Math.min(4, settings.size()));
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        config.setInitializationFailTimeout(1);
        config.setMaxLifetime(LONGEST_LIFE.toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setConnectionInitSql(
                "SET lock_timeout = " + settings.lockTimeout().toMillis()
                        + "; SET idle_in_transaction_session_timeout = "
                        + settings.idleInTransactionTimeout().toMillis()
                        + "; SET default_transaction_isolation = 'read committed'");
        set(config, PGProperty.APPLICATION_NAME, settings.applicationName());
        set(config, PGProperty.ASSUME_MIN_SERVER_VERSION, "15");
        set(config, PGProperty.CONNECT_TIMEOUT, LONGEST_CONNECT.toSeconds());
        set(config, PGProperty.SOCKET_FACTORY, WatchedSockets.class.getName());
        set(config, PGProperty.SOCKET_FACTORY_ARG, settings.socketTimeout().toMillis());
        set(config, PGProperty.TCP_KEEP_ALIVE, true);
        // Plans are kept from the third time on that a connection runs a statement.
        set(config, PGProperty.PREPARE_THRESHOLD, 3);
        set(config, PGProperty.REWRITE_BATCHED_INSERTS, true);
        // A server's detail quotes the row, e.g. an e-mail address; it must not get into a log.
        set(config, PGProperty.LOG_SERVER_ERROR_DETAIL, false);
        return config;
    }

    private static void set(HikariConfig config, PGProperty property, Object value) {
        config.addDataSourceProperty(property.getName(), value.toString());
    }
}
