package dev.tenon.app.postgres;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the processes that share a data directory agree by. Both are locks on files, which the operating system lets go
 * when a process dies, however it dies.
 *
 * <p>One JVM must open each of these files once only: closing any channel on a file gives up all locks that the process
 * holds on it. {@link SharedServer} sees to that.
 */
final class ProcessLocks {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration BEFORE_A_WORD = Duration.ofSeconds(2);

    private final ServerFiles files;
    private @Nullable FileChannel usersChannel;
    private @Nullable FileLock usersLock;

    ProcessLocks(ServerFiles files) {
        this.files = files;
    }

    /** Held while the server is created, started, joined or stopped; closing lets it go. */
    record Mutex(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    Mutex lock(Duration patience, Consumer<String> progress) throws IOException {
        FileChannel channel = open(files.mutex());
        try {
            long start = System.nanoTime();
            boolean told = false;
            while (channel.tryLock() == null) {
                long waited = System.nanoTime() - start;
                if (waited > patience.toNanos() || Thread.currentThread().isInterrupted()) {
                    throw new PostgresUnavailable(Reason.BUSY, """
                            Another Tenon has been starting or stopping the database in %s for %d seconds. Wait for \
                            it, or end that process, then start again.""".formatted(files.home(), waited / 1_000_000_000L));
                }
                if (!told && waited > BEFORE_A_WORD.toNanos()) {
                    progress.accept("Waiting for another Tenon that is starting or stopping the database");
                    told = true;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return new Mutex(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Counts this process among the users. Called under the mutex. */
    void enter() throws IOException {
        FileChannel channel = open(files.users());
        try {
            usersLock = channel.lock(0, Long.MAX_VALUE, true);
            usersChannel = channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Counts this process out. Called under the mutex; true if nobody else uses the server. */
    boolean leave() throws IOException {
        FileChannel channel = usersChannel;
        FileLock shared = usersLock;
        if (channel == null || shared == null) {
            return false;
        }
        usersChannel = null;
        usersLock = null;
        try (channel) {
            shared.release();
            // the lock goes with the channel, and nobody can enter without the mutex
            return channel.tryLock() != null;
        }
    }

    /** Whether no process at all uses the server. Called under the mutex by a process that has not entered. */
    boolean unused() throws IOException {
        if (usersChannel != null) {
            return false;
        }
        try (FileChannel channel = open(files.users())) {
            return channel.tryLock() != null;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
