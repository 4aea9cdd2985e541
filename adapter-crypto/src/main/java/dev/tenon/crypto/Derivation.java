package dev.tenon.crypto;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.tenon.ports.signin.ImportedHash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Computes what a password becomes under the parameters of an imported hash: its value, if it is the right one. */
final class Derivation {

    private static final int BCRYPT_LONGEST = 72;
    private static final int AES_KEY_LENGTH = 32;
    private static final int AES_BLOCK_LENGTH = 16;

    private Derivation() {}

    /** The value for this password in UTF-8, as long as the one of the hash. */
    static byte[] of(ImportedHash hash, byte[] password) {
        return switch (hash) {
            case ImportedHash.Bcrypt bcrypt -> {
                BCrypt.HashData data = data(bcrypt);
                yield bcrypt(data.cost, data.rawSalt, truncated(password));
            }
            case ImportedHash.Argon2 argon2 -> argon2(argon2, password);
            case ImportedHash.Pbkdf2 pbkdf2 -> pbkdf2(pbkdf2, password);
            case ImportedHash.Scrypt scrypt ->
                SCrypt.generate(
                        password,
                        scrypt.saltBytes(),
                        1 << scrypt.logN(),
                        scrypt.r(),
                        scrypt.p(),
                        scrypt.valueBytes().length);
            case ImportedHash.FirebaseScrypt firebase -> firebase(firebase, password);
        };
    }

    /** What {@link #of} gives for the right password. */
    static byte[] expected(ImportedHash hash) {
        return switch (hash) {
            case ImportedHash.Bcrypt bcrypt -> data(bcrypt).rawHash;
            case ImportedHash.Derived derived -> derived.valueBytes();
        };
    }

    /**
     * Whether the format tells this password from all others. To bcrypt, "abc" and "abc", NUL, "abc" are one password: none
     * with a NUL in it is taken.
     */
    static boolean tells(ImportedHash hash, byte[] password) {
        if (hash instanceof ImportedHash.Bcrypt) {
            for (byte each : password) {
                if (each == 0) {
                    return false;
                }
            }
        }
        return true;
    }

    static byte[] bcrypt(int cost, byte[] salt, byte[] input) {
        return BCrypt.with(BCrypt.Version.VERSION_2B, LongPasswordStrategies.none())
                .hashRaw(cost, salt, input)
                .rawHash;
    }

    /** All that bcrypt looks at. Other products leave the rest away without a word, so it is no part of their passwords. */
    static byte[] truncated(byte[] password) {
        return Arrays.copyOf(password, Math.min(password.length, BCRYPT_LONGEST));
    }

    private static BCrypt.HashData data(ImportedHash.Bcrypt hash) {
        return StoredHash.bcrypt(hash.modular())
                .orElseThrow(() -> new IllegalStateException("A hash of bcrypt that was read cannot be read again"));
    }

    private static byte[] argon2(ImportedHash.Argon2 hash, byte[] password) {
        int type = switch (hash.type()) {
            case ARGON2D -> Argon2Parameters.ARGON2_d;
            case ARGON2I -> Argon2Parameters.ARGON2_i;
            case ARGON2ID -> Argon2Parameters.ARGON2_id;
        };
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(type)
                .withVersion(hash.version())
                .withMemoryAsKB(hash.memoryKiB())
                .withIterations(hash.iterations())
                .withParallelism(hash.parallelism())
                .withSalt(hash.saltBytes())
                .build());
        byte[] value = new byte[hash.valueBytes().length];
        generator.generateBytes(password, value);
        return value;
    }

    private static byte[] pbkdf2(ImportedHash.Pbkdf2 hash, byte[] password) {
        String algorithm = switch (hash.digest()) {
            case SHA1 -> "PBKDF2WithHmacSHA1";
            case SHA256 -> "PBKDF2WithHmacSHA256";
            case SHA512 -> "PBKDF2WithHmacSHA512";
        };
        char[] characters = new String(password, StandardCharsets.UTF_8).toCharArray();
        int bits = hash.valueBytes().length * Byte.SIZE;
        try {
            // The JDK's own takes the characters' UTF-8 form, and its digests use the processor's instructions for
            // them.
            return SecretKeyFactory.getInstance(algorithm)
                    .generateSecret(new PBEKeySpec(characters, hash.saltBytes(), hash.iterations(), bits))
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This JDK has no " + algorithm, missing);
        }
    }

    private static byte[] firebase(ImportedHash.FirebaseScrypt hash, byte[] password) {
        byte[] key = SCrypt.generate(password, hash.saltBytes(), 1 << hash.logN(), hash.r(), 1, AES_KEY_LENGTH);
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(new byte[AES_BLOCK_LENGTH]));
            return cipher.doFinal(new byte[hash.valueBytes().length]);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This JDK has no AES-256-CTR", missing);
        }
    }
}
