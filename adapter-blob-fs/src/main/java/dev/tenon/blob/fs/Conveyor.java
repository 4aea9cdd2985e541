package dev.tenon.blob.fs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands what one thread reads to another that uses it, so that both are at work at once. A few buffers go round between the two:
 * neither waits for the other as long as it is not far ahead.
 */
final class Conveyor {

    private static final int BUFFER = 256 * 1024;
    private static final int BUFFERS = 4;

    /** What the second thread does with each buffer, in the order in which they were filled. */
    @FunctionalInterface
    interface Use {
        void accept(byte[] bytes, int length) throws IOException;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Filled(byte[] bytes, int length) {
        private boolean isEnd() {
            return length < 0;
        }
    }

    private static final Filled END = new Filled(new byte[0], -1);

    private final InputStream content;
    private final Use use;
    /** Never full: it has room for all buffers, and for the end. */
    private final BlockingQueue<Filled> filled = new ArrayBlockingQueue<>(BUFFERS + 1);

    private final BlockingQueue<Filled> used = new ArrayBlockingQueue<>(BUFFERS + 1);

    private Conveyor(InputStream content, Use use) {
        this.content = content;
        this.use = use;
    }

    /**
     * Has all of the content used, and returns how many bytes that were. It is read by the thread that calls. A failure on either
     * side ends both, and nothing is used any more once this has ended.
     */
    static long run(InputStream content, Use use) throws IOException {
        return new Conveyor(content, use).run();
    }

    private long run() throws IOException {
        Filled first = fill(new byte[BUFFER]);
        if (first.length < BUFFER) {
            use.accept(first.bytes, first.length);
            return first.length;
        }
        Beside user = Beside.start(this::useAll);
        try {
            return handOn(first);
        } finally {
            filled.add(END);
            user.join();
        }
    }

    private long handOn(Filled first) throws IOException {
        long size = 0;
        int buffers = 1;
        Filled next = first;
        while (next.length > 0) {
            size += next.length;
            filled.add(next);
            Filled free = buffers++ < BUFFERS ? new Filled(new byte[BUFFER], 0) : take(used);
            if (free.isEnd()) {
                // The other side failed, which comes out when it is waited for.
                return size;
            }
            next = fill(free.bytes);
        }
        return size;
    }

    /** Whole buffers: a request's body comes in pieces of a few kilobytes, and each use has its price. */
    private Filled fill(byte[] bytes) throws IOException {
        int length = 0;
        int read = 0;
        while (length < BUFFER && read >= 0) {
            read = content.read(bytes, length, BUFFER - length);
            length += Math.max(0, read);
        }
        return new Filled(bytes, length);
    }

    private void useAll() throws IOException {
        try {
            for (Filled next = take(filled); !next.isEnd(); next = take(filled)) {
                use.accept(next.bytes, next.length);
                used.add(next);
            }
        } finally {
            used.add(END);
        }
    }

    private static Filled take(BlockingQueue<Filled> queue) throws IOException {
        try {
            return queue.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The thread was interrupted");
        }
    }
}
