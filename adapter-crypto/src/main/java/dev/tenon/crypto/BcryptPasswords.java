package dev.tenon.crypto;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with bcrypt, in the form that OWASP's Password Storage Cheat Sheet gives for it:
 *
 * <pre>{bcrypt-hmac-sha384}$2b$12$...  =  bcrypt(base64(HMAC-SHA384(pepper, NFC(password) in UTF-8)))</pre>
 *
 * bcrypt alone ends at the first NUL and at the 72nd byte; what it gets here is always 64 ASCII characters, so the whole
 * password counts. A hash of bcrypt alone that came by an import ({@code {bcrypt}$2a$...}, {@code $2b$}, {@code $2y$})
 * is verified as its maker would, and {@linkplain #needsRehash asks to be renewed}.
 *
 * <p>{@link #verify} costs the same for every hash up to this instance's cost: one that no password has, one that is
 * damaged, an imported one of lower cost, the right and the wrong password. It never throws for what it is given.
 *
 * <p>Hashing runs in the caller's thread, bounded by {@link HashingLimits}; beyond them
 * {@link PasswordRefusal#HASHING_BUSY} is refused. Safe for use by many threads.
 */
public final class BcryptPasswords implements PasswordHasher {

    /**
     * The key of an instance without a pepper. It is no secret: it is there so that the format is one, with and without
     * pepper.
     */
    public static final String NO_PEPPER = "dev.tenon.crypto.BcryptPasswords without a pepper";

    private static final int SHORTEST_PEPPER = 32;
    private static final int SALT_LENGTH = 16;
    private static final int BCRYPT_LONGEST = 72;

    private final SecureRandom random = new SecureRandom();
    private final int cost;
    private final byte[] pepper;
    private final HashingQueue queue;
    private final StoredHash unmatchable;

    /** As below, without a pepper. */
    public BcryptPasswords(int cost) {
        this(cost, NO_PEPPER.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Hashes with this cost and pepper, within {@link HashingLimits#ofThisMachine}.
     *
     * @param cost 4 to 16: each step doubles the work. 12 is some 250 ms of a core; below 10 is for tests
     * @param pepper a secret of 32 bytes or more that is not kept in the database. Without it, or with another one, no
     *     password fits its hash: give it from the first account on, and keep it
     */
    public BcryptPasswords(int cost, byte[] pepper) {
        this(cost, pepper, HashingLimits.ofThisMachine());
    }

    /** As above, within other limits. */
    public BcryptPasswords(int cost, byte[] pepper, HashingLimits limits) {
        if (cost < StoredHash.LOWEST_COST || cost > StoredHash.HIGHEST_COST) {
            throw new IllegalArgumentException("Take a bcrypt cost of 4 to 16, not " + cost);
        }
        if (pepper.length < SHORTEST_PEPPER) {
            throw new IllegalArgumentException("Take a pepper of 32 bytes or more, not of " + pepper.length);
        }
        this.cost = cost;
        this.pepper = pepper.clone();
        this.queue = new HashingQueue(limits);
        this.unmatchable = new StoredHash(
                true, new BCrypt.HashData(cost, BCrypt.Version.VERSION_2B, bytes(SALT_LENGTH), bytes(23)));
    }

    /**
     * {@inheritDoc}
     *
     * @throws Refusal {@link PasswordRefusal#HASHING_BUSY}
     * @throws IllegalArgumentException if the password has half a character (a lone surrogate) in it, which the password
     *     policy refuses before
     */
    @Override
    public String hash(String password) {
        byte[] utf8 = utf8(normal(password));
        if (utf8 == null) {
            throw new IllegalArgumentException("The password has half a character in it");
        }
        byte[] salt = bytes(SALT_LENGTH);
        return queue.run(() -> new StoredHash(true, bcrypt(cost, salt, keyed(utf8))).text());
    }

    /**
     * {@inheritDoc}
     *
     * @throws Refusal {@link PasswordRefusal#HASHING_BUSY}
     */
    @Override
    public boolean verify(String password, String hash) {
        StoredHash stored = StoredHash.parse(hash).orElse(unmatchable);
        byte[] utf8 = utf8(stored.own() ? normal(password) : password);
        byte[] material = utf8 == null ? new byte[0] : utf8;
        return queue.run(() -> {
            byte[] input =
                    stored.own() ? keyed(material) : Arrays.copyOf(material, Math.min(material.length, BCRYPT_LONGEST));
            BCrypt.HashData offered = bcrypt(stored.cost(), stored.bcrypt().rawSalt, input);
            makeUpFor(stored.cost(), input);
            boolean same = MessageDigest.isEqual(offered.rawHash, stored.bcrypt().rawHash);
            // To bcrypt alone, "abc" and "abc", NUL, "abc" are one password; and no password holds half a character.
            boolean canBe = utf8 != null && (stored.own() || indexOfNul(material) < 0);
            return same && canBe;
        });
    }

    @Override
    public boolean needsRehash(String hash) {
        return StoredHash.parse(hash)
                .map(stored -> !stored.own() || stored.cost() < cost)
                .orElse(false);
    }

    /**
     * Adds to a hash of lower cost what is missing to this instance's: n, n, n + 1, ... up to the cost less one make the
     * cost exactly. Otherwise the time of a refusal would tell accounts that were imported from addresses that have none.
     */
    private void makeUpFor(int done, byte[] input) {
        for (int step = done; step < cost; step++) {
            bcrypt(step, unmatchable.bcrypt().rawSalt, input);
        }
    }

    private static BCrypt.HashData bcrypt(int cost, byte[] salt, byte[] input) {
        return BCrypt.with(BCrypt.Version.VERSION_2B, LongPasswordStrategies.none())
                .hashRaw(cost, salt, input);
    }

    private byte[] keyed(byte[] utf8) {
        return Base64.getEncoder().encode(Hmac.sha384(pepper, utf8));
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    /** The UTF-8 form; null for a text with half a character, which {@link String#getBytes} would turn into '?'. */
    private static byte @Nullable [] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException halfACharacter) {
            return null;
        }
    }

    private static int indexOfNul(byte[] bytes) {
        for (int index = 0; index < bytes.length; index++) {
            if (bytes[index] == 0) {
                return index;
            }
        }
        return -1;
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
