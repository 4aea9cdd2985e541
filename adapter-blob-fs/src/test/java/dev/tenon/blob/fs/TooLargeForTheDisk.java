package dev.tenon.blob.fs;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** Run in a process of its own that may write small files only. Ends with 0 if the store fails as it should. */
final class TooLargeForTheDisk {

    private TooLargeForTheDisk() {}

    public static void main(String[] arguments) throws IOException {
        BlobStore blobs = FileBlobStore.in(Path.of(arguments[0]));
        BlobKey key = new BlobKey(UUID.fromString("019af2a8-1c00-7abc-8def-0123456789ef"));
        try {
            blobs.put(key, new FileBlobStoreTest.Zeros(8 << 20));
        } catch (IOException failure) {
            System.out.println(failure.getMessage());
            try (Stream<BlobKey> keys = blobs.keys()) {
                System.exit(keys.findAny().isEmpty() && blobs.size(key).isEmpty() ? 0 : 2);
            }
        }
        System.exit(3);
    }
}
