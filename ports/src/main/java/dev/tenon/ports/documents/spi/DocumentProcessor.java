package dev.tenon.ports.documents.spi;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** Reads documents: their text, their pages, and how they look in small. What strangers made may do anything to whoever reads it. */
@API(status = API.Status.STABLE)
public interface DocumentProcessor extends AutoCloseable {

    /** The longer side of a thumbnail, in pixels. */
    int THUMBNAIL_SIDE = 256;

    /**
     * A file to read.
     *
     * @param mediaType e.g. {@code application/pdf}
     * @param size in bytes
     * @param bytes opens it; the caller closes the stream
     */
    record Source(String mediaType, long size, Opening bytes) {}

    /** Opens a file. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /**
     * What was read.
     *
     * @param text from the beginning, {@link dev.tenon.ports.documents.Processing#MOST_TEXT} characters at most; what is beyond is cut off
     * @param language that the file says it is in, a code of ISO 639 in lower case; {@code null} if it does not say
     * @param pages {@code null} where there are none
     * @param thumbnail a PNG; read once, then closed; {@code null} if there is nothing to see
     */
    record Extraction(
            String text,
            @Nullable String language,
            @Nullable Integer pages,
            @Nullable InputStream thumbnail) {}

    /** A file that cannot be read, however often one tries; the message says why, in words for the person whose file it is. */
    final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        public Unreadable(String why) {
            super(why);
        }
    }

    /** A try that came to nothing, and may come to something another time. */
    final class Interrupted extends Exception {

        private static final long serialVersionUID = 1L;

        public Interrupted(String why) {
            super(why);
        }

        public Interrupted(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /** Whether there is anything to be read in files of this type. */
    boolean takes(String mediaType);

    /** How long reading a file takes at most. */
    Duration longest();

    /**
     * Reads a file, in no more than the time that it says.
     *
     * @throws IOException what opening or reading the bytes threw
     */
    Extraction process(Source source) throws Unreadable, Interrupted, IOException;

    /** Gives up what is being read, and reads nothing any more. */
    @Override
    default void close() {}
}
