package dev.tenon.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Base32 (RFC 4648 section 6) without padding: what authenticator apps take secrets in. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int waiting = 0;
        for (byte each : bytes) {
            buffer = (buffer << Byte.SIZE) | (each & 0xff);
            waiting += Byte.SIZE;
            while (waiting >= BITS) {
                waiting -= BITS;
                text.append(ALPHABET.charAt((buffer >> waiting) & 0x1f));
            }
        }
        if (waiting > 0) {
            text.append(ALPHABET.charAt((buffer << (BITS - waiting)) & 0x1f));
        }
        return text.toString();
    }

    static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int waiting = 0;
        for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
            int digit = ALPHABET.indexOf(each);
            if (digit < 0) {
                throw new IllegalArgumentException("Not base32 without padding");
            }
            buffer = (buffer << BITS) | digit;
            waiting += BITS;
            if (waiting >= Byte.SIZE) {
                waiting -= Byte.SIZE;
                bytes.write((buffer >> waiting) & 0xff);
            }
        }
        return bytes.toByteArray();
    }
}
