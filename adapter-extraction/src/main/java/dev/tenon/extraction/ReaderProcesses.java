package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor.Interrupted;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Processes that read: started when nobody is free, as many as files are read at once. One that has read many files is replaced, so that
 * nothing gathers in it, and one that has nothing to do for a while ends.
 */
final class ReaderProcesses implements DocumentReader.Labour {

    private static final int FILES_EACH = 100;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Limits limits;
    private final Spool spool;
    private final Deque<ReaderProcess> free = new ArrayDeque<>();
    private final Set<ReaderProcess> all = new HashSet<>();
    private boolean isClosed;

    ReaderProcesses(Limits limits, Spool spool) {
        this.limits = limits;
        this.spool = spool;
    }

    @Override
    public Reading read(String mediaType, Path file) throws Unreadable, Interrupted, IOException {
        ReaderProcess reader = taken();
        try {
            return reader.read(mediaType, file);
        } finally {
            giveBack(reader);
        }
    }

    private ReaderProcess taken() throws IOException, Interrupted {
        @Nullable ReaderProcess present = next();
        if (present != null) {
            return present;
        }
        ReaderProcess started = ReaderProcess.start(limits, spool);
        synchronized (this) {
            if (isClosed) {
                started.close();
                throw new Interrupted("The server is stopping.");
            }
            all.add(started);
        }
        return started;
    }

    private synchronized @Nullable ReaderProcess next() throws Interrupted {
        if (isClosed) {
            throw new Interrupted("The server is stopping.");
        }
        ReaderProcess present = free.poll();
        while (present != null && !present.isAlive()) {
            all.remove(present);
            present = free.poll();
        }
        return present;
    }

    private synchronized void giveBack(ReaderProcess reader) {
        if (isClosed || !reader.isAlive() || reader.done() >= FILES_EACH) {
            all.remove(reader);
            reader.close();
            return;
        }
        free.push(reader);
        int done = reader.done();
        CompletableFuture.delayedExecutor(IDLE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> endIfIdle(reader, done));
    }

    private synchronized void endIfIdle(ReaderProcess reader, int doneThen) {
        if (reader.done() == doneThen && free.remove(reader)) {
            all.remove(reader);
            reader.close();
        }
    }

    /** The processes there are. */
    synchronized Set<ReaderProcess> all() {
        return Set.copyOf(all);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        all.forEach(ReaderProcess::close);
        all.clear();
        free.clear();
    }
}
