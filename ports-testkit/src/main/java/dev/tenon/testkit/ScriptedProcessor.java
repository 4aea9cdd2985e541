package dev.tenon.testkit;

import dev.tenon.ports.documents.spi.DocumentProcessor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads in its own way: the text is what the bytes say, two pages long and in English, and there is a picture. Takes everything but
 * {@code application/octet-stream}. What it is told to throw next, it throws.
 */
public final class ScriptedProcessor implements DocumentProcessor {

    /** What it has for a picture. */
    public static final String PICTURE = "a small picture";

    private final Deque<Exception> failures = new ArrayDeque<>();
    private final List<String> read = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private boolean isClosed;

    /** What the next try comes to. */
    public synchronized void fail(Exception failure) {
        failures.add(failure);
    }

    /** What happens while the next file is read. */
    public synchronized void meanwhile(Runnable work) {
        meanwhile = work;
    }

    /** The types of what was read. */
    public synchronized List<String> read() {
        return List.copyOf(read);
    }

    /** Whether it was told to read nothing any more. */
    public synchronized boolean isClosed() {
        return isClosed;
    }

    @Override
    public boolean takes(String mediaType) {
        return !mediaType.equals("application/octet-stream");
    }

    @Override
    public Duration longest() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Extraction process(Source source) throws Unreadable, Interrupted, IOException {
        Runnable work;
        synchronized (this) {
            read.add(source.mediaType());
            work = meanwhile;
            meanwhile = () -> {};
        }
        work.run();
        throwNext();
        try (InputStream bytes = source.bytes().open()) {
            return new Extraction(
                    new String(bytes.readAllBytes(), StandardCharsets.UTF_8),
                    "en",
                    2,
                    new ByteArrayInputStream(PICTURE.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private synchronized void throwNext() throws Unreadable, Interrupted, IOException {
        Exception failure = failures.poll();
        switch (failure) {
            case null -> {}
            case Unreadable unreadable -> throw unreadable;
            case Interrupted interrupted -> throw interrupted;
            case IOException broken -> throw broken;
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException(failure);
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
    }
}
