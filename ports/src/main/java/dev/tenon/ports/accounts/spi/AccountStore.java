package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/** Stores accounts (table {@code users}). */
public interface AccountStore {

    /** The password hash of an account that has no password: no input verifies against it. */
    String NO_PASSWORD = "!";

    /** Adds an account, unless its address is taken; waits for a registration of the same address in flight. */
    boolean insertIfAbsent(Account account, String passwordHash);

    /**
     * Adds an account; waits as above. Cheaper, since it may travel with what the unit of work writes next: a taken address may
     * come out only when something is asked in the unit of work, or at its end.
     *
     * @throws Refusal {@code account-email-taken}
     */
    void insert(Account account, String passwordHash);

    Optional<Account> find(UserId id);

    Optional<Account> findByEmail(EmailAddress email);

    /** The account, its row locked until the commit: others who lock or change it wait. */
    Optional<Account> lock(UserId id);

    /**
     * Writes names, status and verification as given, sets {@code updatedAt}, and raises the revision by one.
     *
     * @return the account as stored; empty if its revision is no longer the given account's
     */
    Optional<Account> update(Account account, Instant now);

    /** Replaces the password hash, whatever it was; no new revision. */
    void replacePassword(UserId id, String passwordHash, Instant now);

    /** Puts another hash in the place of this one; false if it is no longer this one. No new revision. */
    boolean replacePassword(UserId id, String oldHash, String newHash, Instant now);

    /** The password hash of an account. */
    Optional<String> passwordHash(UserId id);

    /**
     * Frees an address from an active account that never proved to read its mailbox: deletes it, with all that hangs on it.
     * Does nothing about any other account.
     *
     * @return whom it deleted
     */
    Optional<UserId> deleteUnverified(EmailAddress email);

    /**
     * Gives the account this address, verified, and raises its revision by one.
     *
     * @throws Refusal {@code account-email-taken}
     */
    Account replaceEmail(UserId id, EmailAddress email, Instant now);

    /**
     * The accounts that match, newest first ({@code createdAt}, {@code id} descending); with {@code inactiveSince}, longest
     * away first ({@code lastActiveAt}, {@code id} ascending).
     */
    Page<Account> list(AccountFilter filter, PageRequest page);

    /**
     * How many active accounts hold this role. Locks the role's row until the commit before it counts, so that of two
     * units of work that count, the second sees what the first changed.
     */
    int countActiveWithRole(String roleName);
}
