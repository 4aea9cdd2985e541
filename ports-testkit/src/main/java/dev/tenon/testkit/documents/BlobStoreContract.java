package dev.tenon.testkit.documents;

import static dev.tenon.testkit.Fixtures.aBlobKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.testkit.Race;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of file contents does. */
public abstract class BlobStoreContract {

    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String SHA256_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private BlobStore blobs;

    /** A store without blobs. Called once for every test. */
    protected abstract BlobStore newBlobStore();

    @BeforeEach
    protected final void openBlobStore() {
        blobs = newBlobStore();
    }

    @Test
    void gives_back_what_was_put_with_its_size_and_digest() throws IOException {
        BlobKey key = aBlobKey();

        StoredBlob stored = put(key, "abc");

        assertThat(stored).isEqualTo(new StoredBlob(key, 3, SHA256_OF_ABC));
        assertThat(blobs.size(key)).contains(3L);
        assertThat(text(key, 0, 3)).isEqualTo("abc");
    }

    @Test
    void keeps_an_empty_blob() throws IOException {
        BlobKey key = aBlobKey();

        assertThat(put(key, "")).isEqualTo(new StoredBlob(key, 0, SHA256_OF_NOTHING));
        assertThat(blobs.size(key)).contains(0L);
        assertThat(text(key, 0, 0)).isEmpty();
    }

