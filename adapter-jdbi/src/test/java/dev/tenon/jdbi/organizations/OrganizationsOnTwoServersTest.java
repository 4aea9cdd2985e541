package dev.tenon.jdbi.organizations;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tenon.core.TenonCore;
import dev.tenon.crypto.TimeOrderedIds;
import dev.tenon.jdbi.JdbiStorage;
import dev.tenon.jdbi.SqlOrganizations;
import dev.tenon.jdbi.TestDatabase;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberPatch;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.SeenOrganization;
import dev.tenon.ports.organizations.spi.MemberStore.Joining;
import dev.tenon.testkit.FastPasswords;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.PlainMailTemplates;
import dev.tenon.testkit.PlainSecrets;
import dev.tenon.testkit.Race;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One hundred threads on two servers over one database; then what is left is counted. */
class OrganizationsOnTwoServersTest {

    private static final int CALLS = 100;
    private static final int MOST_OWNED = 7;

    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Actor operator = Actor.operator("test");
    private final PlainSecrets secrets = new PlainSecrets();
    private List<HikariDataSource> pools = List.of();
    private List<JdbiStorage> storages = List.of();
    private List<Tenon> servers = List.of();

    @BeforeEach
    void start() {
        pools = List.of(DATABASE.newPool(40), DATABASE.newPool(40));
        storages = pools.stream().map(JdbiStorage::of).toList();
        servers = storages.stream().map(this::tenon).toList();
    }

    @AfterEach
    void stop() {
        pools.forEach(HikariDataSource::close);
    }

    private Tenon tenon(JdbiStorage storage) {
        return TenonCore.builder()
                .storage(storage)
                .passwords(new FastPasswords())
                .ids(new TimeOrderedIds())
                .secrets(secrets)
                .mailTemplates(new PlainMailTemplates())
                .organizationPolicy(new OrganizationPolicy(MOST_OWNED, 100, null))
                .build();
    }

    private Tenon server(int number) {
        return servers.get(number % servers.size());
    }

    @Test
    void what_stands_in_the_way_of_deleting_comes_before_it_or_not_at_all() {
        SqlOrganizations fixture = new SqlOrganizations(DATABASE.dataSource());
        for (int round = 0; round < 12; round++) {
            OrganizationId organization = fixture.found(anAccount());
            DeletionBlocker.Reason reason = DeletionBlocker.Reason.values()[round % 3];

            List<String> outcomes = Race.of(3, number -> {
                if (number != 1) {
                    return outcome(() -> server(number).organizations().delete(operator, organization, Expected.any()));
                }
                try {
                    fixture.block(organization, reason);
                    return "blocked";
                } catch (RuntimeException refused) {
                    assertThat(refused).hasMessageContaining("no such organization any more");
                    return "too late";
                }
            });

            boolean isDeleted = outcomes.contains("done");
            assertThat(outcomes.contains("blocked")).as("%s", outcomes).isNotEqualTo(isDeleted);
        }
    }

    @Test
    void of_a_hundred_tries_to_be_rid_of_every_owner_one_always_stays() {
        for (int round = 0; round < 3; round++) {
            List<UserId> owners =
                    IntStream.range(0, 10).mapToObj(number -> anAccount()).toList();
            OrganizationId acme = found(owners.get(0), "Acme").id();
            owners.stream().skip(1).forEach(owner -> join(acme, owner, MemberRole.OWNER));

            List<String> outcomes = Race.of(CALLS, number -> {
                Tenon tenon = server(number);
                UserId victim = owners.get(number / 10);
                return outcome(() -> {
                    switch (number % 4) {
                        case 0 -> tenon.members().remove(person(victim), acme, victim);
                        case 1 -> tenon.members().remove(operator, acme, victim);
                        case 2 ->
                            tenon.members()
                                    .update(
                                            person(owners.get((number / 10 + 1) % 10)),
                                            acme,
                                            victim,
                                            MemberPatch.role(MemberRole.MEMBER),
                                            Expected.any());
                        default -> tenon.personalData().erase(operator, victim, null);
                    }
                });
            });

            List<UserId> left = ownersOf(acme);
            assertThat(left).as("owners that are left; %s", outcomes).hasSize(1);
            assertThat(server(0).accounts().get(operator, left.get(0)).status()).isEqualTo(AccountStatus.ACTIVE);
            assertThat(server(0)
                            .organizations()
                            .get(operator, acme)
                            .organization()
                            .ownerId())
                    .isEqualTo(left.get(0));
            assertThat(outcomes).containsAnyOf(MemberRefusal.LAST_OWNER.code(), AccountRefusal.ERASURE_BLOCKED.code());
            assertThat(outcomes)
                    .allMatch(Set.of(
                            "done",
                            MemberRefusal.LAST_OWNER.code(),
                            MemberRefusal.NOT_FOUND.code(),
                            AccountRefusal.ERASURE_BLOCKED.code(),
                            AccountRefusal.NOT_FOUND.code(),
                            OrganizationRefusal.NOT_FOUND.code(),
                            "request-forbidden",
                            "request-unauthenticated")::contains);
        }
    }

