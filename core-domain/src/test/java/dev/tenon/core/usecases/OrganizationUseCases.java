package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberPatch;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.OrganizationPatch;
import java.util.List;
import java.util.stream.Stream;

/** Organizations and members. */
final class OrganizationUseCases {

    private static final PageRequest FIRST = PageRequest.first(10);

    private OrganizationUseCases() {}

    static List<UseCase> all() {
        return Stream.of(organizations(), members()).flatMap(List::stream).toList();
    }

    private static List<UseCase> organizations() {
        return List.of(
                changes("organizations.create", house -> {
                    Actor ana = house.aPerson(AccountUseCases.ANA);
                    return () -> house.tenon.organizations().create(ana, NewOrganization.named("Ana Lima"));
                }),
                reads("organizations.list", house -> {
                    acme(house);
                    return () -> house.tenon.organizations().list(house.operator, OrganizationFilter.all(), FIRST);
                }),
                reads("organizations.get", house -> {
                    OrganizationId acme = acme(house);
                    return () -> house.tenon.organizations().get(house.operator, acme);
                }),
                changes("organizations.update", house -> {
                    OrganizationId acme = acme(house);
                    return () -> house.tenon
                            .organizations()
                            .update(house.operator, acme, OrganizationPatch.name("Ana Lima"), Expected.any());
                }),
                reads("organizations.blockers", house -> {
                    OrganizationId acme = acme(house);
                    return () -> house.tenon.organizations().blockers(house.operator, acme);
                }),
                changes("organizations.delete", house -> {
                    OrganizationId acme = acme(house);
                    return () -> house.tenon.organizations().delete(house.operator, acme, Expected.any());
                }),
                changes("organizations.transfer", house -> {
                    OrganizationId acme = acme(house);
                    UserId member = aMember(house, acme);
                    return () -> house.tenon.organizations().transfer(house.operator, acme, member, MemberRole.ADMIN);
                }));
    }

    private static List<UseCase> members() {
        return List.of(
                reads("members.list", house -> {
                    OrganizationId acme = acme(house);
                    return () -> house.tenon.members().list(house.operator, acme, MemberFilter.all(), FIRST);
                }),
                reads("members.get", house -> {
                    OrganizationId acme = acme(house);
                    UserId member = aMember(house, acme);
                    return () -> house.tenon.members().get(house.operator, acme, member);
                }),
                changes("members.update", house -> {
                    OrganizationId acme = acme(house);
                    UserId member = aMember(house, acme);
                    return () -> house.tenon
                            .members()
                            .update(house.operator, acme, member, MemberPatch.role(MemberRole.ADMIN), Expected.any());
                }),
                changes("members.remove", house -> {
                    OrganizationId acme = acme(house);
                    UserId member = aMember(house, acme);
                    return () -> house.tenon.members().remove(house.operator, acme, member);
                }));
    }

    private static OrganizationId acme(TenonInMemory house) {
        Actor ana = house.aPerson(AccountUseCases.ANA);
        return house.tenon
                .organizations()
                .create(ana, NewOrganization.named("Acme"))
                .organization()
                .id();
    }

    private static UserId aMember(TenonInMemory house, OrganizationId organization) {
        UserId ben = house.anAccount("ben@example.org").id();
        house.storage.organizationFixture().join(organization, ben, MemberRole.MEMBER);
        return ben;
    }
}
