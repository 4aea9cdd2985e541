package dev.tenon.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC (RFC 2104) and the key derivation that is built on it. A new {@link Mac} each time: they cannot be shared. */
final class Hmac {

    private static final int SHA256_LENGTH = 32;

    private Hmac() {}

    static byte[] sha256(byte[] key, byte[]... parts) {
        return of("HmacSHA256", key, parts);
    }

    static byte[] sha384(byte[] key, byte[]... parts) {
        return of("HmacSHA384", key, parts);
    }

    /** The first step of HKDF (RFC 5869 section 2.2): an even key out of a secret of any shape. */
    static byte[] extract(byte[] salt, byte[] secret) {
        return sha256(salt, secret);
    }

    /** The second step of HKDF (section 2.3) for one block: 32 bytes that belong to this info. */
    static byte[] expand(byte[] key, byte[] info) {
        return sha256(key, info, new byte[] {1});
    }

    private static byte[] of(String algorithm, byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[SHA256_LENGTH] : key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This JDK has no " + algorithm, missing);
        }
    }
}
