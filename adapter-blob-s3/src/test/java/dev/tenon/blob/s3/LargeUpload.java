package dev.tenon.blob.s3;

import dev.tenon.ports.documents.BlobKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.UUID;

/** A program of its own that stores a blob much larger than its heap, to be started with a small one. */
final class LargeUpload {

    private LargeUpload() {}

    /** Address, access key, secret key, blob key, size. */
    public static void main(String[] words) throws IOException {
        try (S3BlobStore store = S3BlobStore.at(S3Location.parse(words[0]), new S3Credentials(words[1], words[2]))) {
            store.put(new BlobKey(UUID.fromString(words[3])), new Zeros(Long.parseLong(words[4])));
        }
    }

    /** So many zeros. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(length, left);
            Arrays.fill(target, offset, offset + read, (byte) 0);
            left -= read;
            return read;
        }
    }
}
