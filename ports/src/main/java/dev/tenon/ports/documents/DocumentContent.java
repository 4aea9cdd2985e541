package dev.tenon.ports.documents;

import java.io.InputStream;
import java.time.Instant;

/**
 * A document and a way to its bytes.
 *
 * @param document the metadata that belongs to these bytes
 * @param changedAt since when at the latest the document has had these bytes
 * @param bytes opens a range of them; the caller closes the stream
 */
public record DocumentContent(Document document, Instant changedAt, Range bytes) {

    /** Opens a range of a file. */
    @FunctionalInterface
    public interface Range {
        /** The bytes from {@code offset} on, {@code length} of them. */
        InputStream open(long offset, long length);
    }
}
