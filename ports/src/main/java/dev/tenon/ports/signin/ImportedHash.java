package dev.tenon.ports.signin;

import dev.tenon.ports.signin.ImportedHashText.Bounds;
import java.util.Optional;

/**
 * A password's hash that another product made, in the text form in which Tenon stores it until its owner signs in for the
 * first time and it is made anew. Importers build one with the factories below; nothing is hashed for it.
 *
 * <pre>
 * {bcrypt}$2b$10$SALT-AND-VALUE                      $2a, $2b or $2y; 22 + 31 characters, as bcrypt writes them
 * {argon2}$argon2id$v=19$m=19456,t=2,p=1$SALT$VALUE  argon2i, argon2d or argon2id; v=16 or v=19; m in KiB
 * {pbkdf2-sha1}$i=27500$SALT$VALUE                   also -sha256 and -sha512; the key is as long as the value
 * {scrypt}$ln=14,r=8,p=1$SALT$VALUE                  N is 2 to the power of ln
 * {firebase-scrypt}$ln=14,r=8$SALT$VALUE             SALT: salt and separator; VALUE: the AES-CTR key stream
 * </pre>
 *
 * SALT and VALUE are base64 (RFC 4648 section 4) without padding. The forms of argon2 and scrypt are those of the PHC
 * string format.
 *
 * <p>What a hash may cost is bounded, for whoever imports a file would otherwise let it decide how long every sign-in
 * keeps a core and how much memory it takes. Beyond a bound the factories refuse with an
 * {@link IllegalArgumentException} whose message says which, in words for the report of the import.
 */
public sealed interface ImportedHash {

    /** 128 MiB: a quarter of the memory that a server gets by default, and the most that OWASP recommends for scrypt. */
    int MOST_MEMORY_KIB = 128 * 1024;

    /** The form above, for the account's row. */
    String text();

    /** Format and parameters, without salt and value: equal for hashes that cost the same to try. */
    String scheme();

    /** How much memory one try takes, in KiB; 0 for what needs next to none. */
    default int memoryKiB() {
        return 0;
    }

    /**
     * A hash of bcrypt.
     *
     * @param modular as other products store it, e.g. {@code $2b$10$...}, 60 characters; cost 4 to 16
     */
    static ImportedHash bcrypt(String modular) {
        return Bcrypt.of(modular);
    }

    /**
     * A hash of argon2 (RFC 9106), without secret and associated data.
     *
     * @param version 16 (0x10, "1.0") or 19 (0x13, "1.3")
     * @param memoryKiB 8 for each lane at least, 128 MiB at most; times the passes 1 GiB at most
     * @param iterations passes over the memory, 1 to 20
     * @param parallelism lanes, 1 to 16
     * @param salt 1 to 64 bytes
     * @param hash 16 to 64 bytes
     */
    static ImportedHash argon2(
            Argon2.Type type, int version, int memoryKiB, int iterations, int parallelism, byte[] salt, byte[] hash) {
        return new Argon2(
                type,
                version,
                memoryKiB,
                iterations,
                parallelism,
                ImportedHashText.base64(salt),
                ImportedHashText.base64(hash));
    }

    /**
     * A hash of PBKDF2 (RFC 8018) with HMAC.
     *
     * @param iterations 1 to 2,000,000
     * @param salt 1 to 64 bytes
     * @param hash 16 to 512 bytes; its length is that of the derived key
     */
    static ImportedHash pbkdf2(Pbkdf2.Digest digest, int iterations, byte[] salt, byte[] hash) {
        return new Pbkdf2(digest, iterations, ImportedHashText.base64(salt), ImportedHashText.base64(hash));
    }

    /**
     * A hash of scrypt (RFC 7914).
     *
     * @param n a power of two; 128 * n * r is 128 MiB at most, and 1 GiB times p
     * @param r 1 to 32
     * @param p 1 to 16
     * @param salt 1 to 64 bytes
     * @param hash 16 to 64 bytes
     */
    static ImportedHash scrypt(int n, int r, int p, byte[] salt, byte[] hash) {
        if (n < 2 || Integer.bitCount(n) != 1) {
            throw new IllegalArgumentException("scrypt's N is a power of two, not " + n);
        }
        return new Scrypt(
                Integer.numberOfTrailingZeros(n), r, p, ImportedHashText.base64(salt), ImportedHashText.base64(hash));
    }

    /**
     * A hash of Firebase Authentication: the project's signer key, encrypted by AES-CTR under a key that scrypt derives
     * from the password. What is kept is the key stream, hash XOR signer key: as good for comparing, and it does not put
     * the project's key into every row.
     *
     * @param salt the user's
     * @param hash as long as the signer key
     * @param signerKey {@code base64_signer_key} of the project, decoded; 16 to 64 bytes
     * @param separator {@code base64_salt_separator}, decoded; may be empty
     * @param rounds {@code rounds}, which is scrypt's r, 1 to 32
     * @param memCost {@code mem_cost}, which is the power of two that is scrypt's N
     */
    static ImportedHash firebaseScrypt(
            byte[] salt, byte[] hash, byte[] signerKey, byte[] separator, int rounds, int memCost) {
        if (hash.length != signerKey.length) {
            throw new IllegalArgumentException("A Firebase hash is as long as the signer key: " + signerKey.length
                    + " bytes, not " + hash.length + "; the parameters may be another project's");
        }
        byte[] keyStream = new byte[hash.length];
        for (int index = 0; index < hash.length; index++) {
            keyStream[index] = (byte) (hash[index] ^ signerKey[index]);
        }
        byte[] whole = new byte[salt.length + separator.length];
        System.arraycopy(salt, 0, whole, 0, salt.length);
        System.arraycopy(separator, 0, whole, salt.length, separator.length);
        return new FirebaseScrypt(memCost, rounds, ImportedHashText.base64(whole), ImportedHashText.base64(keyStream));
    }

