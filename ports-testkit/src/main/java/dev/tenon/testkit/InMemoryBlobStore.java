package dev.tenon.testkit;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps blobs on the heap, as many bytes in all as it was given; what does not fit fails as a full disk does. */
public final class InMemoryBlobStore implements BlobStore {

    private static final int CHUNK = 8_192;

    private final long capacity;
    private final Map<BlobKey, byte[]> blobs = new ConcurrentHashMap<>();
    private long stored;
    private volatile boolean broken;
    private volatile boolean unreadable;
    private volatile @Nullable Runnable beforeKeeping;

    /** Room for a quarter of the heap. */
    public InMemoryBlobStore() {
        this(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Room for so many bytes. */
    public InMemoryBlobStore(long capacity) {
        this.capacity = capacity;
    }

    @Override
    public StoredBlob put(BlobKey key, InputStream content) throws IOException {
        refuseIfBroken();
        if (blobs.containsKey(key)) {
            throw new FileAlreadyExistsException(key.toString());
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        // Whole chunks, as a disk is written: whoever gives the content is asked for more after its end too
        int length = content.readNBytes(chunk, 0, chunk.length);
        while (length > 0) {
            refuseIfBroken();
            refuseIfFull(read.size() + length);
            read.write(chunk, 0, length);
            length = content.readNBytes(chunk, 0, chunk.length);
        }
        byte[] bytes = read.toByteArray();
        Runnable before = beforeKeeping;
        beforeKeeping = null;
        if (before != null) {
            before.run();
        }
        keep(key, bytes);
        String sha256 = HexFormat.of().formatHex(PlainSecrets.sha256Digest().digest(bytes));
        return new StoredBlob(key, bytes.length, sha256);
    }

    private synchronized void keep(BlobKey key, byte[] bytes) throws IOException {
        refuseIfFull(bytes.length);
        if (blobs.putIfAbsent(key, bytes) != null) {
            throw new FileAlreadyExistsException(key.toString());
        }
        stored += bytes.length;
    }

    @Override
    public InputStream read(BlobKey key, long offset, long length) throws IOException {
        refuseIfBroken();
        if (unreadable) {
            throw new IOException("The disk cannot be read");
        }
        byte @Nullable [] bytes = blobs.get(key);
        if (bytes == null) {
            throw new NoSuchFileException(key.toString());
        }
        int from = (int) Math.min(offset, bytes.length);
        return new ByteArrayInputStream(bytes, from, (int) Math.min(length, bytes.length - from));
    }

    @Override
    public Optional<Long> size(BlobKey key) throws IOException {
        refuseIfBroken();
        return Optional.ofNullable(blobs.get(key)).map(bytes -> (long) bytes.length);
    }

    @Override
    public synchronized void delete(BlobKey key) throws IOException {
        refuseIfBroken();
        byte @Nullable [] removed = blobs.remove(key);
        stored -= removed == null ? 0 : removed.length;
    }

    @Override
    public Stream<BlobKey> keys() throws IOException {
        refuseIfBroken();
        return blobs.keySet().stream();
    }

    /** From now on everything fails as a broken disk does, or works again. */
    public void setBroken(boolean now) {
        broken = now;
    }

    /** From now on nothing is read any more, as from a disk that goes on to be written, or is again. */
    public void setReadable(boolean now) {
        unreadable = !now;
    }

    /** Does something once, when the next blob is read to its end and not kept yet; what it throws, the store throws. */
    public void beforeKeepingNext(Runnable what) {
        beforeKeeping = what;
    }

    /** Flips the last bit of a blob, as a bad disk does. */
    public void corrupt(BlobKey key) {
        blobs.computeIfPresent(key, (any, bytes) -> {
            byte[] rotten = bytes.clone();
            rotten[rotten.length - 1] ^= 1;
            return rotten;
        });
    }

    /** How many blobs are kept. */
    public int count() {
        return blobs.size();
    }

    private void refuseIfBroken() throws IOException {
        if (broken) {
            throw new IOException("The disk is broken");
        }
    }

    private synchronized void refuseIfFull(long more) throws IOException {
        if (stored + more > capacity) {
            throw new IOException("No space left");
        }
    }
}
