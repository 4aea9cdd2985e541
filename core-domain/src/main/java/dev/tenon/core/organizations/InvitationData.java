package dev.tenon.core.organizations;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import java.util.List;

/**
 * What invitations know about people. Erased before memberships are: what an erased person offered to others stays, unless it is to
 * run an organization, and is theirs no more when the membership ends.
 */
record InvitationData(PersonalDataParticipant stored, EndedInvitations ended) implements PersonalDataParticipant {

    @Override
    public List<PersonalTable> tables() {
        return stored.tables();
    }

    @Override
    public List<ErasureBlocker> blockers(UserId person) {
        return stored.blockers(person);
    }

    @Override
    public void export(Account person, PersonalDataSink sink) {
        stored.export(person, sink);
    }

    @Override
    public void erase(Change change, Account person) {
        ended.erased(change, person.id());
        stored.erase(change, person);
    }
}
