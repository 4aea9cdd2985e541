package dev.tenon.app.postgres;

import dev.tenon.app.postgres.Connections.Failure;
import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one server of a data directory as this JVM sees it, shared by all who opened it here. Across JVMs the rule is:
 * who
 * comes first starts it, who comes later joins it, and the last one out stops it. A killed JVM leaves the server
 * running, and the next one joins that.
 */
final class SharedServer {

    /** Covers another process's recovery after a crash under load. */
    private static final Duration PATIENCE = Duration.ofMinutes(11);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int TRIES = 4;

    /** One entry per data directory that this JVM ever opened; the locks in them must not exist twice. */
    private static final Map<Path, SharedServer> SERVERS = new ConcurrentHashMap<>();

    private final ReentrantLock turn = new ReentrantLock();
    private final ServerFiles files;
    private final ProcessLocks locks;
    private int users;
    private @Nullable Connections joined;

    private SharedServer(ServerFiles files) {
        this.files = files;
        this.locks = new ProcessLocks(files);
    }

    static SharedServer of(ServerFiles files) {
        return SERVERS.computeIfAbsent(files.home(), home -> new SharedServer(files));
    }

    /** Starts or joins; each call is answered by one {@link #leave}. */
    Connections enter(Path binariesParent, Consumer<String> progress) {
        turn.lock();
        try (ProcessLocks.Mutex mutex = locks.lock(PATIENCE, progress)) {
            Connections running = running(binariesParent, progress);
            if (users == 0) {
                locks.enter();
            }
            users++;
            joined = running;
            return running;
        } catch (IOException e) {
            throw StartFailure.of("the data directory gave an error", StartFailure.words(e), files.home());
        } finally {
            turn.unlock();
        }
    }

    /** Starts a server that has ended while it was in use; false if there was nothing to do. */
    boolean startAgainIfGone(Path binariesParent, Consumer<String> progress) {
        turn.lock();
        try {
            if (users == 0 || Postmaster.find(files).isPresent()) {
                return false;
            }
            progress.accept("PostgreSQL has ended unexpectedly; starting it again");
            try (ProcessLocks.Mutex mutex = locks.lock(PATIENCE, progress)) {
                Connections before = joined;
                joined = running(binariesParent, progress);
                if (before != null && before.port() != joined.port()) {
                    throw new PostgresUnavailable(
                            Reason.PORT_TAKEN,
                            "Its port %d was taken meanwhile, so it runs on %d now. Restart Tenon, which then uses that."
                                    .formatted(before.port(), joined.port()));
                }
                return true;
            }
        } catch (IOException e) {
            throw StartFailure.of("the data directory gave an error", StartFailure.words(e), files.home());
        } finally {
            turn.unlock();
        }
    }

    /** Stops the server if nobody else uses it, here or in another process. */
    void leave(Consumer<String> progress) {
        turn.lock();
        try {
            if (users > 1) {
                users--;
                return;
            }
            users = 0;
            joined = null;
            try (ProcessLocks.Mutex mutex = locks.lock(PATIENCE, progress)) {
                if (!locks.leave()) {
                    return;
                }
                Optional<Postmaster> postmaster = Postmaster.find(files);
                if (postmaster.isPresent()) {
                    postmaster.get().stop();
                }
            }
        } catch (IOException e) {
            throw StartFailure.of("the server could not be stopped", StartFailure.words(e), files.home());
        } finally {
            turn.unlock();
        }
    }

