package dev.tenon.core.documents;

import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.UploadStore.UploadPart;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** The parts of an upload, one after the other, for as long as whoever reads them is the one to do so. */
final class Joined extends InputStream {

    private static final long LOOKS_EVERY = 8L << 20;

    private final BlobStore blobs;
    private final Iterator<UploadPart> parts;
    private final BooleanSupplier isWanted;
    private InputStream open = InputStream.nullInputStream();
    private long sinceLook;

    Joined(BlobStore blobs, List<UploadPart> parts, BooleanSupplier isWanted) {
        this.blobs = blobs;
        this.parts = parts.iterator();
        this.isWanted = isWanted;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        int count = open.read(buffer, offset, length);
        while (count < 0 && parts.hasNext()) {
            open.close();
            UploadPart next = parts.next();
            open = blobs.read(next.blob().key(), 0, next.blob().size());
            count = open.read(buffer, offset, length);
        }
        sinceLook += Math.max(0, count);
        if (sinceLook >= LOOKS_EVERY) {
            sinceLook = 0;
            if (!isWanted.getAsBoolean()) {
                throw UploadRefusal.TAKEN_OVER.refusal();
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
