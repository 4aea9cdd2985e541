package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads and erases what tables hold about a person. Tables are those of {@link PersonalTable}; for any other name every
 * method throws {@link IllegalArgumentException}.
 */
public interface PersonalDataStore {

    /**
     * The account, its row locked until the commit so that nobody can add anything that refers to it meanwhile; what was
     * being added is waited for. Locks the organizations that the person belongs to as well.
     */
    Optional<Account> lock(UserId person);

    /** Gives each row that is about the person, without secrets; in constant memory within a unit of work or a snapshot. */
    void read(String table, Account person, Consumer<Map<String, @Nullable Object>> each);

    /**
     * Takes the person out of a table. Of {@code users}, a row without anything personal remains: status erased, and an
     * address that nobody can have.
     */
    void erase(String table, Account person, Instant now);

    /** The ids of what stands in the way for this reason, in no certain order. */
    List<String> blocking(ErasureBlocker.Reason reason, UserId person, int limit);
}
