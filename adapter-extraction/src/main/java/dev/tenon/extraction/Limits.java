package dev.tenon.extraction;

import java.time.Duration;

/**
 * What reading a document may take.
 *
 * @param time for one document, and then it is given up
 * @param memoryMiB of the process that reads
 * @param fileSize in bytes; larger files are not read
 */
public record Limits(Duration time, int memoryMiB, long fileSize) {

    /** Pages of a PDF file; more are not read. */
    static final int MOST_PAGES = 10_000;

    /** Pixels of a picture; larger ones are not decoded. */
    static final long MOST_PIXELS = 200_000_000;

    /** The same of a JPEG, whose decoder keeps all of a progressive one, outside the heap and its limit. */
    static final long MOST_JPEG_PIXELS = 40_000_000;

    /** Bytes that come out of a part of an office document. */
    static final long MOST_INFLATED = 64L << 20;

    /** Parts of an office document. */
    static final int MOST_PARTS = 10_000;

    /** Bytes of a thumbnail. */
    static final int MOST_THUMBNAIL = 1 << 20;

    /** What PDFBox may write to the disk on the way. */
    static final long MOST_SCRATCH = 1L << 30;

    public Limits {
        if (time.isNegative() || time.isZero() || memoryMiB < 64 || fileSize < 1) {
            throw new IllegalArgumentException("Reading takes some time, 64 MiB and a byte at least");
        }
    }

    /** A minute, 256 MiB, and files of up to 100 MiB. */
    public static Limits standard() {
        return new Limits(Duration.ofMinutes(1), 256, 100L << 20);
    }
}
