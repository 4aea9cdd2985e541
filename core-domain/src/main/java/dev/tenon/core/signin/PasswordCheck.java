package dev.tenon.core.signin;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
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
    private final AccountStore accounts;
    private final PasswordHasher passwords;
    private final PasswordPolicy policy;

    PasswordCheck(Kernel kernel, PasswordHasher passwords, PasswordPolicy policy) {
        this.sessions = kernel.storage().sessions();
        this.accounts = kernel.storage().accounts();
        this.passwords = passwords;
        this.policy = policy;
    }

    /** What a check found. */
    sealed interface Checked {

        /**
         * The password was right and may be used.
         *
         * @param hash the stored hash that it was compared with
         * @param rehash a stronger hash of it; {@code null} if the stored one is strong enough
         */
        record Passed(
                Account account, String hash, @Nullable String rehash) implements Checked {}

        /**
         * It was not, or it may not.
         *
         * @param userId whose account it is; {@code null} if the address belongs to nobody
         * @param reason for the login history
         */
        record Failed(@Nullable UserId userId, String reason, Refusal refusal) implements Checked {}
    }

    /** Whether the account of this address is active and the password its own. */
    Checked check(@Nullable EmailAddress email, String password) {
        Optional<Login> login = Optional.ofNullable(email).flatMap(sessions::findLogin);
        String hash = login.map(Login::passwordHash).orElse(AccountStore.NO_PASSWORD);
        boolean right = matches(password, hash);
        if (login.isEmpty()) {
            return new Checked.Failed(null, "unknown-account", SignInRefusal.FAILED.refusal());
        }
        Account account = login.get().account();
        if (!right) {
            return new Checked.Failed(account.id(), "wrong-password", SignInRefusal.FAILED.refusal());
        }
        if (!account.isActive()) {
            return new Checked.Failed(account.id(), "account-not-active", SignInRefusal.FAILED.refusal());
        }
        if (!account.emailVerified()) {
            return new Checked.Failed(account.id(), "address-unverified", SignInRefusal.EMAIL_UNVERIFIED.refusal());
        }
        return new Checked.Passed(account, hash, passwords.needsRehash(hash) ? passwords.hash(password) : null);
    }

    /** The stored hash of an account, if the password is its own; empty if it is not. */
    Optional<String> own(UserId userId, String password) {
        String hash = accounts.passwordHash(userId).orElse(AccountStore.NO_PASSWORD);
        return matches(password, hash) ? Optional.of(hash) : Optional.empty();
    }

    /** Whether the account has a password at all. */
    boolean hasPassword(UserId userId) {
        return accounts.passwordHash(userId)
                .filter(hash -> !hash.equals(AccountStore.NO_PASSWORD))
                .isPresent();
    }

    private boolean matches(String password, String hash) {
        boolean mayBeOne = policy.mayBeOne(password);
        return passwords.verify(mayBeOne ? password : "", hash) && mayBeOne;
    }
}