    private Connections running(Path binariesParent, Consumer<String> progress) throws IOException {
        @Nullable PostgresUnavailable last = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                Optional<Postmaster> found = Postmaster.find(files);
                Optional<Connections> running = found.isPresent()
                        ? join(found.get(), binariesParent, progress)
                        : Optional.of(start(binariesParent, progress));
                if (running.isPresent()) {
                    return checked(running.get());
                }
            } catch (PostgresUnavailable e) {
                if (e.reason() != Reason.PORT_TAKEN && e.reason() != Reason.BUSY) {
                    throw e;
                }
                // a port is chosen anew; a server that an orphaned pg_ctl was just starting is found the next time
                last = e;
            }
        }
        throw last != null
                ? last
                : new PostgresUnavailable(
                        Reason.START_FAILED,
                        "PostgreSQL starts and ends again at once. Look into its log in %s.".formatted(files.log()));
    }

    /** Nothing if the server ended while we waited for its answer. */
    private Optional<Connections> join(Postmaster postmaster, Path binariesParent, Consumer<String> progress)
            throws IOException {
        Optional<Credentials> credentials = Credentials.read(files.credentials());
        if (credentials.isEmpty()) {
            return Optional.of(replaceCredentials(postmaster, binariesParent, progress));
        }
        long start = System.nanoTime();
        Postmaster current = postmaster;
        while (current.isAlive()) {
            Connections candidate = new Connections(current.port(), credentials.get());
            try {
                if (current.port() != 0 && candidate.isServerOf(files)) {
                    return Optional.of(provisioned(candidate));
                }
            } catch (SQLException e) {
                switch (Failure.of(e)) {
                    case REFUSED_LOGIN -> {
                        return Optional.of(replaceCredentials(current, binariesParent, progress));
                    }
                    case NOT_YET, UNREACHABLE -> {}
                    case NO_DATABASE, OTHER -> throw unanswered(e);
                }
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new PostgresUnavailable(
                        Reason.BUSY, """
                        PostgreSQL (process %d) has been starting, recovering or stopping for %d minutes. Look into \
                        its log in %s.""".formatted(current.pid(), PATIENCE.toMinutes(), files.log()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            current = Postmaster.find(files).orElse(current);
        }
        return Optional.empty();
    }

    private Connections start(Path binariesParent, Consumer<String> progress) throws IOException {
        Account account = Account.choose();
        Binaries binaries = Binaries.unpackedIn(binariesParent, progress);
        account.give(files);
        account.requireReach(binaries);
        Cluster cluster = new Cluster(files, binaries, account);
        Optional<Credentials> known = Credentials.read(files.credentials());
        Credentials credentials = known.orElseGet(Credentials::generate);
        if (known.isEmpty()) {
            credentials.write(files.credentials());
        }
        if (!files.hasCluster()) {
            progress.accept("Creating the database in " + files.home());
            cluster.create(credentials);
        } else {
            cluster.requireSameVersion();
            if (known.isEmpty()) {
                progress.accept("Replacing the lost database password");
                cluster.resetSuperuser(credentials);
            }
        }
        Postmaster.disarmLeftOverPidFile(files);
        progress.accept("Starting PostgreSQL");
        cluster.start();
        int port = Postmaster.find(files)
                .orElseThrow(() -> new PostgresUnavailable(
                        Reason.BUSY,
                        "PostgreSQL ended right after its start. Its log is in %s.".formatted(files.log())))
                .port();
        Connections started = new Connections(port, credentials);
        try {
            if (!started.isServerOf(files)) {
                throw new PostgresUnavailable(
                        Reason.PORT_TAKEN, "Another PostgreSQL answers on port %d. Start again.".formatted(port));
            }
            return provisioned(started);
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.REFUSED_LOGIN) {
                // the file on disk is another cluster's
                return replaceCredentials(Postmaster.find(files).orElseThrow(), binariesParent, progress);
            }
            throw unanswered(e);
        }
    }

    /** Only when nobody works with the server, since it must be stopped for that. */
    private Connections replaceCredentials(Postmaster postmaster, Path binariesParent, Consumer<String> progress)
            throws IOException {
        if (!locks.unused()) {
            throw new PostgresUnavailable(Reason.CREDENTIALS_LOST, """
                    The password in %s is missing or does not fit the server that runs, and another Tenon is using \
                    it. End that one, then start again: a new password is made when nobody uses the server.""".formatted(files.credentials()));
        }
        postmaster.stop();
        Files.deleteIfExists(files.credentials());
        return start(binariesParent, progress);
    }

    private static Connections provisioned(Connections connections) throws SQLException {
        if (!connections.isProvisioned()) {
            connections.provision();
        }
        return connections;
    }

    private Connections checked(Connections running) throws IOException {
        try {
            List<String> unsafe = running.unsafeSettings();
            if (!unsafe.isEmpty()) {
                stopUnlessUsed();
                throw new PostgresUnavailable(
                        Reason.UNSAFE_SETTINGS, """
                        PostgreSQL runs with settings that Tenon does not accept: %s. Remove them from %s or from \
                        what ALTER SYSTEM wrote, and start again.""".formatted(String.join(", ", unsafe), files.localSettings()));
            }
            return running;
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private void stopUnlessUsed() throws IOException {
        Optional<Postmaster> postmaster = Postmaster.find(files);
        if (postmaster.isPresent() && locks.unused()) {
            postmaster.get().stop();
        }
    }

    private PostgresUnavailable unanswered(SQLException e) {
        return new PostgresUnavailable(
                Reason.START_FAILED,
                "PostgreSQL runs in %s but does not answer as it should: %s".formatted(files.cluster(), e.getMessage()),
                e);
    }
}
