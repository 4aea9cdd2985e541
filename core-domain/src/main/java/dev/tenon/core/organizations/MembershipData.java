package dev.tenon.core.organizations;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.SeenOrganization;
import dev.tenon.ports.organizations.spi.OrganizationStore;
import java.util.List;
import java.util.Set;

/** What organizations know about a person: whose they are, and who belongs to them. Erasing somebody ends each membership. */
final class MembershipData implements PersonalDataParticipant {

    private static final PageRequest SOME = PageRequest.first(PageRequest.HIGHEST_LIMIT);

    private final OrganizationStore organizations;
    private final PersonalDataParticipant stored;
    private final Succession succession;
    private final Departures departures;

    MembershipData(Kernel kernel, Departures departures) {
        this.organizations = kernel.storage().organizations();
        this.stored = StoredPersonalData.of(
                kernel,
                Set.of(Reason.SOLE_OWNER),
                PersonalTable.erased("organizations"),
                PersonalTable.erased("organization_members"));
        this.succession = new Succession(kernel.storage());
        this.departures = departures;
    }

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
        // Each of these is locked already, and nobody owns one alone: the account's erasure saw to both.
        List<SeenOrganization> some;
        do {
            some = organizations
                    .list(OrganizationFilter.mine(), person.id(), SOME)
                    .items();
            some.forEach(seen -> leave(change, person.id(), seen));
        } while (!some.isEmpty());
        stored.erase(change, person);
    }

    private void leave(Change change, UserId person, SeenOrganization seen) {
        Organization organization = seen.organization();
        if (seen.role() == MemberRole.OWNER) {
            succession.ownerGoes(change, organization, person);
        }
        departures.end(change, organization.id(), person, "member.left");
    }
}
