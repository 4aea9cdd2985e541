package dev.tenon.testkit;

import dev.tenon.ports.signin.spi.TimeCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * An authenticator app for tests: what a person's telephone shows, computed by hand from RFC 6238 and RFC 4648. It serves as
 * the one-time codes of a Tenon in memory, too; its secrets are then far from secret.
 */
public final class AuthenticatorApp implements TimeCodes {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final long SECONDS = 30;

    private final PlainSecrets secrets = new PlainSecrets();

    /** The six digits that the app shows then. */
    public static String codeAt(String secret, Instant instant) {
        return code(secret, instant.getEpochSecond() / SECONDS);
    }

    /** Six digits that are none of the codes which would do then. */
    public static String wrongCodeAt(String secret, Instant instant) {
        long step = instant.getEpochSecond() / SECONDS;
        return LongStream.range(0, 4)
                .mapToObj("%06d"::formatted)
                .filter(code -> LongStream.rangeClosed(step - 1, step + 1)
                        .noneMatch(near -> code(secret, near).equals(code)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String newSecret() {
        String random = secrets.sha256(secrets.newToken("app_").text());
        return random.substring(0, 32).toUpperCase(Locale.ROOT).replaceAll("[0189]", "Z");
    }

    @Override
    public Optional<Long> stepOf(String secret, String code, Instant now) {
        long step = now.getEpochSecond() / SECONDS;
        return LongStream.rangeClosed(step - 1, step + 1)
                .filter(near -> code(secret, near).equals(code))
                .boxed()
                .findFirst();
    }

    private static String code(String secret, long step) {
        byte[] hash = hmac(
                decoded(secret), ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fff_ffff;
        return "%06d".formatted(number % 1_000_000);
    }

    /** HMAC-SHA-1 (RFC 2104) of a key of at most 64 bytes. */
    private static byte[] hmac(byte[] key, byte[] message) {
        return sha1(padded(key, 0x5c), sha1(padded(key, 0x36), message));
    }

    private static byte[] padded(byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, 64);
        for (int index = 0; index < block.length; index++) {
            block[index] ^= (byte) pad;
        }
        return block;
    }

    private static byte[] sha1(byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static byte[] decoded(String base32) {
        byte[] bytes = new byte[base32.length() * 5 / 8];
        int bits = 0;
        int waiting = 0;
        int next = 0;
        for (byte character : base32.getBytes(StandardCharsets.US_ASCII)) {
            bits = (bits << 5) | BASE32.indexOf(character);
            waiting += 5;
            if (waiting >= 8) {
                waiting -= 8;
                bytes[next++] = (byte) (bits >> waiting);
            }
        }
        return bytes;
    }
}
