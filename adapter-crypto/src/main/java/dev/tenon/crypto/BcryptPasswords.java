package dev.tenon.crypto;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.ImportedHash;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with bcrypt, in the form that OWASP's Password Storage Cheat Sheet gives for it:
 *
 * <pre>{bcrypt-hmac-sha384}PEPPER-ID$2b$12$...  =  bcrypt(base64(HMAC-SHA384(pepper, NFC(password) in UTF-8)))</pre>
 *
 * bcrypt alone ends at the first NUL and at the 72nd byte; what it gets here is always 64 ASCII characters, so the whole
 * password counts. A hash that came by an import ({@link ImportedHash}: bcrypt, argon2, PBKDF2, scrypt, Firebase's scrypt)
 * is verified as its maker would, for the password as it was typed, and {@linkplain #needsRehash asks to be renewed}.
 *
 * <p>{@link #verify} costs the same for every hash up to this instance's cost: one that no password has, one that is
 * damaged, an imported one that is cheaper, the right and the wrong password. It never throws for what it is given. An
 * imported hash that is dearer than an own one costs more, until its owner signs in for the first time.
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

    private static final int SALT_LENGTH = 16;

    private final SecureRandom random = new SecureRandom();
    private final int cost;
    private final HashingLimits limits;
    private final Pepper pepper;
    private final List<Pepper> former;
    private final HashingQueue queue;
    private final EvenWork evenWork;
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
        this(cost, Pepper.of(pepper), List.of(), limits);
    }

    private BcryptPasswords(int cost, Pepper pepper, List<Pepper> former, HashingLimits limits) {
        if (cost < StoredHash.LOWEST_COST || cost > StoredHash.HIGHEST_COST) {
            throw new IllegalArgumentException("Take a bcrypt cost of 4 to 16, not " + cost);
        }
        this.cost = cost;
        this.limits = limits;
        this.pepper = pepper;
        this.former = former;
        this.queue = new HashingQueue(limits);
        this.evenWork = new EvenWork(StoredHash.LOWEST_COST, cost);
        this.unmatchable = new StoredHash(
                pepper.id(), new BCrypt.HashData(cost, BCrypt.Version.VERSION_2B, bytes(SALT_LENGTH), bytes(23)));
    }

    /**
     * The same, but also verifies hashes under a pepper that was in use before, and has them renewed. A hash names its
     * pepper, so this costs nothing.
     */
    public BcryptPasswords withFormerPepper(byte[] before) {
        List<Pepper> all =
                Stream.concat(former.stream(), Stream.of(Pepper.of(before))).toList();
        return new BcryptPasswords(cost, pepper, all, limits);
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
        byte[] value = queue.run(() -> evenWork.own(() -> Derivation.bcrypt(cost, salt, keyed(pepper, utf8))));
        return new StoredHash(pepper.id(), new BCrypt.HashData(cost, BCrypt.Version.VERSION_2B, salt, value)).text();
    }

    /**
     * {@inheritDoc}
     *
     * @throws Refusal {@link PasswordRefusal#HASHING_BUSY}
     */
    @Override
    public boolean verify(String password, String hash) {
        Optional<ImportedHash> imported = ImportedHash.parse(hash).filter(found -> queue.holds(found.memoryKiB()));
        return imported.isPresent()
                ? verifyImported(password, imported.get())
                : verifyOwn(password, StoredHash.parse(hash).orElse(unmatchable));
    }

    private boolean verifyOwn(String password, StoredHash stored) {
        byte[] utf8 = utf8(normal(password));
        // No password holds half a character; the work is done all the same.
        Pepper named = pepperOf(stored).orElse(null);
        byte[] input = keyed(named == null ? pepper : named, utf8 == null ? new byte[0] : utf8);
        byte[] salt = stored.bcrypt().rawSalt;
        byte[] offered = queue.run(() -> {
            if (stored.cost() == cost) {
                return evenWork.own(() -> Derivation.bcrypt(cost, salt, input));
            }
            byte[] value = Derivation.bcrypt(stored.cost(), salt, input);
            makeUpFor(stored.cost(), input);
            return value;
        });
        return MessageDigest.isEqual(offered, stored.bcrypt().rawHash) && utf8 != null && named != null;
    }

    private boolean verifyImported(String password, ImportedHash hash) {
        byte[] utf8 = utf8(password);
        byte[] input = utf8 == null ? new byte[0] : utf8;
        byte[] filling = Derivation.truncated(input);
        byte[] salt = unmatchable.bcrypt().rawSalt;
        byte[] offered = queue.run(
                hash.memoryKiB(),
                () -> evenWork.other(
                        hash.scheme(),
                        () -> Derivation.of(hash, input),
                        step -> Derivation.bcrypt(step, salt, filling)));
        boolean same = MessageDigest.isEqual(offered, Derivation.expected(hash));
        return same && utf8 != null && Derivation.tells(hash, input);
    }

    @Override
    public boolean needsRehash(String hash) {
        return ImportedHash.parse(hash).isPresent()
                || StoredHash.parse(hash)
                        .filter(stored -> pepperOf(stored).isPresent())
                        .filter(stored ->
                                stored.cost() < cost || !stored.pepperId().equals(pepper.id()))
                        .isPresent();
    }

    /**
     * Adds to a hash of lower cost what is missing to this instance's: n, n, n + 1, ... up to the cost less one make the
     * cost exactly.
     */
    private void makeUpFor(int done, byte[] input) {
        for (int step = done; step < cost; step++) {
            Derivation.bcrypt(step, unmatchable.bcrypt().rawSalt, input);
        }
    }

    private Optional<Pepper> pepperOf(StoredHash stored) {
        return Stream.concat(Stream.of(pepper), former.stream())
                .filter(each -> each.id().equals(stored.pepperId()))
                .findFirst();
    }

    private static byte[] keyed(Pepper pepper, byte[] utf8) {
        return Base64.getEncoder().encode(pepper.sha384(utf8));
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

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
