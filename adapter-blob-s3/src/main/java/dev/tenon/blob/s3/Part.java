package dev.tenon.blob.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/** Bytes on their way into the store, in an array that is used again and again. */
final class Part {

    /** What a store takes at least of each part but the last is 5 MiB; of 10,000 parts of this size an object can be made. */
    static final int SIZE = 8 << 20;

    private static final int FIRST = 128 << 10;

    private byte[] bytes = new byte[FIRST];
    private int length;

    /** Reads from the beginning until it holds so many bytes, or the content ends. */
    void fill(InputStream content, MessageDigest whole, int most) throws IOException {
        length = 0;
        fillOn(content, whole, most);
    }

    /** Reads behind what is here already; the array grows with what comes. */
    void fillOn(InputStream content, MessageDigest whole, int most) throws IOException {
        while (length < most) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(SIZE, 4 * length));
            }
            // Nothing is the end, and not less than was asked for: streams differ in what they give at once.
            int read = content.readNBytes(bytes, length, Math.min(most, bytes.length) - length);
            if (read == 0) {
                return;
            }
            whole.update(bytes, length, read);
            length += read;
        }
    }

    int length() {
        return length;
    }

    RequestBody body() {
        // Not fromBytes: that takes a copy of what is already here, and stays here until it is sent.
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(bytes, 0, length), length, "application/octet-stream");
    }

    /** What the store compares with the bytes that arrive. */
    String md5() {
        MessageDigest digest = Digests.md5();
        digest.update(bytes, 0, length);
        return Base64.getEncoder().encodeToString(digest.digest());
    }
}
