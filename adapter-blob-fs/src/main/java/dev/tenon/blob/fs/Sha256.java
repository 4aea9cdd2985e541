package dev.tenon.blob.fs;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A digest that is computed beside the writing, which takes about as long. */
final class Sha256 {

    private final MessageDigest digest = digest();
    private @Nullable Beside last;

    /** Takes these bytes, which must not change before the next call has returned. */
    void update(byte[] bytes, int length) throws IOException {
        finishLast();
        last = Beside.start(() -> digest.update(bytes, 0, length));
    }

    /** The digest of all, in lower-case hex. */
    String hex() throws IOException {
        finishLast();
        return HexFormat.of().formatHex(digest.digest());
    }

    private void finishLast() throws IOException {
        if (last != null) {
            last.join();
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This JDK has no SHA-256", missing);
        }
    }
}
