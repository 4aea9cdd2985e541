package dev.tenon.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A secret that keys passwords before they are hashed, and a name for it that gives nothing of it away. */
final class Pepper {

    private static final int SHORTEST = 32;
    private static final int ID_LENGTH = 4;

    private final byte[] key;
    private final String id;

    private Pepper(byte[] key) {
        this.key = key;
        byte[] named = Hmac.sha256(key, "dev.tenon.crypto.Pepper id".getBytes(StandardCharsets.US_ASCII));
        this.id = HexFormat.of().formatHex(Arrays.copyOf(named, ID_LENGTH));
    }

    static Pepper of(byte[] key) {
        if (key.length < SHORTEST) {
            throw new IllegalArgumentException("Take a pepper of 32 bytes or more, not of " + key.length);
        }
        return new Pepper(key.clone());
    }

    String id() {
        return id;
    }

    byte[] sha384(byte[] text) {
        return Hmac.sha384(key, text);
    }
}