    @Test
    void keeps_every_byte_of_a_large_blob() throws IOException {
        byte[] bytes = new byte[3_000_017];
        new Random(7).nextBytes(bytes);
        BlobKey key = aBlobKey();

        blobs.put(key, new ByteArrayInputStream(bytes));

        try (InputStream read = blobs.read(key, 0, bytes.length)) {
            assertThat(read.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void reads_ranges() throws IOException {
        BlobKey key = aBlobKey();
        put(key, "0123456789");

        assertThat(text(key, 0, 1)).isEqualTo("0");
        assertThat(text(key, 3, 4)).isEqualTo("3456");
        assertThat(text(key, 9, 1)).isEqualTo("9");
    }

    @Test
    void of_what_lies_behind_the_end_it_reads_nothing() throws IOException {
        byte[] bytes = new byte[300_000];
        new Random(3).nextBytes(bytes);
        BlobKey key = aBlobKey();
        blobs.put(key, new ByteArrayInputStream(bytes));

        for (int[] range : new int[][] {{131_071, 3}, {65_536, 131_072}, {7, 0}, {299_998, 100}, {300_000, 5}}) {
            int end = Math.min(bytes.length, range[0] + range[1]);
            try (InputStream read = blobs.read(key, range[0], range[1])) {
                assertThat(read.readAllBytes())
                        .as("%d bytes from %d", range[1], range[0])
                        .isEqualTo(Arrays.copyOfRange(bytes, range[0], end));
            }
        }
        assertThat(text(key, 400_000, 100)).isEmpty();
        assertThat(text(key, 300_000, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void a_range_is_read_in_every_way_that_a_stream_is() throws IOException {
        BlobKey key = aBlobKey();
        put(key, "0123456789");

        try (InputStream read = blobs.read(key, 2, 6)) {
            assertThat(read.read()).isEqualTo('2');
            assertThat(read.skip(2)).isEqualTo(2);
            assertThat(read.readNBytes(2)).isEqualTo(new byte[] {'5', '6'});
            assertThat(read.readAllBytes()).isEqualTo(new byte[] {'7'});
            assertThat(read.read()).isEqualTo(-1);
            assertThat(read.skip(1)).isZero();
        }
    }

    @Test
    void takes_a_stream_that_gives_one_byte_at_a_time() throws IOException {
        byte[] bytes = new byte[10_000];
        new Random(5).nextBytes(bytes);
        BlobKey key = aBlobKey();

        StoredBlob dripped = blobs.put(key, new OneByteAtATime(bytes));

        assertThat(dripped.size()).isEqualTo(bytes.length);
        assertThat(dripped.sha256())
                .isEqualTo(
                        blobs.put(aBlobKey(), new ByteArrayInputStream(bytes)).sha256());
        try (InputStream read = blobs.read(key, 0, bytes.length)) {
            assertThat(read.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void a_blob_is_not_there_before_its_last_byte() throws IOException {
        BlobKey key = aBlobKey();
        List<Boolean> seen = new ArrayList<>();
        InputStream looking = new InputStream() {
            @Override
            public int read() throws IOException {
                seen.add(blobs.size(key).isPresent() || !keys().isEmpty());
                return -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };

        blobs.put(key, new SequenceInputStream(new ByteArrayInputStream(new byte[200_000]), looking));

        assertThat(seen).isNotEmpty().containsOnly(false);
        assertThat(keys()).containsExactly(key);
    }

    @Test
    void has_no_size_and_no_bytes_for_an_unknown_key() throws IOException {
        BlobKey unknown = aBlobKey();

        assertThat(blobs.size(unknown)).isEmpty();
        assertThatThrownBy(() -> text(unknown, 0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void writes_a_key_once() throws IOException {
        BlobKey key = aBlobKey();
        put(key, "first");

        assertThatThrownBy(() -> put(key, "second")).isInstanceOf(IOException.class);

        assertThat(text(key, 0, 5)).isEqualTo("first");
        assertThat(keys()).containsExactly(key);
    }

    @Test
    void F4_an_upload_that_breaks_off_leaves_no_trace() throws IOException {
        BlobKey key = aBlobKey();
        IOException brokenOff = new IOException("the client went away");

        assertThatThrownBy(() -> blobs.put(key, brokenAfter("half of it", brokenOff)))
                .isSameAs(brokenOff);

        assertThat(blobs.size(key)).isEmpty();
        assertThat(keys()).isEmpty();
        assertThat(put(key, "abc").sha256()).as("the key is free").isEqualTo(SHA256_OF_ABC);
    }

    @Test
    void what_the_stream_throws_it_throws() throws IOException {
        BlobKey key = aBlobKey();
        IllegalStateException refusal = new IllegalStateException("too large");
        InputStream refusing = new InputStream() {
            @Override
            public int read() {
                throw refusal;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                throw refusal;
            }
        };

        assertThatThrownBy(() -> blobs.put(key, refusing)).isSameAs(refusal);

        assertThat(keys()).isEmpty();
    }

    @Test
    void deletes_a_blob_and_does_not_mind_if_it_is_gone() throws IOException {
        BlobKey key = aBlobKey();
        BlobKey kept = aBlobKey();
        put(key, "abc");
        put(kept, "abc");

        blobs.delete(key);
        blobs.delete(key);

        assertThat(blobs.size(key)).isEmpty();
        assertThat(keys()).containsExactly(kept);
    }

    @Test
    void lists_the_keys_of_all_blobs() throws IOException {
        List<BlobKey> put = Stream.generate(() -> aBlobKey()).limit(20).toList();
        for (BlobKey key : put) {
            put(key, "abc");
        }

        assertThat(keys()).containsExactlyInAnyOrderElementsOf(put);
    }

    @Test
    void of_ten_who_write_one_key_one_succeeds() throws IOException {
        BlobKey key = aBlobKey();

        List<String> written = Race.of(10, number -> {
            try {
                put(key, "writer " + number);
                return "writer " + number;
            } catch (IOException taken) {
                return "";
            }
        });

        List<String> successful =
                written.stream().filter(each -> !each.isEmpty()).toList();
        assertThat(successful).hasSize(1);
        assertThat(text(key, 0, 8)).isEqualTo(successful.get(0));
    }

    @Test
    void many_write_side_by_side() throws IOException {
        List<BlobKey> put = Race.of(20, number -> {
            BlobKey key = aBlobKey();
            try {
                put(key, "blob " + key);
                return key;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });

        assertThat(keys()).containsExactlyInAnyOrderElementsOf(put);
        for (BlobKey key : put) {
            assertThat(text(key, 0, 41)).isEqualTo("blob " + key);
        }
    }

    private StoredBlob put(BlobKey key, String text) throws IOException {
        return blobs.put(key, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String text(BlobKey key, long offset, long length) throws IOException {
        try (InputStream read = blobs.read(key, offset, length)) {
            return new String(read.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<BlobKey> keys() throws IOException {
        try (Stream<BlobKey> keys = blobs.keys()) {
            return keys.toList();
        }
    }

    private static InputStream brokenAfter(String text, IOException failure) {
        InputStream breaking = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw failure;
            }
        };
        return new SequenceInputStream(
                new ByteArrayInputStream(text.repeat(2_000).getBytes(StandardCharsets.UTF_8)), breaking);
    }

    /** A stream as a slow network gives it. */
    private static final class OneByteAtATime extends ByteArrayInputStream {

        OneByteAtATime(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
        }
    }
}
