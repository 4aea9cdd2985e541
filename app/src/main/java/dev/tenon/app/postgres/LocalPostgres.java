package dev.tenon.app.postgres;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A real, durable PostgreSQL in {@code <data directory>/postgres}, started by whoever needs it first, joined by every
 * other process, and stopped by the last one to close.
 *
 * <pre>{@code
 * try (LocalPostgres postgres = LocalPostgres.startOrJoin(dataDirectory, System.err::println)) {
 *     pool(postgres.jdbcUrl(), postgres.user(), postgres.password());
 * }
 * }</pre>
 *
 * <p>It listens on 127.0.0.1 alone, asks for a generated password, syncs every commit to disk, and keeps checksums of
 * its
 * pages; all of that is verified at each start. Killing the JVM leaves the server running, and the next start joins it;
 * a
 * killed server recovers at the next start. The data directory's path must be free of quotes and dollar signs.
 *
 * <p>The user owns the database {@code tenon} and may create roles, but is no superuser.
 */
public final class LocalPostgres implements AutoCloseable {

    private final SharedServer server;
    private final Path binariesDirectory;
    private final Connections connections;
    private final Consumer<String> progress;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Thread exitHook;
    private @Nullable Watch watch;

    private LocalPostgres(
            SharedServer server, Path binariesDirectory, Connections connections, Consumer<String> progress) {
        this.server = server;
        this.binariesDirectory = binariesDirectory;
        this.connections = connections;
        this.progress = progress;
    }

    /**
     * Blocks until the database answers: some seconds at the very first start, a fraction of one later, and as long as
     * recovery takes after a crash. A shutdown hook closes what the caller did not.
     *
     * @param progress gets a line for each step that takes time, for the operator to see
     * @throws PostgresUnavailable if there can be no database here; the message says what to do
     */
    public static LocalPostgres startOrJoin(Path dataDirectory, Consumer<String> progress) {
        return startOrJoin(dataDirectory, dataDirectory.resolve("postgres"), progress);
    }

    /**
     * The same with the programs unpacked elsewhere, which several data directories may share: for tests, and for images
     * that bring them unpacked. The first use of that folder must not be two at once.
     */
    public static LocalPostgres startOrJoin(Path dataDirectory, Path binariesDirectory, Consumer<String> progress) {
        SharedServer server = SharedServer.of(ServerFiles.in(dataDirectory));
        Path binaries = binariesDirectory.toAbsolutePath();
        LocalPostgres postgres = new LocalPostgres(server, binaries, server.enter(binaries, progress), progress);
        Thread hook = new Thread(postgres::leaveOnce, "tenon-postgres-exit");
        postgres.exitHook = hook;
        Runtime.getRuntime().addShutdownHook(hook);
        return postgres;
    }

    /**
     * Leaves stopping to the caller's own shutdown hook. Hooks run side by side, so a server that drains its requests
     * at
     * exit must itself close the database after that.
     */
    public LocalPostgres closedByCaller() {
        removeExitHook();
        return this;
    }

    /**
     * Starts the server again if it ends while this is open, on the same port, so that a pool's next connections find it.
     * For processes that stay, such as the HTTP server; each attempt is told to {@code progress}.
     */
    public LocalPostgres keptRunning() {
        if (watch == null) {
            watch = new Watch(server, binariesDirectory, progress);
        }
        return this;
    }

    /** For any JDBC pool; the address of this machine alone. */
    public String jdbcUrl() {
        return connections.jdbcUrl();
    }

    /** The role that owns the database. */
    public String user() {
        return Credentials.APPLICATION_ROLE;
    }

    /** Generated; also on file in the data directory, readable by its owner alone. */
    public String password() {
        return connections.credentials().application();
    }

    /** The port on 127.0.0.1, the same at the next start if it is free then. */
    public int port() {
        return connections.port();
    }

    /** Stops the server in order, unless someone else uses it. Closing twice is fine. */
    @Override
    public void close() {
        removeExitHook();
        leaveOnce();
    }

    private void leaveOnce() {
        if (closed.compareAndSet(false, true)) {
            Watch watching = watch;
            if (watching != null) {
                watching.close();
            }
            server.leave(progress);
        }
    }

    private void removeExitHook() {
        Thread hook = exitHook;
        exitHook = null;
        if (hook == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is exiting, and the hook has run or is running
            exitHook = null;
        }
    }
}
