package dev.tenon.blob.s3;

import static dev.tenon.testkit.Fixtures.aBlobKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import dev.tenon.ports.documents.spi.BlobStore.StoredBlob;
import dev.tenon.testkit.FaultyRelay;
import dev.tenon.testkit.FaultyRelay.Fate;
import dev.tenon.testkit.documents.BlobStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Blobs in a real server of S3. */
class S3BlobStoreTest extends BlobStoreContract {

    @RegisterExtension
    static final S3Server SERVER = new S3Server();

    private static final BlobKey KEY = new BlobKey(UUID.fromString("019af2a8-1c00-7abc-8def-0123456789ef"));
    private static final S3Patience LITTLE = new S3Patience(
            Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(9), 2);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final String bucket = SERVER.newBucket();

    @AfterEach
    void closeWhatIsOpen() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Override
    protected BlobStore newBlobStore() {
        return store(SERVER.address(), bucket, S3Server.CREDENTIALS);
    }

    private S3BlobStore store(URI endpoint, String inBucket, S3Credentials credentials) {
        S3BlobStore store = S3BlobStore.at(
                S3Location.parse("s3://" + inBucket + "/tenon?endpoint=" + endpoint), credentials, LITTLE);
        open.add(store);
        return store;
    }

    private FaultyRelay relay(Function<String, Fate> fates) {
        FaultyRelay relay = FaultyRelay.before(SERVER.address(), fates);
        open.add(relay);
        return relay;
    }

    private S3BlobStore behind(FaultyRelay relay) {
        return store(relay.address(), bucket, S3Server.CREDENTIALS);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }

    private static byte[] all(BlobStore store, BlobKey key) throws IOException {
        try (InputStream read = store.read(key, 0, Long.MAX_VALUE)) {
            return read.readAllBytes();
        }
    }

    @Test
    void F1_an_object_is_called_by_its_key_fanned_out_by_the_random_end() throws IOException {
        newBlobStore().put(KEY, new ByteArrayInputStream(new byte[] {1}));

        assertThat(SERVER.names(bucket)).containsExactly("tenon/89/ef/" + KEY);
    }

    @Test
    void sizes_around_those_of_parts_come_back_as_they_went() throws IOException {
        BlobStore store = newBlobStore();
        for (int length : new int[] {
            (2 << 20) - 1, 2 << 20, (2 << 20) + 1, Part.SIZE - 1, Part.SIZE, Part.SIZE + 1, 2 * Part.SIZE, 20_000_003
        }) {
            byte[] bytes = bytes(length);
            BlobKey key = aBlobKey();

            StoredBlob stored = store.put(key, new ByteArrayInputStream(bytes));

            assertThat(stored).isEqualTo(new StoredBlob(key, length, sha256(bytes)));
            assertThat(store.size(key)).contains((long) length);
            assertThat(all(store, key)).as("%d bytes", length).isEqualTo(bytes);
        }
        assertThat(SERVER.unfinished(bucket)).isEmpty();
    }