    @Test
    void two_owners_who_leave_at_once_leave_one() {
        for (int round = 0; round < 10; round++) {
            UserId ana = anAccount();
            UserId ben = anAccount();
            OrganizationId acme = found(ana, "Acme").id();
            join(acme, ben, MemberRole.OWNER);

            List<String> outcomes = Race.of(2, number -> {
                UserId leaver = number == 0 ? ana : ben;
                return outcome(() -> server(number).members().remove(person(leaver), acme, leaver));
            });

            assertThat(outcomes).containsExactlyInAnyOrder("done", MemberRefusal.LAST_OWNER.code());
            assertThat(ownersOf(acme)).hasSize(1);
        }
    }

    @Test
    void whoever_is_made_an_owner_while_erased_never_leaves_it_ownerless() {
        for (int round = 0; round < 10; round++) {
            UserId ana = anAccount();
            UserId ben = anAccount();
            OrganizationId acme = found(ana, "Acme").id();
            join(acme, ben, MemberRole.MEMBER);

            Race.of(
                    3,
                    number -> outcome(() -> {
                        switch (number) {
                            case 0 ->
                                server(number)
                                        .members()
                                        .update(
                                                operator,
                                                acme,
                                                ben,
                                                MemberPatch.role(MemberRole.OWNER),
                                                Expected.any());
                            case 1 -> server(number).personalData().erase(operator, ben, null);
                            default -> server(number).members().remove(operator, acme, ana);
                        }
                    }));

            List<UserId> left = ownersOf(acme);
            assertThat(left)
                    .isNotEmpty()
                    .allSatisfy(owner -> assertThat(
                                    server(0).accounts().get(operator, owner).status())
                            .isEqualTo(AccountStatus.ACTIVE));
            assertThat(left)
                    .contains(server(0)
                            .organizations()
                            .get(operator, acme)
                            .organization()
                            .ownerId());
        }
    }

    @Test
    void a_slug_is_given_once_and_a_made_one_is_always_another() {
        List<UserId> founders =
                IntStream.range(0, CALLS).mapToObj(number -> anAccount()).toList();
        String slug = "slug-" + Fixtures.anId();

        List<String> outcomes = Race.of(
                CALLS,
                number -> outcome(() -> server(number)
                        .organizations()
                        .create(person(founders.get(number)), new NewOrganization("Acme", slug))));
        List<String> made = Race.of(
                CALLS,
                number -> found(number, founders.get(number), "Same name").slug());

        assertThat(outcomes).containsOnlyOnce("done");
        assertThat(outcomes)
                .filteredOn(OrganizationRefusal.SLUG_TAKEN.code()::equals)
                .hasSize(CALLS - 1);
        assertThat(new HashSet<>(made)).hasSize(CALLS);
    }

    @Test
    void one_person_founds_as_many_as_can_be() {
        UserId ana = anAccount();

        List<String> outcomes = Race.of(CALLS, number -> outcome(() -> found(number, ana, "Acme")));

        assertThat(outcomes).filteredOn("done"::equals).hasSize(MOST_OWNED);
        assertThat(outcomes)
                .filteredOn(OrganizationRefusal.TOO_MANY.code()::equals)
                .hasSize(CALLS - MOST_OWNED);
        assertThat(server(0)
                        .organizations()
                        .list(person(ana), OrganizationFilter.mine(), PageRequest.first(50))
                        .items())
                .extracting(SeenOrganization::role)
                .hasSize(MOST_OWNED)
                .containsOnly(MemberRole.OWNER);
    }