    /** Reads the stored form; empty if it is none, damaged, or beyond what may be tried. */
    static Optional<ImportedHash> parse(String text) {
        return ImportedHashText.parse(text);
    }

    /** A hash with a salt and a value of bytes. */
    sealed interface Derived extends ImportedHash {

        /** Base64 without padding. */
        String salt();

        /** Base64 without padding. */
        String value();

        default byte[] saltBytes() {
            return ImportedHashText.bytes(salt());
        }

        default byte[] valueBytes() {
            return ImportedHashText.bytes(value());
        }

        @Override
        default String text() {
            return scheme() + "$" + salt() + "$" + value();
        }
    }

    /**
     * bcrypt.
     *
     * @param modular as other products store it
     * @param cost the work, as a power of two
     */
    record Bcrypt(String modular, int cost) implements ImportedHash {

        static final int HIGHEST_COST = 16;

        public Bcrypt {
            if (!ImportedHashText.isBcrypt(modular)) {
                throw new IllegalArgumentException("A bcrypt hash looks like $2b$10$, then 53 characters");
            }
            Bounds.within("bcrypt's cost", cost, 4, HIGHEST_COST);
            if (cost != Integer.parseInt(modular.substring(4, 6))) {
                throw new IllegalArgumentException("The cost is not the one of the hash");
            }
        }

        static Bcrypt of(String modular) {
            if (!ImportedHashText.isBcrypt(modular)) {
                throw new IllegalArgumentException("A bcrypt hash looks like $2b$10$, then 53 characters");
            }
            return new Bcrypt(modular, Integer.parseInt(modular.substring(4, 6)));
        }

        @Override
        public String text() {
            return "{bcrypt}" + modular;
        }

        @Override
        public String scheme() {
            return "{bcrypt}" + modular.substring(0, 6);
        }

        /** Never salt and value. */
        @Override
        public String toString() {
            return scheme();
        }
    }

    /** argon2; the parameters are those of {@link #argon2}. */
    record Argon2(Type type, int version, int memoryKiB, int iterations, int parallelism, String salt, String value)
            implements Derived {

        /** How the memory is addressed; by its name in the stored form. */
        public enum Type {
            ARGON2D,
            ARGON2I,
            ARGON2ID
        }

        public Argon2 {
            if (version != 16 && version != 19) {
                throw new IllegalArgumentException("argon2's version is 16 (1.0) or 19 (1.3), not " + version);
            }
            Bounds.within("argon2's lanes", parallelism, 1, 16);
            Bounds.within("argon2's passes", iterations, 1, 20);
            Bounds.within("argon2's memory in KiB", memoryKiB, 8 * parallelism, MOST_MEMORY_KIB);
            Bounds.work("argon2's memory times its passes", (long) memoryKiB * iterations);
            Bounds.lengths(salt, value, 64);
        }

        @Override
        public String scheme() {
            return "{argon2}$" + ImportedHashText.lower(type) + "$v=" + version + "$m=" + memoryKiB + ",t=" + iterations
                    + ",p=" + parallelism;
        }

        /** Never salt and value. */
        @Override
        public String toString() {
            return scheme();
        }
    }

    /** PBKDF2; the parameters are those of {@link #pbkdf2}. */
    record Pbkdf2(Digest digest, int iterations, String salt, String value) implements Derived {

        private static final long MOST_ROUNDS = 8_000_000;

        /** The digest under HMAC. */
        public enum Digest {
            SHA1,
            SHA256,
            SHA512
        }

        public Pbkdf2 {
            Bounds.within("PBKDF2's iterations", iterations, 1, 2_000_000);
            Bounds.lengths(salt, value, 512);
            int block = switch (digest) {
                case SHA1 -> 20;
                case SHA256 -> 32;
                case SHA512 -> 64;
            };
            int blocks = (ImportedHashText.bytes(value).length + block - 1) / block;
            long rounds = (long) iterations * blocks;
            if (rounds > MOST_ROUNDS) {
                throw new IllegalArgumentException("PBKDF2's iterations times the " + blocks
                        + " blocks of its value are 8,000,000 at most, not " + rounds);
            }
        }

        @Override
        public String scheme() {
            return "{pbkdf2-" + ImportedHashText.lower(digest) + "}$i=" + iterations;
        }

        /** Never salt and value. */
        @Override
        public String toString() {
            return scheme();
        }
    }

    /** scrypt; the parameters are those of {@link #scrypt}, with N as the power of two. */
    record Scrypt(int logN, int r, int p, String salt, String value) implements Derived {

        public Scrypt {
            Bounds.scrypt(logN, r, p);
            Bounds.lengths(salt, value, 64);
        }

        @Override
        public int memoryKiB() {
            return Bounds.scryptKiB(logN, r);
        }

        @Override
        public String scheme() {
            return "{scrypt}$ln=" + logN + ",r=" + r + ",p=" + p;
        }

        /** Never salt and value. */
        @Override
        public String toString() {
            return scheme();
        }
    }

    /** Firebase's scrypt; the parameters are those of {@link #firebaseScrypt}, salt and separator as one. */
    record FirebaseScrypt(int logN, int r, String salt, String value) implements Derived {

        public FirebaseScrypt {
            Bounds.scrypt(logN, r, 1);
            Bounds.lengths(salt, value, 64);
        }

        @Override
        public int memoryKiB() {
            return Bounds.scryptKiB(logN, r);
        }

        @Override
        public String scheme() {
            return "{firebase-scrypt}$ln=" + logN + ",r=" + r;
        }

        /** Never salt and value. */
        @Override
        public String toString() {
            return scheme();
        }
    }
}
