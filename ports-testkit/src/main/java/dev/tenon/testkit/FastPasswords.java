package dev.tenon.testkit;

import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Passwords for tests: hashed in microseconds, so never for real ones. Counts the work, which tests may compare. */
public final class FastPasswords implements PasswordHasher {

    private static final String FORMAT = "{fast}";
    private static final String OLDER_FORMAT = "{older}";

    private final PlainSecrets secrets = new PlainSecrets();
    private final AtomicInteger hashes = new AtomicInteger();
    private final AtomicInteger verifications = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();

    @Override
    public String hash(String password) {
        refuseIfBusy();
        hashes.incrementAndGet();
        return FORMAT + digest(password);
    }

    @Override
    public boolean verify(String password, String hash) {
        refuseIfBusy();
        verifications.incrementAndGet();
        String digest = digest(password);
        return hash.equals(FORMAT + digest) || hash.equals(OLDER_FORMAT + digest);
    }

    @Override
    public boolean needsRehash(String hash) {
        return !hash.startsWith(FORMAT);
    }

    /** A hash that verifies, and needs to be made anew. */
    public String olderHash(String password) {
        return OLDER_FORMAT + digest(password);
    }

    /** How many passwords were hashed. */
    public int hashes() {
        return hashes.get();
    }

    /** How many passwords were verified, right or wrong: the same number is the same work. */
    public int verifications() {
        return verifications.get();
    }

    /** From now on every hash is refused as {@link PasswordRefusal#HASHING_BUSY}, or none is. */
    public void setBusy(boolean now) {
        busy.set(now);
    }

    private void refuseIfBusy() {
        if (busy.get()) {
            throw PasswordRefusal.HASHING_BUSY.retryAfter(Duration.ofSeconds(1));
        }
    }

    private String digest(String password) {
        return secrets.sha256(Normalizer.normalize(password, Normalizer.Form.NFC));
    }
}
