package dev.tenon.blob.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests of this JDK. */
final class Digests {

    private Digests() {}

    static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** Guards against mistakes of the line and of memory, and against nobody who means harm. */
    static MessageDigest md5() {
        return digest("MD5");
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This JDK has no " + name, missing);
        }
    }
}
