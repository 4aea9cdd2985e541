package dev.tenon.blob.fs;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps each blob as a file {@code <directory>/ab/cd/<key>}; {@code abcd} are the last four digits of the key, which are
 * random, so that no directory grows too large. A blob comes into being in {@code <directory>/incoming}, is forced to the
 * disk, and then renamed into its place, whose directory is forced too: it is there as a whole and for good, or not at
 * all.
 *
 * <p>Every failure of the file system is an {@link IOException} that says what happened to which directory and what to
 * do. Symbolic links inside the directory are not followed. A deletion is not forced: one that a crash undoes is found
 * by the sweep for orphans. Safe for use by many threads, and by several processes on one file system.
 */
public final class FileBlobStore implements BlobStore {

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final BlobTree tree;

    private FileBlobStore(BlobTree tree) {
        this.tree = tree;
    }

    /**
     * Opens the store in this directory, and makes it if it is not there. What an earlier process left unfinished more
     * than a day ago is removed.
     *
     * @throws IOException if the directory cannot be made, read or written
     */
    public static FileBlobStore in(Path directory) throws IOException {
        BlobTree tree = BlobTree.open(directory);
        try {
            tree.removeStale();
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
        return new FileBlobStore(tree);
    }

    @Override
    public StoredBlob put(BlobKey key, InputStream content) throws IOException {
        tree.refuseLinks(key);
        Path incoming = tree.incoming(key);
        try (FileChannel file = create(incoming)) {
            try {
                refuseSecond(key);
                Beside prepared = Beside.start(() -> tree.prepare(key));
                StoredBlob blob = write(key, content, file);
                settle(key, incoming, file, prepared);
                return blob;
            } catch (IOException | RuntimeException | Error failure) {
                remove(incoming, failure);
                throw failure;
            }
        }
    }

    /** The name in {@code incoming} is the key's own and must be new: so one writer at a time has it, of all processes. */
    private FileChannel create(Path incoming) throws IOException {
        try {
            return FileChannel.open(incoming, NEW, tree.privateFile());
        } catch (FileAlreadyExistsException atWork) {
            throw new FileAlreadyExistsException(incoming.toString(), null, "it is being written already");
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
    }

    private void refuseSecond(BlobKey key) throws IOException {
        if (Files.exists(tree.place(key), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    tree.place(key).toString(), null, "it is there already, and a key is written once");
        }
    }

    private StoredBlob write(BlobKey key, InputStream content, FileChannel file) throws IOException {
        Sha256 digest = new Sha256();
        WriteBack writeBack = new WriteBack(file);
        long size = Conveyor.run(content, (bytes, length) -> {
            digest.update(bytes, length);
            append(file, ByteBuffer.wrap(bytes, 0, length));
            bringOn(writeBack, length);
        });
        finish(writeBack);
        return new StoredBlob(key, size, digest.hex());
    }

    private void bringOn(WriteBack writeBack, int written) throws IOException {
        try {
            writeBack.wrote(written);
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
    }

    private void finish(WriteBack writeBack) throws IOException {
        try {
            writeBack.finish();
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
    }

    private void append(FileChannel file, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
    }

    /** Makes the content durable, gives it its place, and makes the place durable. */
    private void settle(BlobKey key, Path incoming, FileChannel file, Beside prepared) throws IOException {
        Path place = tree.place(key);
        try {
            file.force(true);
            file.close();
            prepared.join();
            Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
        try {
            tree.force(key);
        } catch (IOException failure) {
            remove(place, failure);
            throw tree.explain(failure);
        }
    }

    /** What cannot be removed now is removed by {@link #in} at a later start. */
    private static void remove(Path incoming, Throwable failure) {
        try {
            Files.deleteIfExists(incoming);
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
    }

    @Override
    public InputStream read(BlobKey key, long offset, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("A range does not begin or end before the blob does");
        }
        tree.refuseLinks(key);
        try {
            return FileRange.open(tree.place(key), offset, length);
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(key.toString(), null, "there is no such blob");
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
    }

    @Override
    public Optional<Long> size(BlobKey key) throws IOException {
        tree.refuseLinks(key);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(tree.place(key), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile() ? Optional.of(attributes.size()) : Optional.empty();
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        tree.refuseLinks(key);
        try {
            Files.deleteIfExists(tree.place(key));
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
    }

    /**
     * {@inheritDoc} The directories are listed at once (65,536 at most), the files as the stream is read.
     *
     * @throws UncheckedIOException from the stream, if a directory cannot be read
     */
    @Override
    public Stream<BlobKey> keys() throws IOException {
        try {
            return tree.keys();
        } catch (IOException failure) {
            throw tree.explain(failure);
        }
    }
}
