package dev.tenon.core.documents;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.documents.UploadPiece;
import dev.tenon.ports.documents.UploadPiece.Checksum;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.kernel.spi.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a piece as they arrive, cut into parts. Where the stream breaks, it ends: what came before is worth keeping. Every few
 * bytes whoever receives them looks whether the upload is still theirs, so that one that was taken over writes little more.
 */
final class Arriving {

    private static final int LOOKS_EVERY = 4 << 20;
    private static final Duration LOOKS_AFTER = Duration.ofSeconds(2);

    private final Kernel kernel;
    private final InputStream source;
    private final @Nullable Checksum expected;
    private final Secrets.@Nullable Checksum counted;
    private boolean ended;
    private int ahead = -1;

    Arriving(Kernel kernel, UploadPiece piece) {
        this.kernel = kernel;
        this.source = piece.content();
        this.expected = piece.checksum();
        this.counted = expected == null
                ? null
                : kernel.secrets().checksum(expected.algorithm().javaName());
    }

    /** Waits for a byte; false if none comes any more. */
    boolean hasMore() {
        if (ahead < 0) {
            byte[] one = new byte[1];
            ahead = fill(one, 0, 1) == 1 ? one[0] & 0xff : -1;
        }
        return ahead >= 0;
    }

    /** The next bytes, so many at most, for as long as they are wanted. */
    InputStream part(long most, BooleanSupplier isWanted) {
        return new Part(most, isWanted);
    }

    /** Refuses bytes that do not come to their checksum, once all are read. */
    void check() {
        if (expected != null && counted != null && !counted.hex().equals(expected.hex())) {
            throw UploadRefusal.CHECKSUM_MISMATCH.refusal();
        }
    }

    private int fill(byte[] buffer, int offset, int length) {
        if (ended) {
            return -1;
        }
        int count;
        try {
            count = source.read(buffer, offset, length);
        } catch (IOException brokenOff) {
            // What came is kept, and the uploader asks how much that is: so this is an end like any other.
            count = -1;
        }
        ended = count < 0;
        return count;
    }

    private final class Part extends InputStream {
        private final BooleanSupplier isWanted;
        private long left;
        private long sinceLook;
        private Instant lookedAt = kernel.now();

        private Part(long most, BooleanSupplier isWanted) {
            this.left = most;
            this.isWanted = isWanted;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, buffer.length);
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int count;
            if (ahead >= 0) {
                buffer[offset] = (byte) ahead;
                ahead = -1;
                count = 1;
            } else {
                count = fill(buffer, offset, (int) Math.min(length, left));
            }
            if (count > 0) {
                left -= count;
                if (counted != null) {
                    counted.add(buffer, offset, count);
                }
                look(count);
            }
            return count;
        }

        private void look(int count) {
            sinceLook += count;
            Instant now = kernel.now();
            if (sinceLook >= LOOKS_EVERY || Duration.between(lookedAt, now).compareTo(LOOKS_AFTER) >= 0) {
                sinceLook = 0;
                lookedAt = now;
                if (!isWanted.getAsBoolean()) {
                    throw UploadRefusal.TAKEN_OVER.refusal();
                }
            }
        }
    }
}
