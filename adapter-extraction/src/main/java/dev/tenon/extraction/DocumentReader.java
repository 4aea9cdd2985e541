package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads PDF, DOCX, HTML, Markdown, CSV, JSON and text, and draws PDF files, PNG, JPEG and GIF in small. Either in processes of its own
 * ({@link #inProcesses}), or in this one ({@link #inThisProcess}), where nobody can break off what takes too long or too much.
 */
public final class DocumentReader implements DocumentProcessor {

    private final Limits limits;
    private final Spool spool;
    private final Labour labour;

    /** What reads a file that lies here. */
    interface Labour extends AutoCloseable {
        Reading read(String mediaType, Path file) throws Unreadable, Interrupted, IOException;

        @Override
        void close();
    }

    private DocumentReader(Limits limits, Spool spool, Labour labour) {
        this.limits = limits;
        this.spool = spool;
        this.labour = labour;
    }

    /**
     * Reads in processes that are started when they are needed, with little memory, without this process's environment and with no
     * way into any network. One that takes too long, or falls over, is ended; the others and this one do not notice.
     *
     * @param folder for copies of what is read; made if need be
     */
    public static DocumentReader inProcesses(Limits limits, Path folder) {
        Spool spool = new Spool(() -> folder);
        return new DocumentReader(limits, spool, new ReaderProcesses(limits, spool));
    }

    /** Reads in this process: for tests, and for documents that nobody else made. */
    public static DocumentReader inThisProcess(Limits limits, Path folder) {
        return new DocumentReader(limits, new Spool(() -> folder), new Labour() {
            @Override
            public Reading read(String mediaType, Path file) throws Unreadable {
                return Readers.read(mediaType, file);
            }

            @Override
            public void close() {}
        });
    }

    @Override
    public boolean takes(String mediaType) {
        return Readers.of(mediaType).isPresent();
    }

    @Override
    public Duration longest() {
        return limits.time();
    }

    @Override
    public Extraction process(Source source) throws Unreadable, Interrupted, IOException {
        Path file = spool.bring(source, limits.fileSize());
        try {
            Reading reading = labour.read(source.mediaType(), file);
            return new Extraction(reading.text(), reading.language(), reading.pages(), picture(reading.thumbnail()));
        } finally {
            spool.delete(file);
        }
    }

    private static @Nullable InputStream picture(byte[] thumbnail) {
        return thumbnail.length == 0 ? null : new ByteArrayInputStream(thumbnail);
    }

    @Override
    public void close() {
        labour.close();
    }
}
