package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.spi.PasswordHasher;
import dev.tenon.ports.signin.spi.SessionStore;
import dev.tenon.ports.signin.spi.SessionStore.Login;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a password is the right one, with the same work and the same refusal whatever is wrong. */
final class PasswordCheck {

    private final SessionStore sessions;
    private final PasswordHasher passwords;
    private final PasswordPolicy policy;

    PasswordCheck(Kernel kernel, PasswordHasher passwords, PasswordPolicy policy) {
        this.sessions = kernel.storage().sessions();
        this.passwords = passwords;
        this.policy = policy;
    }

    /**
     * An account whose password was right.
     *
     * @param rehash replaces the stored hash by a stronger one; {@code null} if it is strong enough
     */
    record Passed(Account account, @Nullable Rehash rehash) {}

    /** A stored hash and the one to put in its place. */
    record Rehash(String oldHash, String newHash) {}

    /** The account, if it is active and the password is its own; {@code null} for what is no address at all. */
    Passed check(@Nullable EmailAddress email, String password) {
        Optional<Login> login = Optional.ofNullable(email).flatMap(sessions::findLogin);
        String hash = login.map(Login::passwordHash).orElse(AccountStore.NO_PASSWORD);
        boolean mayBeOne = policy.mayBeOne(password);
        boolean right = passwords.verify(mayBeOne ? password : "", hash) && mayBeOne;
        Account account = login.map(Login::account)
                .filter(found -> right && found.isActive())
                .orElseThrow(SignInRefusal.FAILED::refusal);
        if (!account.emailVerified()) {
            throw SignInRefusal.EMAIL_UNVERIFIED.refusal();
        }
        Rehash rehash = passwords.needsRehash(hash) ? new Rehash(hash, passwords.hash(password)) : null;
        return new Passed(account, rehash);
    }
}
