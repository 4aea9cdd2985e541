package dev.tenon.core.accounts;

import static dev.tenon.ports.accounts.PersonalTable.erased;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;

/**
 * The personal data in the tables of capabilities that the schema has and the core has not: other programs may write there
 * already. A capability that comes takes its tables over from here.
 */
final class TablesAhead {

    private TablesAhead() {}

    static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, erased("support_tickets"), erased("support_ticket_messages"));
    }
}
