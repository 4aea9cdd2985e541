package dev.tenon.ports.documents;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Documents on their way into one zip.
 *
 * @param documents as they are described, in the order that was asked for
 * @param writer makes the zip
 */
public record DocumentArchive(List<Document> documents, Writer writer) {

    /** How many documents fit into one. */
    public static final int MOST = 100;

    /** How many bytes they may have together: 64 GiB. */
    public static final long MOST_BYTES = 64L << 30;

    /** Makes a zip while it is written, in constant memory. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes the zip and leaves the stream open. When this throws, the zip has no end, so that nobody takes it for whole.
         *
         * @param progress is told how many bytes of the documents were read, now and then
         */
        void writeTo(OutputStream out, LongConsumer progress) throws IOException;
    }

    public DocumentArchive {
        documents = List.copyOf(documents);
    }

    /** How many bytes the documents have together; the zip has fewer, or a few more. */
    public long size() {
        return documents.stream().mapToLong(Document::fileSize).sum();
    }
}
