package dev.tenon.core.kernel;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataStore;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a capability holds about people in its tables, where no more has to be known of them than the store does.
 *
 * @param reasons why something of the capability may stand in the way of erasing
 */
public record StoredPersonalData(PersonalDataStore store, Set<Reason> reasons, List<PersonalTable> tables)
        implements PersonalDataParticipant {

    private static final int MOST = 100;

    /** A capability of which nothing stands in the way. */
    public static PersonalDataParticipant of(Kernel kernel, PersonalTable... tables) {
        return new StoredPersonalData(kernel.storage().personalData(), Set.of(), List.of(tables));
    }

    /** A capability of which something may. */
    public static PersonalDataParticipant of(Kernel kernel, Set<Reason> reasons, PersonalTable... tables) {
        return new StoredPersonalData(kernel.storage().personalData(), Set.copyOf(reasons), List.of(tables));
    }

    @Override
    public List<ErasureBlocker> blockers(UserId person) {
        List<ErasureBlocker> blockers = new ArrayList<>();
        for (Reason reason : reasons.stream().sorted().toList()) {
            for (String id : store.blocking(reason, person, MOST - blockers.size())) {
                blockers.add(new ErasureBlocker(reason, reason.table(), id));
            }
        }
        return blockers;
    }

    @Override
    public void export(Account person, PersonalDataSink sink) {
        for (PersonalTable table : tables) {
            sink.table(table.name());
            store.read(table.name(), person, sink::row);
        }
    }

    @Override
    public void erase(Change change, Account person) {
        tables.forEach(table -> store.erase(table.name(), person, change.now()));
    }
}
