package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.testkit.documents.BlobStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class InMemoryBlobStoreTest extends BlobStoreContract {

    @Override
    protected BlobStore newBlobStore() {
        return new InMemoryBlobStore();
    }

    @Test
    void takes_no_more_bytes_than_there_is_room_for() throws IOException {
        InMemoryBlobStore small = new InMemoryBlobStore(10);
        BlobKey first = Fixtures.aBlobKey();
        small.put(first, new ByteArrayInputStream(new byte[6]));

        assertThatIOException().isThrownBy(() -> small.put(Fixtures.aBlobKey(), new ByteArrayInputStream(new byte[5])));
        assertThat(small.count()).isOne();

        small.delete(first);
        assertThat(small.put(Fixtures.aBlobKey(), new ByteArrayInputStream(new byte[10]))
                        .size())
                .isEqualTo(10);
    }

    @Test
    void fails_in_everything_while_it_is_broken() throws IOException {
        InMemoryBlobStore blobs = new InMemoryBlobStore();
        BlobKey key = Fixtures.aBlobKey();
        blobs.put(key, new ByteArrayInputStream(new byte[1]));

        blobs.setBroken(true);

        assertThatIOException().isThrownBy(() -> blobs.read(key, 0, 1));
        assertThatIOException().isThrownBy(() -> blobs.put(Fixtures.aBlobKey(), new ByteArrayInputStream(new byte[1])));
        blobs.setBroken(false);
        assertThat(blobs.size(key)).contains(1L);
    }
}
