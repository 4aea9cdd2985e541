package dev.tenon.blob.s3;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.documents.spi.BlobStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps each blob as an object {@code <prefix>ab/cd/<key>}; {@code abcd} are the last four digits of the key, which are
 * random. So the names lie as the files of {@code tenon-blob-fs} do and either can be copied onto the other by any tool, and
 * the load spreads over a store that divides its names by how they begin; keys alone begin with the time.
 *
 * <p>A blob of up to 8 MiB goes up in one request, a larger one in parts; nothing is visible before its last byte. No more
 * memory is taken than two parts for each upload, and of large uploads as many go up at once as half the heap holds. Every
 * request has a time limit and is tried three times; every failure is an {@link IOException} that says what happened and what to do.
 *
 * <p>Nothing is asked of the store before it is used. Safe for use by many threads, and by several processes on one bucket.
 */
public final class S3BlobStore implements BlobStore, Closeable {

    /** What is smaller than this needs no permit: most documents. */
    private static final int SMALL = 2 << 20;

    private static final int FEWEST_LARGE = 2;
    private static final int MOST_LARGE = 256;
    private static final long WAIT_SECONDS = 30;
    private static final int NOT_SATISFIABLE = 416;

    private final S3Calls calls;
    private final ObjectNames names;
    private final AtomicBoolean conditions = new AtomicBoolean(true);
    private final Semaphore large =
            new Semaphore(largeAtOnce(Runtime.getRuntime().maxMemory()), true);

    private S3BlobStore(S3Calls calls) {
        this.calls = calls;
        this.names = new ObjectNames(calls.location().prefix());
    }

    /**
     * The store at this place. Asks nothing of it yet.
     *
     * @param credentials {@code null} for those that this machine has for Amazon's own tools: in the environment, in
     *     {@code ~/.aws}, or by the role of the machine
     */
    public static S3BlobStore at(S3Location location, @Nullable S3Credentials credentials) {
        return at(location, credentials, S3Patience.standard());
    }

    static S3BlobStore at(S3Location location, @Nullable S3Credentials credentials, S3Patience patience) {
        return new S3BlobStore(S3Calls.to(location, credentials, patience));
    }

    /** So many uploads of two parts each fit into half of this heap. */
    static int largeAtOnce(long heap) {
        return Math.clamp(heap / 2 / (2L * Part.SIZE), FEWEST_LARGE, MOST_LARGE);
    }

    @Override
    public StoredBlob put(BlobKey key, InputStream content) throws IOException {
        NewObject object = new NewObject(calls, conditions, names.of(key));
        if (size(key).isPresent()) {
            throw object.taken();
        }
        MessageDigest whole = Digests.sha256();
        Part first = new Part();
        first.fill(content, whole, SMALL);
        long size = first.length() < SMALL ? putSmall(object, first) : putLarge(object, first, content, whole);
        return new StoredBlob(key, size, HexFormat.of().formatHex(whole.digest()));
    }

    private long putSmall(NewObject object, Part only) throws IOException {
        object.settle(condition -> calls.raw(client -> client.putObject(
                request -> request.bucket(calls.bucket())
                        .key(object.name())
                        .metadata(object.metadata())
                        .contentMD5(only.md5())
                        .ifNoneMatch(condition),
                only.body())));
        return only.length();
    }

    private long putLarge(NewObject object, Part first, InputStream content, MessageDigest whole) throws IOException {
        if (!permitted()) {
            throw new IOException("There is memory for no more large uploads into " + calls.location()
                    + " at once; try again in a moment, or give this process a larger heap.");
        }
        try {
            first.fillOn(content, whole, Part.SIZE);
            return first.length() < Part.SIZE
                    ? putSmall(object, first)
                    : new MultipartPut(calls, object).put(first, content, whole);
        } finally {
            large.release();
        }
    }

    private boolean permitted() throws IOException {
        try {
            return large.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The thread was interrupted");
        }
    }

    @Override
    public InputStream read(BlobKey key, long offset, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("A range does not begin or end before the blob does");
        }
        if (length == 0) {
            return size(key).map(there -> InputStream.nullInputStream()).orElseThrow(() -> missing(key));
        }
        long last = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length - 1;
        try {
            return ObjectRange.open(names.of(key), offset, from -> open(key, from, last));
        } catch (BehindTheEnd nothing) {
            return InputStream.nullInputStream();
        }
    }

    private ResponseInputStream<GetObjectResponse> open(BlobKey key, long first, long last) throws IOException {
        try {
            return calls.raw(client -> client.getObject(
                    request -> request.bucket(calls.bucket()).key(names.of(key)).range("bytes=" + first + "-" + last)));
        } catch (S3Exception refused) {
            if (refused.statusCode() == NOT_SATISFIABLE) {
                throw new BehindTheEnd();
            }
            throw S3Failures.isMissing(refused) ? missing(key) : calls.explain(refused);
        } catch (SdkException failure) {
            throw calls.explain(failure);
        }
    }

    private static NoSuchFileException missing(BlobKey key) {
        return new NoSuchFileException(key.toString(), null, "there is no such blob");
    }

    @Override
    public Optional<Long> size(BlobKey key) throws IOException {
        try {
            return Optional.of(calls.raw(client -> client.headObject(
                            head -> head.bucket(calls.bucket()).key(names.of(key))))
                    .contentLength());
        } catch (S3Exception refused) {
            if (S3Failures.isMissing(refused)) {
                // To HEAD no store says what is missing, the object or the bucket.
                return Optional.empty();
            }
            throw calls.explain(refused);
        } catch (SdkException failure) {
            throw calls.explain(failure);
        }
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        calls.make(client ->
                client.deleteObject(delete -> delete.bucket(calls.bucket()).key(names.of(key))));
    }

    /**
     * {@inheritDoc} A thousand at a time, as the stream is read.
     *
     * @throws UncheckedIOException from the stream, if the store does not go on listing
     */
    @Override
    public Stream<BlobKey> keys() throws IOException {
        ListObjectsV2Response first = list(null);
        return Stream.iterate(first, Objects::nonNull, this::after)
                .flatMap(page -> page.contents().stream())
                .flatMap(object -> names.key(object.key()).stream());
    }

    private @Nullable ListObjectsV2Response after(ListObjectsV2Response page) {
        if (!Boolean.TRUE.equals(page.isTruncated())) {
            return null;
        }
        try {
            return list(page.nextContinuationToken());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ListObjectsV2Response list(@Nullable String token) throws IOException {
        return calls.make(client -> client.listObjectsV2(
                request -> request.bucket(calls.bucket()).prefix(names.prefix()).continuationToken(token)));
    }

    @Override
    public int removeUnfinished() throws IOException {
        return new UnfinishedUploads(calls, names).endThoseOlderThan(UnfinishedUploads.STALE);
    }

    /** Ends its connections. */
    @Override
    public void close() {
        calls.close();
    }

    /** Where a range begins there is nothing. */
    private static final class BehindTheEnd extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
