package dev.tenon.testkit;

import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.spi.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Secrets for tests: fast, and readable where real ones are not. Tokens and digests are real; what is sealed is only
 * encoded, and pseudonyms have no key.
 */
public final class PlainSecrets implements Secrets {

    private static final int ALPHABET = 62;
    private static final int BLOCK = 64;
    private static final String SEAL = "plain";

    private final RandomGenerator random;

    /** Tokens that nobody can foresee. */
    public PlainSecrets() {
        this.random = new SecureRandom();
    }

    /** The same tokens in every run. */
    public PlainSecrets(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public Token newToken(String prefix) {
        return Token.of(
                prefix, random.ints(Token.RANDOM_CHARACTERS, 0, ALPHABET).toArray());
    }

    @Override
    public String newSharedKey() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** A real one, by the steps of RFC 2104. */
    @Override
    public String mac(String sharedKey, String text) {
        byte[] given = Base64.getDecoder().decode(sharedKey);
        byte[] key = Arrays.copyOf(given.length > BLOCK ? sha256Digest().digest(given) : given, BLOCK);
        byte[] inner = sha256Digest().digest(joined(masked(key, 0x36), text.getBytes(StandardCharsets.UTF_8)));
        return Base64.getEncoder().encodeToString(sha256Digest().digest(joined(masked(key, 0x5c), inner)));
    }

    private static byte[] masked(byte[] key, int mask) {
        byte[] masked = new byte[key.length];
        for (int index = 0; index < key.length; index++) {
            masked[index] = (byte) (key[index] ^ mask);
        }
        return masked;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Override
    public String digest(Token token) {
        return sha256(token.text());
    }

    @Override
    public String sha256(String text) {
        return HexFormat.of().formatHex(sha256Digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String sha256(InputStream content) throws IOException {
        return HexFormat.of().formatHex(sha256Digest().digest(content.readAllBytes()));
    }

    @Override
    public String pseudonym(String purpose, String value) {
        return sha256("pseudonym " + purpose.length() + " " + purpose + " " + value);
    }

    @Override
    public String seal(String purpose, String text) {
        String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return SEAL + "." + encoded + "." + checksum(purpose, encoded);
    }

    @Override
    public Optional<String> open(String purpose, String sealed) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(SEAL) || !parts[2].equals(checksum(purpose, parts[1]))) {
            return Optional.empty();
        }
        return Optional.of(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    /** Whoever knows the public key can sign: nothing is proven but that the two belong together. */
    @Override
    public String sign(String purpose, String text) {
        return checksum(publicKey(purpose), text);
    }

    @Override
    public String publicKey(String purpose) {
        return Base64.getEncoder().encodeToString(("public " + purpose).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean isOwnKey(String purpose, String publicKey) {
        return publicKey(purpose).equals(publicKey);
    }

    @Override
    public boolean isSigned(String publicKey, String text, String signature) {
        return checksum(publicKey, text).equals(signature);
    }

    private String checksum(String purpose, String encoded) {
        return sha256("seal " + purpose.length() + " " + purpose + " " + encoded);
    }

    @Override
    public Checksum checksum(String algorithm) {
        MessageDigest digest = digest(algorithm);
        return new Checksum() {
            @Override
            public void add(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public String hex() {
                return HexFormat.of().formatHex(digest.digest());
            }
        };
    }

    static MessageDigest sha256Digest() {
        return digest("SHA-256");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
