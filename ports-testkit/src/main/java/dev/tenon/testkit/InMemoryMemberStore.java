package dev.tenon.testkit;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.spi.MemberStore;
import dev.tenon.testkit.Tables.Assignment;
import dev.tenon.testkit.Tables.Membership;
import java.util.Optional;

final class InMemoryMemberStore implements MemberStore, OrganizationFixture {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryMemberStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Optional<MemberRole> roleOf(OrganizationId organization, UserId member) {
        return tables.members.find(new Membership(organization, member));
    }

    @Override
    public Optional<MemberRole> lockRoleOf(OrganizationId organization, UserId member) {
        return tables.members.lock(new Membership(organization, member));
    }

    @Override
    public boolean organizationExists(OrganizationId organization) {
        return tables.organizations.find(organization).isPresent();
    }

    @Override
    public OrganizationId found(UserId owner) {
        OrganizationId organization = new OrganizationId(Fixtures.anId());
        unitOfWork.joinOrRun(() -> {
            tables.requireAccount(owner);
            tables.organizations.insert(organization, owner);
            tables.members.insert(new Membership(organization, owner), MemberRole.OWNER);
        });
        return organization;
    }

    @Override
    public void join(OrganizationId organization, UserId member, MemberRole role) {
        unitOfWork.joinOrRun(() -> {
            tables.requireAccount(member);
            tables.members.put(new Membership(organization, member), role);
        });
    }

    @Override
    public void leave(OrganizationId organization, UserId member) {
        unitOfWork.joinOrRun(() -> {
            tables.rolesOf(member, organization)
                    .forEach(role -> tables.assignments.remove(new Assignment(member, role.id())));
            tables.members.remove(new Membership(organization, member));
        });
    }
}
