package dev.tenon.app;

import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.app.postgres.LocalPostgres;
import dev.tenon.jdbi.ConnectionPool;
import dev.tenon.jdbi.PoolFigures;
import dev.tenon.jdbi.PoolSettings;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The configured database: one elsewhere, or the embedded one, which is started or joined. */
final class Database implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 90;

    private final @Nullable LocalPostgres embedded;
    private final ConnectionPool pool;

    private Database(@Nullable LocalPostgres embedded, ConnectionPool pool) {
        this.embedded = embedded;
        this.pool = pool;
    }

    static Database open(Settings settings, Consumer<String> progress) {
        int size = settings.number(Setting.DB_POOL_SIZE, 2, MOST_CONNECTIONS);
        if (settings.has(Setting.DB_URL)) {
            PoolSettings elsewhere = PoolSettings.of(
                    settings.text(Setting.DB_URL), settings.text(Setting.DB_USER), settings.text(Setting.DB_PASSWORD));
            return new Database(null, ConnectionPool.open(elsewhere.withSize(size)));
        }
        LocalPostgres embedded = LocalPostgres.startOrJoin(settings.dataDirectory(), progress);
        try {
            PoolSettings local = PoolSettings.of(embedded.jdbcUrl(), embedded.user(), embedded.password());
            return new Database(embedded, ConnectionPool.open(local.withSize(size)));
        } catch (RuntimeException noPool) {
            embedded.close();
            throw noPool;
        }
    }

    /** For a process that stays, and that closes this itself when it is told to end: an embedded one is kept running. */
    void keepForServer() {
        if (embedded != null) {
            embedded.closedByCaller().keptRunning();
        }
    }

    DataSource dataSource() {
        return pool.dataSource();
    }

    PoolFigures figures() {
        return pool.figures();
    }

    /** Where it is, without user and password. */
    String address() {
        return embedded == null ? "elsewhere" : "embedded, port " + embedded.port();
    }

    @Override
    public void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }
}
