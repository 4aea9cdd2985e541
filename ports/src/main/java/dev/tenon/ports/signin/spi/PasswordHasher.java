package dev.tenon.ports.signin.spi;

import org.apiguardian.api.API;

/**
 * Hashes passwords. The whole password counts, in Unicode normal form C. At most as many hashes as there are cores run
 * at once, with a short queue behind them; beyond it {@code password-hashing-busy} is refused.
 */
@API(status = API.Status.STABLE)
public interface PasswordHasher {

    /** A new hash, with its format as a prefix, e.g. <code>{bcrypt-hmac-sha384}</code>. */
    String hash(String password);

    /** Whether the password is the one of this hash. A hash that no password has, like {@code !}, costs as much and is false. */
    boolean verify(String password, String hash);

    /** Whether a hash is of an older format or weaker than a new one would be. */
    boolean needsRehash(String hash);
}
