package dev.tenon.core.organizations;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberPatch;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.Members;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.signin.ImpersonationRefusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final PageRequest FIRST = PageRequest.first(50);

    private final TenonInMemory house = new TenonInMemory();
    private final Members members = house.tenon.members();
    private final Actor owner = house.aPerson("owner@example.org");
    private final Actor admin = house.aPerson("admin@example.org");
    private final Actor member = house.aPerson("member@example.org");
    private final Actor stranger = house.aPerson("stranger@example.org");
    private final Actor administrator = house.anAdmin("root@example.org");
    private final OrganizationId acme = house.tenon
            .organizations()
            .create(owner, NewOrganization.named("Acme"))
            .organization()
            .id();

    MembersTest() {
        join(admin, MemberRole.ADMIN);
        join(member, MemberRole.MEMBER);
    }

    // ---- reading

    @Test
    void who_runs_it_sees_addresses_and_who_is_notified_and_others_see_their_own_alone() {
        for (Actor reader : List.of(owner, admin, administrator, house.operator)) {
            assertThat(list(reader, MemberFilter.all()))
                    .hasSize(3)
                    .allMatch(each -> each.email() != null && each.notificationsEnabled() != null);
            assertThat(members.get(reader, acme, id(member)).email()).isNotNull();
        }
        assertThat(list(member, MemberFilter.all()))
                .extracting(Member::userId, each -> each.email() == null, each -> each.notificationsEnabled() == null)
                .containsExactlyInAnyOrder(
                        tuple(id(owner), true, true), tuple(id(admin), true, true), tuple(id(member), false, false));
        assertThat(members.get(member, acme, id(owner)).email()).isNull();
        assertThat(members.get(member, acme, id(member)).email()).isNotNull();
    }

    @Test
    void who_runs_it_searches_addresses_and_others_do_not() {
        assertThat(list(admin, new MemberFilter("member@example", null)))
                .extracting(Member::userId)
                .containsExactly(id(member));
        assertThat(list(member, new MemberFilter(null, MemberRole.ADMIN)))
                .extracting(Member::userId)
                .containsExactly(id(admin));
        assertRefused(RequestRefusal.FORBIDDEN, () -> list(member, new MemberFilter("member@example", null)));
    }

    @Test
    void C1_a_stranger_learns_nothing_of_members() {
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> list(stranger, MemberFilter.all()));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> members.get(stranger, acme, id(owner)));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> give(stranger, member, MemberRole.ADMIN));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> members.remove(stranger, acme, id(stranger)));
        assertRefused(MemberRefusal.NOT_FOUND, () -> members.get(member, acme, id(stranger)));
        assertRefused(MemberRefusal.NOT_FOUND, () -> members.remove(admin, acme, id(stranger)));
    }

    // ---- roles

    @Test
    void admins_manage_admins_and_members_but_neither_make_nor_touch_owners() {
        assertThat(give(admin, member, MemberRole.ADMIN).role()).isEqualTo(MemberRole.ADMIN);
        assertThat(give(admin, member, MemberRole.MEMBER).role()).isEqualTo(MemberRole.MEMBER);

        assertRefused(RequestRefusal.FORBIDDEN, () -> give(admin, member, MemberRole.OWNER));
        assertRefused(RequestRefusal.FORBIDDEN, () -> give(admin, admin, MemberRole.OWNER));
        assertRefused(RequestRefusal.FORBIDDEN, () -> give(admin, owner, MemberRole.MEMBER));
        assertRefused(RequestRefusal.FORBIDDEN, () -> members.remove(admin, acme, id(owner)));
        members.remove(admin, acme, id(member));
        assertThat(list(owner, MemberFilter.all())).hasSize(2);
        assertThat(give(admin, admin, MemberRole.MEMBER).role()).isEqualTo(MemberRole.MEMBER);
    }

    @Test
    void members_manage_nobody() {
        assertRefused(RequestRefusal.FORBIDDEN, () -> give(member, member, MemberRole.ADMIN));
        assertRefused(RequestRefusal.FORBIDDEN, () -> give(member, member, MemberRole.MEMBER));
        assertRefused(RequestRefusal.FORBIDDEN, () -> give(member, admin, MemberRole.MEMBER));
        assertRefused(RequestRefusal.FORBIDDEN, () -> members.remove(member, acme, id(admin)));
    }

    @Test
    void administrators_of_the_installation_may_what_owners_may() {
        assertThat(give(administrator, member, MemberRole.OWNER).role()).isEqualTo(MemberRole.OWNER);
        members.remove(administrator, acme, id(owner));

        assertThat(members.get(administrator, acme, id(member)).role()).isEqualTo(MemberRole.OWNER);
        assertThat(house.tenon
                        .organizations()
                        .get(administrator, acme)
                        .organization()
                        .ownerId())
                .isEqualTo(id(member));
    }

    @Test
    void everybody_says_for_themselves_whether_to_be_notified() {
        assertThat(notified(member, member, false)).isFalse();
        assertThat(notified(member, member, true)).isTrue();
        assertRefused(RequestRefusal.FORBIDDEN, () -> notified(owner, member, false));
        assertRefused(RequestRefusal.FORBIDDEN, () -> notified(administrator, member, false));
        assertRefused(RequestRefusal.FORBIDDEN, () -> notified(member, owner, false));
    }

    @Test
    void only_a_revision_that_was_seen_is_changed() {
        Member seen = members.get(owner, acme, id(member));
        notified(member, member, false);

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> members.update(
                        owner,
                        acme,
                        id(member),
                        MemberPatch.role(MemberRole.ADMIN),
                        Expected.revision(seen.revision())));
    }

    @Test
    void what_is_as_it_was_changes_and_records_nothing() {
        Member before = members.get(owner, acme, id(member));

        Member after = give(owner, member, MemberRole.MEMBER);

        assertThat(after).isEqualTo(before);
        assertThat(actions()).doesNotContain("member.updated");
    }

    @Test
    void roles_removing_and_leaving_are_nothing_to_do_in_anothers_name() {
        Actor helper = owner.impersonatedBy(id(administrator));

        assertRefused(ImpersonationRefusal.NOT_HERE, () -> give(helper, member, MemberRole.ADMIN));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> members.remove(helper, acme, id(member)));
        assertRefused(
                ImpersonationRefusal.NOT_HERE,
                () -> members.remove(member.impersonatedBy(id(administrator)), acme, id(member)));
    }

    // ---- at least one owner

    @Test
    void the_last_owner_neither_leaves_nor_becomes_less() {
        assertRefused(MemberRefusal.LAST_OWNER, () -> members.remove(owner, acme, id(owner)));
        assertRefused(MemberRefusal.LAST_OWNER, () -> give(owner, owner, MemberRole.ADMIN));
        assertRefused(MemberRefusal.LAST_OWNER, () -> members.remove(administrator, acme, id(owner)));
    }

    @Test
    void an_owner_whose_account_is_not_active_is_none() {
        give(owner, admin, MemberRole.OWNER);
        house.tenon
                .accounts()
                .update(house.operator, id(admin), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertRefused(MemberRefusal.LAST_OWNER, () -> members.remove(owner, acme, id(owner)));
        members.remove(owner, acme, id(admin));
    }

    @Test
    void when_the_main_owner_goes_the_longest_standing_other_owner_is_the_main_one() {
        give(owner, member, MemberRole.OWNER);

        give(owner, owner, MemberRole.MEMBER);
        assertThat(house.tenon.organizations().get(owner, acme).organization().ownerId())
                .isEqualTo(id(member));
        assertThat(actions()).startsWith("member.updated", "organization.owner-changed");

        give(member, owner, MemberRole.OWNER);
        members.remove(member, acme, id(member));
        assertThat(house.tenon.organizations().get(owner, acme).organization().ownerId())
                .isEqualTo(id(owner));
        assertThat(actions()).startsWith("member.left", "organization.owner-changed");
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> members.get(member, acme, id(owner)));
    }

    @Test
    void the_account_of_the_last_owner_is_not_erased_and_that_of_another_leaves_everything_in_order() {
        assertThat(house.tenon.personalData().blockers(house.operator, id(owner)))
                .extracting(ErasureBlocker::reason)
                .containsExactly(ErasureBlocker.Reason.SOLE_OWNER);
        assertRefused(
                AccountRefusal.ERASURE_BLOCKED,
                () -> house.tenon.personalData().erase(house.operator, id(owner), null));

        give(owner, member, MemberRole.OWNER);
        house.tenon.personalData().erase(house.operator, id(owner), null);

        assertThat(house.tenon.organizations().get(member, acme).organization().ownerId())
                .isEqualTo(id(member));
        assertThat(list(member, MemberFilter.all())).extracting(Member::userId).doesNotContain(id(owner));
        assertThat(actions()).startsWith("member.left", "organization.owner-changed");
    }

    // ---- leaving

    @Test
    void S3_whoever_is_removed_is_a_stranger_at_the_next_request() {
        members.remove(owner, acme, id(admin));

        assertRefused(OrganizationRefusal.NOT_FOUND, () -> list(admin, MemberFilter.all()));
        assertRefused(
                OrganizationRefusal.NOT_FOUND, () -> house.tenon.organizations().get(admin, acme));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> house.tenon.roles().list(admin, acme, FIRST));
        assertThat(actions()).startsWith("member.removed");
    }

    @Test
    void a_member_leaves() {
        members.remove(member, acme, id(member));

        assertRefused(OrganizationRefusal.NOT_FOUND, () -> members.remove(member, acme, id(member)));
        assertThat(actions()).startsWith("member.left");
    }

    // ----

    private List<Member> list(Actor reader, MemberFilter filter) {
        return members.list(reader, acme, filter, FIRST).items();
    }

    private Member give(Actor giver, Actor to, MemberRole role) {
        return members.update(giver, acme, id(to), MemberPatch.role(role), Expected.any());
    }

    private boolean notified(Actor actor, Actor whom, boolean enabled) {
        return Boolean.TRUE.equals(
                members.update(actor, acme, id(whom), MemberPatch.notifications(enabled), Expected.any())
                        .notificationsEnabled());
    }

    private void join(Actor person, MemberRole role) {
        house.storage.organizationFixture().join(acme, id(person), role);
    }

    private static UserId id(Actor person) {
        return person.person().orElseThrow();
    }

    /** Of the organization, newest first. */
    private List<String> actions() {
        return house.tenon.auditTrail().list(house.operator, AuditFilter.all(), FIRST).items().stream()
                .filter(row -> acme.equals(row.entry().organizationId()))
                .map(row -> row.entry().action())
                .toList();
    }
}
