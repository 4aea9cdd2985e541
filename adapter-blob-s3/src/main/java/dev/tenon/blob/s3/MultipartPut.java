package dev.tenon.blob.s3;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Writes an object part by part: while one goes up, the next is read. Whatever fails, no part stays behind. */
final class MultipartPut {

    private static final int MOST_PARTS = 10_000;

    private final S3Calls calls;
    private final NewObject object;
    private final List<CompletedPart> done = new ArrayList<>();
    private @Nullable Sending<CompletedPart> under;
    private long size;

    MultipartPut(S3Calls calls, NewObject object) {
        this.calls = calls;
        this.object = object;
    }

    /** Writes a first part, which is full, and all that comes behind it; returns how many bytes that are. */
    long put(Part first, InputStream content, MessageDigest whole) throws IOException {
        String upload = calls.make(client -> client.createMultipartUpload(create ->
                        create.bucket(calls.bucket()).key(object.name()).metadata(object.metadata())))
                .uploadId();
        try {
            sendAll(upload, first, content, whole);
            object.settle(condition ->
                    calls.raw(client -> client.completeMultipartUpload(complete -> complete.bucket(calls.bucket())
                            .key(object.name())
                            .uploadId(upload)
                            .ifNoneMatch(condition)
                            .multipartUpload(parts -> parts.parts(done)))));
            return size;
        } catch (IOException | RuntimeException | Error failure) {
            abort(upload, failure);
            throw failure;
        }
    }

    private void sendAll(String upload, Part first, InputStream content, MessageDigest whole) throws IOException {
        Part full = first;
        Part other = new Part();
        int number = 1;
        while (full.length() > 0) {
            if (number > MOST_PARTS) {
                throw new IOException(
                        "A blob has " + (long) MOST_PARTS * Part.SIZE + " bytes at most in " + calls.location() + ".");
            }
            send(upload, full, number);
            size += full.length();
            number++;
            other.fill(content, whole, Part.SIZE);
            await();
            Part next = other;
            other = full;
            full = next;
        }
    }

    private void send(String upload, Part part, int number) {
        under = Sending.start(() -> CompletedPart.builder()
                .partNumber(number)
                .eTag(calls.make(client -> client.uploadPart(
                                request -> request.bucket(calls.bucket())
                                        .key(object.name())
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .contentMD5(part.md5()),
                                part.body()))
                        .eTag())
                .build());
    }

    private void await() throws IOException {
        Sending<CompletedPart> last = under;
        under = null;
        if (last != null) {
            done.add(last.join());
        }
    }

    /** A part that arrives after the end would stay: so the one that is under way is waited for. */
    private void abort(String upload, Throwable failure) {
        try {
            await();
        } catch (IOException | RuntimeException another) {
            failure.addSuppressed(another);
        }
        try {
            Sending.start(() -> calls.make(client -> client.abortMultipartUpload(abort ->
                            abort.bucket(calls.bucket()).key(object.name()).uploadId(upload))))
                    .join();
        } catch (IOException | RuntimeException later) {
            // What cannot be ended now is ended by the sweep for what was left unfinished.
            failure.addSuppressed(later);
        }
    }
}
