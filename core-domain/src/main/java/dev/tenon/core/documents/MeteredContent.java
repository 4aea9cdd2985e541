package dev.tenon.core.documents;

import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload, counted against the quota before anybody stores them. An upload of unknown length reserves as it
 * comes, a step at a time, and what just came when a whole step no longer fits.
 */
final class MeteredContent extends InputStream {

    private static final long STEP = 8L << 20;

    private final InputStream source;
    private final @Nullable Long declared;
    private final UploadLimit limit;
    private final Hold hold;
    private final Holds holds;
    private long reserved;
    private long received;

    MeteredContent(NewDocument upload, UploadLimit limit, Hold hold, Holds holds) {
        this.source = upload.content();
        this.declared = upload.declaredSize();
        this.limit = limit;
        this.hold = hold;
        this.holds = holds;
        this.reserved = hold.bytes();
    }

    /** The first bytes, so many at most. */
    byte[] head(int length) {
        byte[] head = new byte[length];
        int filled = 0;
        int count = read(head, 0, length);
        while (count > 0) {
            filled += count;
            count = read(head, filled, length - filled);
        }
        return Arrays.copyOf(head, filled);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int count = readSource(buffer, offset, length);
        if (count < 0) {
            if (declared != null && received < declared) {
                throw incomplete();
            }
            return count;
        }
        received += count;
        if (declared != null && received > declared) {
            throw DocumentRefusal.INCOMPLETE.because("More bytes came than the " + declared + " that were announced.");
        }
        if (received > limit.bytes()) {
            throw limit.exceeded();
        }
        if (received > reserved) {
            reserveFor(count);
        }
        return count;
    }

    private int readSource(byte[] buffer, int offset, int length) {
        try {
            return source.read(buffer, offset, length);
        } catch (IOException brokenOff) {
            throw incomplete();
        }
    }

    private void reserveFor(int count) {
        long needed = received - reserved;
        long step = Math.min(Math.max(STEP, needed), limit.bytes() - reserved);
        if (holds.extend(hold, step)) {
            reserved += step;
        } else if (step > needed && holds.extend(hold, needed)) {
            reserved += needed;
        } else {
            throw holds.full(hold.subject(), count, 0);
        }
    }

    private Refusal incomplete() {
        String announced = declared == null ? "the end" : "the " + declared + " that were announced";
        return DocumentRefusal.INCOMPLETE.because(
                received + " bytes came, then the upload broke off before " + announced + ".");
    }
}
