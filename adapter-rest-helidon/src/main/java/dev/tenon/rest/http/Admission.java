package dev.tenon.rest.http;

import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.rest.RestLimits;
import dev.tenon.rest.http.Route.Load;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets in as many requests at once as the limits say; whoever does not get a turn in time is told to come back. */
final class Admission {

    private static final int STEP = 8 * 1024;

    private final RestLimits limits;
    private final Semaphore shortOnes;
    private final Semaphore longOnes;
    private final Semaphore bufferSteps;

    Admission(RestLimits limits) {
        this.limits = limits;
        this.shortOnes = new Semaphore(limits.concurrency());
        this.longOnes = new Semaphore(limits.transfers());
        this.bufferSteps = new Semaphore(limits.bufferedBodies() / STEP);
    }

    /** Takes a place; {@code null} if none is needed. Give it back with {@link Semaphore#release()}. */
    @Nullable
    Semaphore enter(Load load) {
        return switch (load) {
            case FREE -> null;
            case SHORT -> take(shortOnes, limits.patience().toMillis());
            case LONG -> take(longOnes, 0);
        };
    }

    private static Semaphore take(Semaphore places, long millis) {
        try {
            if (places.tryAcquire() || places.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                return places;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw RequestRefusal.BUSY.refusal();
    }

    /** A body in memory, and the room that it takes until it is closed. */
    final class Buffered implements AutoCloseable {
        private int steps;
        private byte[] bytes = new byte[0];

        private Buffered() {}

        byte[] bytes() {
            return bytes;
        }

        private void read(InputStream body, int limit) throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream(STEP);
            byte[] step = new byte[STEP];
            int read;
            while ((read = body.readNBytes(step, 0, STEP)) > 0) {
                if (whole.size() + read > limit) {
                    throw new TooLargeException();
                }
                if (!bufferSteps.tryAcquire()) {
                    throw RequestRefusal.BUSY.refusal();
                }
                steps++;
                whole.write(step, 0, read);
            }
            bytes = whole.toByteArray();
        }

        @Override
        public void close() {
            bufferSteps.release(steps);
            steps = 0;
        }
    }

    /** Reads a body into memory, at most {@code limit} bytes of it. */
    Buffered buffer(InputStream body, int limit) throws IOException {
        Buffered buffered = new Buffered();
        boolean isWhole = false;
        try {
            buffered.read(body, limit);
            isWhole = true;
            return buffered;
        } finally {
            if (!isWhole) {
                buffered.close();
            }
        }
    }

    /** The body has more bytes than may be. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