    @Test
    void F4_a_large_upload_that_breaks_off_leaves_no_object_and_no_parts() throws IOException {
        BlobStore store = newBlobStore();
        IOException brokenOff = new IOException("the client went away");
        InputStream breaking = new InputStream() {
            private int left = 20_000_000;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left <= 0) {
                    throw brokenOff;
                }
                left -= length;
                return length;
            }
        };

        assertThatThrownBy(() -> store.put(KEY, breaking)).isSameAs(brokenOff);

        assertThat(SERVER.names(bucket)).isEmpty();
        assertThat(SERVER.unfinished(bucket)).isEmpty();
    }

    @Test
    void F4_a_store_that_fails_at_a_part_or_at_the_end_leaves_nothing() {
        for (String failing : List.of("PUT .*partNumber=2.*", "POST .*uploadId=.*", "POST .*uploads.*")) {
            FaultyRelay relay = relay(line -> line.matches(failing) ? Fate.FAILS : Fate.PASSES);

            assertThatExceptionOfType(IOException.class)
                    .as(failing)
                    .isThrownBy(() -> behind(relay).put(KEY, new ByteArrayInputStream(bytes(20_000_000))))
                    .withMessageContaining("answered 500 at every try");

            assertThat(SERVER.names(bucket)).isEmpty();
            assertThat(SERVER.unfinished(bucket)).isEmpty();
        }
    }

    @Test
    void a_request_that_fails_once_is_made_again() throws IOException {
        AtomicInteger puts = new AtomicInteger();
        FaultyRelay relay =
                relay(line -> line.startsWith("PUT") && puts.getAndIncrement() == 0 ? Fate.FAILS : Fate.PASSES);
        byte[] bytes = bytes(20_000_000);

        behind(relay).put(KEY, new ByteArrayInputStream(bytes));

        assertThat(puts).hasValue(4);
        assertThat(all(newBlobStore(), KEY)).isEqualTo(bytes);
    }

    @Test
    void an_upload_whose_connection_is_cut_is_made_again() throws IOException {
        for (Fate fate : List.of(Fate.CUT_ON_THE_WAY_THERE, Fate.ANSWER_LOST)) {
            AtomicInteger puts = new AtomicInteger();
            FaultyRelay relay =
                    relay(line -> line.startsWith("PUT") && puts.getAndIncrement() == 0 ? fate : Fate.PASSES);
            BlobKey key = aBlobKey();

            behind(relay).put(key, new ByteArrayInputStream(bytes(100_000)));

            assertThat(puts).as("%s", fate).hasValue(2);
            assertThat(all(newBlobStore(), key)).isEqualTo(bytes(100_000));
        }
    }

    @Test
    void a_blob_that_arrived_although_the_answer_was_lost_is_stored() throws IOException {
        FaultyRelay relay = relay(
                line -> line.matches("(PUT|POST) .*(/" + KEY + "|uploadId=[^&]*) .*") && !line.contains("partNumber")
                        ? Fate.ANSWER_LOST
                        : Fate.PASSES);

        assertThat(behind(relay).put(KEY, new ByteArrayInputStream(bytes(10))).size())
                .isEqualTo(10);

        BlobKey large = aBlobKey();
        assertThat(behind(relay)
                        .put(large, new ByteArrayInputStream(bytes(20_000_000)))
                        .sha256())
                .isEqualTo(sha256(bytes(20_000_000)));
        assertThat(all(newBlobStore(), large)).isEqualTo(bytes(20_000_000));
        assertThat(SERVER.unfinished(bucket)).isEmpty();
    }

    @Test
    void a_download_that_is_cut_goes_on_where_it_was() throws IOException {
        newBlobStore().put(KEY, new ByteArrayInputStream(bytes(100_000)));
        AtomicInteger gets = new AtomicInteger();
        FaultyRelay relay = relay(
                line -> line.startsWith("GET") && gets.getAndIncrement() < 3 ? Fate.CUT_ON_THE_WAY_BACK : Fate.PASSES);

        assertThat(all(behind(relay), KEY)).isEqualTo(bytes(100_000));
        assertThat(gets).hasValue(4);
    }

    @Test
    void a_download_that_is_cut_again_and_again_fails_and_is_not_short() throws IOException {
        newBlobStore().put(KEY, new ByteArrayInputStream(bytes(100_000)));
        FaultyRelay relay = relay(line -> line.startsWith("GET") ? Fate.CUT_ON_THE_WAY_BACK : Fate.PASSES);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> all(behind(relay), KEY));
    }

    @Test
    void H1_a_store_that_says_nothing_is_not_waited_for_without_end() {
        FaultyRelay relay = relay(line -> Fate.SILENCE);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> behind(relay).size(KEY))
                .withMessageContaining("did not answer in time");
    }

    @Test
    void says_what_is_wrong_and_what_to_do() {
        BlobStore elsewhere = store(SERVER.address(), "no-such-bucket", S3Server.CREDENTIALS);
        BlobStore stranger =
                store(SERVER.address(), bucket, new S3Credentials("somebody", "a secret that only tests know"));
        BlobStore mistyped = store(SERVER.address(), bucket, new S3Credentials("tenon", "wrong"));
        BlobStore nowhere = store(URI.create("http://127.0.0.1:1"), bucket, S3Server.CREDENTIALS);
        BlobStore unknown = store(URI.create("http://nowhere.invalid"), bucket, S3Server.CREDENTIALS);

        assertFails(elsewhere, "There is no bucket no-such-bucket", "make it, or correct its name");
        assertFails(stranger, "does not know this access key");
        assertFails(mistyped, "the secret key does not belong to the access key");
        assertFails(nowhere, "cannot be reached: nothing listens there");
        assertFails(unknown, "There is no host nowhere.invalid", "correct the endpoint");
    }

    private static void assertFails(BlobStore store, String... words) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(store::keys)
                .satisfies(failure -> assertThat(failure).hasMessageContainingAll(words));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store.put(KEY, new ByteArrayInputStream(new byte[] {1})));
    }

    @Test
    void lists_more_than_one_page_and_nothing_that_is_not_a_blob_of_its_own() throws IOException {
        BlobStore store = newBlobStore();
        S3BlobStore neighbour = S3BlobStore.at(
                S3Location.parse("s3://" + bucket + "/tenon-too?endpoint=" + SERVER.address()), S3Server.CREDENTIALS);
        open.add(neighbour);
        neighbour.put(KEY, new ByteArrayInputStream(new byte[] {1}));
        List<BlobKey> put = Stream.generate(() -> aBlobKey()).limit(1_100).toList();
        for (BlobKey key : put) {
            store.put(key, new ByteArrayInputStream(new byte[] {1}));
        }

        try (Stream<BlobKey> keys = store.keys()) {
            assertThat(keys).containsExactlyInAnyOrderElementsOf(put);
        }
    }

    @Test
    void ends_uploads_that_nobody_finished_and_leaves_the_young_alone() throws IOException {
        S3Calls calls = S3Calls.to(
                S3Location.parse("s3://" + bucket + "/tenon?endpoint=" + SERVER.address()),
                S3Server.CREDENTIALS,
                LITTLE);
        open.add(calls);
        ObjectNames names = new ObjectNames("tenon/");
        for (String name : List.of(names.of(KEY), "tenon/somebody-elses")) {
            calls.make(client ->
                    client.createMultipartUpload(create -> create.bucket(bucket).key(name)));
        }
        UnfinishedUploads uploads = new UnfinishedUploads(calls, names);

        assertThat(newBlobStore().removeUnfinished()).as("a day is not over").isZero();
        assertThat(uploads.endThoseOlderThan(Duration.ofSeconds(-10))).isOne();

        assertThat(SERVER.unfinished(bucket))
                .extracting(upload -> upload.key())
                .containsExactly("tenon/somebody-elses");
    }

    @Test
    void H1_a_blob_of_200_mib_goes_up_from_a_heap_of_40() throws Exception {
        Process upload = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeUpload.class.getName(),
                        "s3://" + bucket + "/tenon?endpoint=" + SERVER.address(),
                        S3Server.CREDENTIALS.accessKey(),
                        S3Server.CREDENTIALS.secretKey(),
                        KEY.toString(),
                        Long.toString(200L << 20))
                .redirectErrorStream(true)
                .start();
        String said = new String(upload.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(upload.waitFor()).as(said).isZero();
        assertThat(newBlobStore().size(KEY)).contains(200L << 20);
        newBlobStore().delete(KEY);
    }

    @Test
    void H1_as_many_large_uploads_go_up_at_once_as_half_the_heap_holds() {
        assertThat(S3BlobStore.largeAtOnce(64L << 20)).isEqualTo(2);
        assertThat(S3BlobStore.largeAtOnce(2L << 30)).isEqualTo(64);
        assertThat(S3BlobStore.largeAtOnce(1L << 40)).isEqualTo(256);
    }
}
