package dev.tenon.app.postgres;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks every second whether the server still runs, and starts it again where it was killed: out of memory, or by hand.
 * A start that fails is tried again ever more slowly, at least once a minute.
 */
final class Watch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofMinutes(1);

    private final SharedServer server;
    private final Path binariesParent;
    private final Consumer<String> progress;
    private final ScheduledExecutorService looks;
    private final ScheduledFuture<?> looking;
    private Duration pause = LOOK;
    private long notBefore = System.nanoTime();

    Watch(SharedServer server, Path binariesParent, Consumer<String> progress) {
        this.server = server;
        this.binariesParent = binariesParent;
        this.progress = progress;
        this.looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tenon-postgres-watch").factory());
        this.looking =
                looks.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does not wait for a start that is under way; the server's own lock orders that before a stop. */
    @Override
    public void close() {
        looking.cancel(false);
        looks.shutdown();
    }

    private void look() {
        if (System.nanoTime() - notBefore < 0) {
            return;
        }
        try {
            if (server.startAgainIfGone(binariesParent, progress)) {
                progress.accept("PostgreSQL runs again");
            }
            pause = LOOK;
        } catch (PostgresUnavailable | UncheckedIOException e) {
            progress.accept("PostgreSQL has ended and does not start again: " + e.getMessage());
            pause = shorterOf(pause.multipliedBy(2), SLOWEST);
            notBefore = System.nanoTime() + pause.toNanos();
        }
    }

    private static Duration shorterOf(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
