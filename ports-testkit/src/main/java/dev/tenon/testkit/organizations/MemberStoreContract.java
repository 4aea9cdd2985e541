package dev.tenon.testkit.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Seats;
import dev.tenon.ports.organizations.spi.MemberStore.Joining;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of members does. */
public abstract class MemberStoreContract extends StorageContract {

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

    @Test
    void says_as_what_somebody_belongs() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        OrganizationId other = organizations().found(ben.id());

        assertThat(storage.members().roleOf(organization, ana.id())).contains(MemberRole.OWNER);
        assertThat(storage.members().roleOf(organization, ben.id())).isEmpty();
        assertThat(storage.members().roleOf(other, ana.id())).isEmpty();

        organizations().join(organization, ben.id(), MemberRole.ADMIN);
        assertThat(storage.members().roleOf(organization, ben.id())).contains(MemberRole.ADMIN);
        organizations().join(organization, ben.id(), MemberRole.MEMBER);
        assertThat(storage.members().roleOf(organization, ben.id())).contains(MemberRole.MEMBER);
        organizations().leave(organization, ben.id());
        assertThat(storage.members().roleOf(organization, ben.id())).isEmpty();
    }

    @Test
    void knows_which_organizations_there_are() {
        OrganizationId organization = organizations().found(anAccount().id());

        assertThat(storage.members().organizationExists(organization)).isTrue();
        assertThat(storage.members().organizationExists(new OrganizationId(Fixtures.anId())))
                .isFalse();
    }

    @Test
    void locks_a_membership_in_a_unit_of_work_only() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());

        assertThat(commit(() -> storage.members().lockRoleOf(organization, ana.id())))
                .contains(MemberRole.OWNER);
        assertThatThrownBy(() -> storage.members().lockRoleOf(organization, ana.id()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoever_joins_takes_a_seat_and_the_last_one_is_the_last() {
        OrganizationId organization = organizations().found(anAccount().id());
        Account ana = anAccount();
        Account ben = anAccount();
        assertThat(storage.members().seats(organization, 2)).isEqualTo(new Seats(1, 2));

        assertThat(join(organization, ana, MemberRole.MEMBER, 2)).isEqualTo(Joining.JOINED);
        assertThat(join(organization, ana, MemberRole.OWNER, 2)).isEqualTo(Joining.ALREADY_THERE);
        assertThat(join(organization, ben, MemberRole.MEMBER, 2)).isEqualTo(Joining.NO_SEAT);
        assertThat(storage.members().seats(organization, 2)).isEqualTo(new Seats(2, 2));
        assertThat(storage.members().roleOf(organization, ben.id())).isEmpty();
        assertThat(join(organization, ben, MemberRole.ADMIN, null)).isEqualTo(Joining.JOINED);
        assertThat(storage.members().seats(organization, null)).isEqualTo(new Seats(3, null));
        assertThat(join(new OrganizationId(Fixtures.anId()), ben, MemberRole.ADMIN, null))
                .isEqualTo(Joining.NO_ORGANIZATION);
        assertThat(storage.members().find(organization, ana.id()))
                .contains(new Member(organization, ana.id(), "ana", ana.email(), MemberRole.MEMBER, true, START, 1));
        assertThatThrownBy(() -> storage.members()
                        .join(Fixtures.anId(), organization, anAccount().id(), MemberRole.MEMBER, null, START))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_plan_says_how_many_seats_there_are_while_it_gives_what_it_adds() {
        for (SubscriptionStatus status : SubscriptionStatus.values()) {
            boolean gives = Set.of(SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE)
                    .contains(status);
            OrganizationId two = organizations().found(anAccount().id());
            organizations().subscribe(two, status, 2);
            OrganizationId boundless = organizations().found(anAccount().id());
            organizations().subscribe(boundless, status, null);

            assertThat(storage.members().seats(two, 1)).as(status.name()).isEqualTo(new Seats(1, gives ? 2 : 1));
            assertThat(storage.members().seats(boundless, 1))
                    .as(status.name())
                    .isEqualTo(new Seats(1, gives ? null : Integer.valueOf(1)));
            assertThat(join(two, anAccount(), MemberRole.MEMBER, 1))
                    .as(status.name())
                    .isEqualTo(gives ? Joining.JOINED : Joining.NO_SEAT);
            assertThat(join(two, anAccount(), MemberRole.MEMBER, 1)).isEqualTo(Joining.NO_SEAT);
            assertThat(join(boundless, anAccount(), MemberRole.MEMBER, 1))
                    .isEqualTo(gives ? Joining.JOINED : Joining.NO_SEAT);
        }
    }

    @Test
    void of_many_who_join_at_once_so_many_do_as_the_plan_has_seats() {
        OrganizationId organization = organizations().found(anAccount().id());
        organizations().subscribe(organization, SubscriptionStatus.ACTIVE, 2);
        List<Account> people =
                IntStream.range(0, 8).mapToObj(number -> anAccount()).toList();

        List<Joining> joined = Race.of(8, number -> join(organization, people.get(number), MemberRole.MEMBER, null));

        assertThat(joined).containsOnlyOnce(Joining.JOINED).containsOnly(Joining.JOINED, Joining.NO_SEAT);
        assertThat(storage.members().seats(organization, null)).isEqualTo(new Seats(2, 2));
    }

    @Test
    void finds_the_one_of_an_address() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        organizations().found(ben.id());

        assertThat(listed(organization, MemberFilter.at(ana.email()))).containsExactly(ana.id());
        assertThat(listed(organization, MemberFilter.at(ben.email()))).isEmpty();
    }

    @Test
    void updates_the_revision_of_a_member_that_was_read_and_no_other() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(anAccount().id());
        join(organization, ana, MemberRole.MEMBER, null);
        Member before = storage.members().find(organization, ana.id()).orElseThrow();

        Member after = commit(() -> storage.members()
                        .update(new Member(
                                organization,
                                ana.id(),
                                null,
                                null,
                                MemberRole.ADMIN,
                                false,
                                before.joinedAt(),
                                before.revision())))
                .orElseThrow();

        assertThat(after)
                .isEqualTo(new Member(
                        organization, ana.id(), "ana", ana.email(), MemberRole.ADMIN, false, before.joinedAt(), 2));
        assertThat(storage.members().find(organization, ana.id())).contains(after);
        assertThat(commit(() -> storage.members().update(before))).isEmpty();
        assertThat(commit(() -> storage.members().update(after.withoutContact()))
                        .orElseThrow()
                        .notificationsEnabled())
                .as("left alone if it is not known")
                .isFalse();
    }

    @Test
    void ends_a_membership_once() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(anAccount().id());
        join(organization, ana, MemberRole.MEMBER, null);

        assertThat(commit(() -> storage.members().remove(organization, ana.id())))
                .isTrue();
        assertThat(commit(() -> storage.members().remove(organization, ana.id())))
                .isFalse();
        assertThat(storage.members().find(organization, ana.id())).isEmpty();
    }

    @Test
    void knows_the_longest_standing_other_owner_whose_account_is_active() {
        Account ana = anAccount();
        Account banned = stored(
                Fixtures.anAccount(Fixtures.aUserId(), Fixtures.anEmailAddress(), "ben", AccountStatus.BANNED, START));
        Account cleo = anAccount();
        Account dora = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        change(() -> {
            joinAt(organization, banned, MemberRole.OWNER, START.minusSeconds(9));
            joinAt(organization, dora, MemberRole.OWNER, START.minusSeconds(5));
            joinAt(organization, cleo, MemberRole.OWNER, START.minusSeconds(7));
            joinAt(organization, anAccountWithin(), MemberRole.ADMIN, START.minusSeconds(8));
        });

        assertThat(storage.members().longestStandingOwner(organization, ana.id()))
                .contains(cleo.id());
        assertThat(storage.members().longestStandingOwner(organization, cleo.id()))
                .contains(dora.id());
        assertThat(storage.members().longestStandingOwner(organizations().found(ana.id()), ana.id()))
                .isEmpty();
    }

    @Test
    void lists_members_longest_standing_first_by_role_and_by_what_they_are_called() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        organizations().found(anAccount().id());
        List<Account> people =
                IntStream.range(0, 6).mapToObj(number -> anAccount()).toList();
        change(() -> IntStream.range(0, 6)
                .forEach(number -> joinAt(
                        organization,
                        people.get(number),
                        number == 3 ? MemberRole.ADMIN : MemberRole.MEMBER,
                        START.minusSeconds(100 - number / 2))));
        List<Member> all = storage.members()
                .list(organization, MemberFilter.all(), PageRequest.first(50))
                .items();

        assertThat(all)
                .hasSize(7)
                .isSortedAccordingTo(Comparator.comparing(Member::joinedAt)
                        .thenComparing(member -> member.userId().value()));
        assertThat(inPagesOf(3, organization)).containsExactlyElementsOf(all);
        assertThat(listed(organization, new MemberFilter(null, MemberRole.ADMIN)))
                .containsExactly(people.get(3).id());
        assertThat(listed(
                        organization,
                        new MemberFilter(people.get(4).email().value().toUpperCase(Locale.ROOT), null)))
                .containsExactly(people.get(4).id());
        assertThat(listed(organization, new MemberFilter("lima", MemberRole.OWNER)))
                .containsExactly(ana.id());
        assertThat(listed(organization, new MemberFilter("nobody-at-all", null)))
                .isEmpty();
        assertThat(listed(organization, new MemberFilter("!", null))).isEmpty();
    }

    private List<Member> inPagesOf(int limit, OrganizationId organization) {
        List<Member> read = new ArrayList<>();
        PageRequest request = PageRequest.first(limit);
        Position next;
        do {
            Page<Member> page = storage.members().list(organization, MemberFilter.all(), request);
            read.addAll(page.items());
            next = page.nextPosition();
            request = new PageRequest(limit, next);
        } while (next != null && read.size() < 100);
        return read;
    }

    private List<UserId> listed(OrganizationId organization, MemberFilter filter) {
        return storage.members().list(organization, filter, PageRequest.first(50)).items().stream()
                .map(Member::userId)
                .toList();
    }

    private Joining join(OrganizationId organization, Account account, MemberRole role, @Nullable Integer seats) {
        return commit(() -> storage.members().join(Fixtures.anId(), organization, account.id(), role, seats, START));
    }

    private void joinAt(OrganizationId organization, Account account, MemberRole role, Instant at) {
        assertThat(storage.members().join(Fixtures.anId(), organization, account.id(), role, null, at))
                .isEqualTo(Joining.JOINED);
    }

    private Account anAccountWithin() {
        Account account = Fixtures.anAccount();
        assertThat(storage.accounts().insertIfAbsent(account, "{fast}hash")).isTrue();
        return account;
    }
}
