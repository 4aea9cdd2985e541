package dev.tenon.core.documents;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** Stands in where the builder was given no blob store: everything but documents works. */
final class NoBlobStore implements BlobStore {

    private static final String MESSAGE = "There is no blob store: give TenonCore.builder() one";

    @Override
    public StoredBlob put(BlobKey key, InputStream content) throws IOException {
        throw new IOException(MESSAGE);
    }

    @Override
    public InputStream read(BlobKey key, long offset, long length) throws IOException {
        throw new IOException(MESSAGE);
    }

    @Override
    public Optional<Long> size(BlobKey key) {
        return Optional.empty();
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        throw new IOException(MESSAGE);
    }

    @Override
    public Stream<BlobKey> keys() {
        return Stream.empty();
    }
}