    @Test
    void of_a_hundred_who_join_as_many_do_as_there_are_seats() {
        List<UserId> people =
                IntStream.range(0, CALLS).mapToObj(number -> anAccount()).toList();
        OrganizationId acme = found(anAccount(), "Acme").id();

        List<Joining> outcomes = Race.of(
                CALLS,
                number -> storages.get(number % 2)
                        .unitOfWork()
                        .run(() -> storages.get(number % 2)
                                .members()
                                .join(
                                        new TimeOrderedIds().next(),
                                        acme,
                                        people.get(number),
                                        MemberRole.MEMBER,
                                        10,
                                        Instant.now())));

        assertThat(outcomes).filteredOn(Joining.JOINED::equals).hasSize(9);
        assertThat(outcomes).filteredOn(Joining.NO_SEAT::equals).hasSize(CALLS - 9);
        assertThat(members(acme)).hasSize(10);
    }

    @Test
    void whoever_joins_one_that_is_deleted_belongs_to_nothing() {
        for (int round = 0; round < 10; round++) {
            OrganizationId acme = found(anAccount(), "Acme").id();
            UserId ben = anAccount();

            Race.of(
                    2,
                    number -> outcome(() -> {
                        if (number == 0) {
                            server(0).organizations().delete(operator, acme, Expected.any());
                        } else {
                            join(acme, ben, MemberRole.MEMBER);
                        }
                    }));

            assertThat(storages.get(0).members().roleOf(acme, ben)).isEmpty();
        }
    }

    @Test
    void the_database_itself_refuses_an_organization_without_its_owner() {
        UserId ana = anAccount();
        OrganizationId acme = found(ana, "Acme").id();

        for (String statement : List.of(
                "DELETE FROM organization_members WHERE organization_id = '%s'",
                "UPDATE organization_members SET role = 'admin' WHERE organization_id = '%s'")) {
            assertThatThrownBy(() -> DATABASE.execute(statement.formatted(acme)))
                    .hasMessageContaining("organizations_owner_is_member");
        }
        assertThat(ownersOf(acme)).containsExactly(ana);
    }

    @Test
    void S3_a_lost_membership_bites_at_the_next_request_on_every_server() {
        UserId ben = anAccount();
        OrganizationId acme = found(anAccount(), "Acme").id();
        join(acme, ben, MemberRole.ADMIN);
        assertThat(server(1)
                        .members()
                        .list(person(ben), acme, MemberFilter.all(), PageRequest.first(9))
                        .items())
                .hasSize(2);

        server(0).members().remove(operator, acme, ben);

        assertThat(outcome(() -> server(1).organizations().get(person(ben), acme)))
                .isEqualTo(OrganizationRefusal.NOT_FOUND.code());
        assertThat(outcome(() -> server(1).roles().list(person(ben), acme, PageRequest.first(9))))
                .isEqualTo(OrganizationRefusal.NOT_FOUND.code());
    }

    private UserId anAccount() {
        return server(0)
                .accounts()
                .register(operator, new Registration(Fixtures.anEmailAddress().value(), PASSWORD).verified())
                .id();
    }

    private Organization found(UserId founder, String name) {
        return found(0, founder, name);
    }

    private Organization found(int number, UserId founder, String name) {
        return server(number)
                .organizations()
                .create(person(founder), NewOrganization.named(name))
                .organization();
    }

    private void join(OrganizationId organization, UserId person, MemberRole role) {
        storages.get(0)
                .unitOfWork()
                .run(() -> storages.get(0)
                        .members()
                        .join(new TimeOrderedIds().next(), organization, person, role, null, Instant.now()));
    }

    private List<Member> members(OrganizationId organization) {
        return server(0)
                .members()
                .list(operator, organization, MemberFilter.all(), PageRequest.first(200))
                .items();
    }

    private List<UserId> ownersOf(OrganizationId organization) {
        return members(organization).stream()
                .filter(member -> member.role() == MemberRole.OWNER)
                .map(Member::userId)
                .toList();
    }

    private static Actor person(UserId id) {
        return Actor.person(id, null, Set.of(), RequestOrigin.inProcess());
    }

    private static String outcome(Runnable call) {
        try {
            call.run();
            return "done";
        } catch (Refusal refusal) {
            return refusal.code().code();
        }
    }
}
