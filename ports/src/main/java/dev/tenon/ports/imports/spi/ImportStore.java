package dev.tenon.ports.imports.spi;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.imports.ImportId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.SocialLogin;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Stores imports (tables {@code import_batches}, {@code import_rows}) and, many at once, what they make. */
public interface ImportStore {

    /**
     * An import.
     *
     * @param done records of the file that are behind it
     */
    record Batch(ImportId id, String source, String digest, long done, long imported) {}

    /**
     * An account to add.
     *
     * @param subscriptionId of the subscription that a verified account starts with
     * @param quotaId of its quota
     */
    record NewAccount(
            Account account,
            String passwordHash,
            String sourceId,
            Set<RoleId> roles,
            List<SocialLogin> socialLogins,
            UUID subscriptionId,
            UUID quotaId) {}

    /** The import of this source and digest that was not undone; the given one, stored, if there is none. */
    Batch open(Batch batch, Instant now);

    Optional<Batch> find(ImportId id);

    /** Moves an import on; false if it is no longer where it was. */
    boolean advance(Batch from, long done, long imported, Instant now);

    /**
     * Adds accounts with roles, social logins and, where the address is verified, a subscription to the plan and a quota.
     * Leaves out those whose address is taken, and social logins that open another account.
     *
     * @return the accounts that were added
     */
    Set<UserId> insert(ImportId id, List<NewAccount> accounts, Plan plan, Instant now);

    /** Which of these addresses an account has. */
    Set<EmailAddress> taken(Collection<EmailAddress> addresses);

    /** Adds a role without permissions, unless there is one of this name. */
    void addRole(RoleId id, String name, Instant now);

    /** Removes accounts that the import made and that nobody used or changed since, at most {@code limit}; returns how many. */
    int removeUntouched(ImportId id, int limit);

    /** Marks an import as undone; returns how many of its accounts there are still. */
    long close(ImportId id, Instant now);
}
