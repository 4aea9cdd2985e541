package dev.tenon.crypto;

import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.spi.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets of one installation. From its secret one key is derived for each purpose (HKDF-SHA256, RFC 5869), so that what
 * is made for one purpose is worthless for another.
 *
 * <p>A sealed text reads {@code v1.<key id>.<base64url(nonce, ciphertext, tag)>}: AES-256-GCM under a random 96-bit nonce,
 * with the key id and the purpose as associated data. A purpose takes 2<sup>32</sup> texts before its nonces run thin.
 *
 * <p>Safe for use by many threads; nothing is shared between calls but the source of randomness.
 */
public final class InstallationSecrets implements Secrets {

    private static final int SHORTEST_SECRET = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int CHUNK = 128 * 1024;
    private static final int TAG_BITS = 128;
    private static final int KEY_ID_LENGTH = 4;
    private static final int BASE = 62;
    /** The largest multiple of 62 that a byte holds: what lies above would make some characters likelier. */
    private static final int FAIR_BYTES = 256 / BASE * BASE;

    private static final int SHARED_KEY_LENGTH = 32;
    private static final String SEAL_VERSION = "v1";
    private static final byte[] SALT = "dev.tenon.crypto.InstallationSecrets".getBytes(StandardCharsets.US_ASCII);

    private final SecureRandom random = new SecureRandom();
    private final MasterKey current;
    private final List<MasterKey> former;

    private InstallationSecrets(MasterKey current, List<MasterKey> former) {
        this.current = current;
        this.former = former;
    }

    /**
     * Secrets derived from the installation's secret.
     *
     * @param secret 32 random bytes or more, the same on every server and at every start
     */
    public static InstallationSecrets of(byte[] secret) {
        return new InstallationSecrets(MasterKey.of(secret), List.of());
    }

    /** The same, but also opens what was sealed under a secret that was in use before. */
    public InstallationSecrets withFormer(byte[] secret) {
        return new InstallationSecrets(
                current,
                Stream.concat(former.stream(), Stream.of(MasterKey.of(secret))).toList());
    }

    /** A fresh installation secret of 32 bytes, to be kept where only this installation reads it. */
    public static byte[] generate() {
        byte[] secret = new byte[SHORTEST_SECRET];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    @Override
    public Token newToken(String prefix) {
        int[] characters = new int[Token.RANDOM_CHARACTERS];
        byte[] pool = new byte[Token.RANDOM_CHARACTERS + 10];
        int found = 0;
        while (found < characters.length) {
            random.nextBytes(pool);
            for (int index = 0; index < pool.length && found < characters.length; index++) {
                int candidate = Byte.toUnsignedInt(pool[index]);
                if (candidate < FAIR_BYTES) {
                    characters[found++] = candidate % BASE;
                }
            }
        }
        return Token.of(prefix, characters);
    }

    @Override
    public String newSharedKey() {
        byte[] key = new byte[SHARED_KEY_LENGTH];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String mac(String sharedKey, String text) {
        byte[] mac = Hmac.sha256(Base64.getDecoder().decode(sharedKey), utf8(text));
        return Base64.getEncoder().encodeToString(mac);
    }

    @Override
    public String digest(Token token) {
        return sha256(token.text());
    }

    @Override
    public String sha256(String text) {
        return hex(sha256().digest(utf8(text)));
    }

    @Override
    public String sha256(InputStream content) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[CHUNK];
        int read = content.read(buffer);
        while (read >= 0) {
            digest.update(buffer, 0, read);
            read = content.read(buffer);
        }
        return hex(digest.digest());
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
                return InstallationSecrets.hex(digest.digest());
            }
        };
    }

    private static MessageDigest sha256() {
        return digest("SHA-256");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This JDK has no " + algorithm, missing);
        }
    }

    @Override
    public String pseudonym(String purpose, String value) {
        return hex(Hmac.sha256(current.forPurpose("pseudonym", purpose), utf8(value)));
    }

    @Override
    public String seal(String purpose, String text) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, current, purpose, nonce).doFinal(utf8(text));
            byte[] sealed = ByteBuffer.allocate(NONCE_LENGTH + ciphertext.length)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
            return SEAL_VERSION + "." + current.id() + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This JDK has no AES-256-GCM", missing);
        }
    }

    @Override
    public Optional<String> open(String purpose, String sealed) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(SEAL_VERSION)) {
            return Optional.empty();
        }
        return Stream.concat(Stream.of(current), former.stream())
                .filter(key -> key.id().equals(parts[1]))
                .findFirst()
                .flatMap(key -> open(key, purpose, parts[2]));
    }

    @Override
    public String sign(String purpose, String text) {
        return signingKey(current, purpose).sign(text);
    }

    @Override
    public String publicKey(String purpose) {
        return signingKey(current, purpose).publicKey();
    }

    @Override
    public boolean isOwnKey(String purpose, String publicKey) {
        return Stream.concat(Stream.of(current), former.stream())
                .anyMatch(key -> signingKey(key, purpose).publicKey().equals(publicKey));
    }

    @Override
    public boolean isSigned(String publicKey, String text, String signature) {
        return SigningKey.isSigned(publicKey, text, signature);
    }

    private static SigningKey signingKey(MasterKey key, String purpose) {
        return SigningKey.of(key.forPurpose("sign", purpose));
    }

    private static Optional<String> open(MasterKey key, String purpose, String base64) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(base64);
            if (bytes.length < NONCE_LENGTH + TAG_BITS / Byte.SIZE) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, purpose, Arrays.copyOf(bytes, NONCE_LENGTH));
            byte[] text = cipher.doFinal(bytes, NONCE_LENGTH, bytes.length - NONCE_LENGTH);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | AEADBadTagException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This JDK has no AES-256-GCM", missing);
        }
    }

    private static Cipher cipher(int mode, MasterKey key, String purpose, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(key.forPurpose("seal", purpose), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(utf8(SEAL_VERSION + "." + key.id() + "." + purpose));
        return cipher;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** A secret made even, and a name for it that gives nothing of it away. */
    private static final class MasterKey {

        private final byte[] even;
        private final String id;

        private MasterKey(byte[] secret) {
            this.even = Hmac.extract(SALT, secret);
            this.id = hex(Arrays.copyOf(Hmac.expand(even, utf8("key id")), KEY_ID_LENGTH));
        }

        static MasterKey of(byte[] secret) {
            if (secret.length < SHORTEST_SECRET) {
                throw new IllegalArgumentException(
                        "The installation's secret has 32 bytes or more, not " + secret.length + ".");
            }
            return new MasterKey(secret);
        }

        String id() {
            return id;
        }

        /** No use has a colon in it, so that no two pairs of use and purpose meet. */
        byte[] forPurpose(String use, String purpose) {
            return Hmac.expand(even, utf8(use + ":" + purpose));
        }
    }
}
