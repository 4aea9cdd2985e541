package dev.tenon.ports.accounts.spi;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import java.util.List;

/**
 * What one capability holds about people. Every table that refers to {@code users} belongs to exactly one participant; a
 * test reads the database's catalogue, and fails for a table that nobody names. {@code TenonCore} lists the participants, in
 * the order in which they erase.
 */
public interface PersonalDataParticipant {

    /** The capability's tables that name people, in the order in which they are erased. */
    List<PersonalTable> tables();

    /** What of the capability stands in the way of erasing this person; at most a hundred. */
    List<ErasureBlocker> blockers(UserId person);

    /** Tells what the capability holds; called within a snapshot. */
    void export(Account person, PersonalDataSink sink);

    /** Erases it; called within the one commit that erases the person. */
    void erase(Change change, Account person);
}
