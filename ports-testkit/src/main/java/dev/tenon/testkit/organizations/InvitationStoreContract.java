package dev.tenon.testkit.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationFilter;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.spi.InvitationStore;
import dev.tenon.ports.organizations.spi.InvitationStore.Offers;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of invitations does. */
public abstract class InvitationStoreContract extends StorageContract {

    private static final Duration TERM = Duration.ofDays(7);
    private static final Instant LATER = START.plus(Duration.ofDays(8));

    private InvitationStore invitations;
    private Account ana;
    private OrganizationId organization;

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

    @BeforeEach
    void begin() {
        invitations = storage.invitations();
        ana = anAccount();
        organization = organizations().found(ana.id());
    }

    private Invitation anInvitation(EmailAddress email, Instant createdAt) {
        return Invitation.pending(
                new InvitationId(Fixtures.anId()),
                storage.organizations().find(organization).orElseThrow(),
                email,
                MemberRole.ADMIN,
                ana.id(),
                createdAt,
                createdAt.plus(TERM));
    }

    private Invitation inserted(Invitation invitation, String digest) {
        assertThat(commit(() -> invitations.insert(invitation, digest))).isTrue();
        return invitation;
    }

    private Invitation inserted() {
        return inserted(anInvitation(Fixtures.anEmailAddress(), START), Fixtures.aDigest());
    }

    private Optional<Invitation> accept(InvitationId id, @Nullable String digest, UserId by, Instant now) {
        return commit(() -> invitations.accept(id, digest, by, now));
    }

    private InvitationStatus status(Invitation invitation) {
        return invitations.find(invitation.id()).orElseThrow().status();
    }

    @Test
    void keeps_an_invitation_as_it_was_given() {
        String digest = Fixtures.aDigest();
        Invitation invitation = inserted(anInvitation(Fixtures.anEmailAddress(), START), digest);

        assertThat(invitations.find(invitation.id())).contains(invitation);
        assertThat(invitations.findByDigest(digest)).contains(invitation);
        assertThat(invitations.find(new InvitationId(Fixtures.anId()))).isEmpty();
        assertThat(invitations.findByDigest(Fixtures.aDigest())).isEmpty();
    }

    @Test
    void keeps_one_that_nobody_made() {
        Invitation invitation = anInvitation(Fixtures.anEmailAddress(), START).by(null);

        inserted(invitation, Fixtures.aDigest());

        assertThat(invitations.find(invitation.id())).contains(invitation);
    }

    @Test
    void takes_one_pending_invitation_for_an_address_in_an_organization() {
        Invitation first = inserted();
        Invitation second = anInvitation(first.email(), START);

        assertThat(commit(() -> invitations.insert(second, Fixtures.aDigest()))).isFalse();
        commit(() -> invitations.revoke(first.id()));
        assertThat(commit(() -> invitations.insert(second, Fixtures.aDigest()))).isTrue();

        organization = organizations().found(ana.id());
        inserted(anInvitation(first.email(), START), Fixtures.aDigest());
    }

    @Test
    void of_many_who_invite_an_address_at_once_one_does() {
        EmailAddress email = Fixtures.anEmailAddress();

        List<Boolean> inserted =
                Race.of(8, number -> commit(() -> invitations.insert(anInvitation(email, START), Fixtures.aDigest())));

        assertThat(inserted).containsOnlyOnce(true);
    }

    @Test
    void is_accepted_once_and_with_its_token() {
        String digest = Fixtures.aDigest();
        Invitation invitation = inserted(anInvitation(Fixtures.anEmailAddress(), START), digest);
        Account ben = anAccount();

        assertThat(accept(invitation.id(), Fixtures.aDigest(), ben.id(), START)).isEmpty();
        assertThat(accept(new InvitationId(Fixtures.anId()), digest, ben.id(), START))
                .isEmpty();
        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);

        Invitation accepted =
                accept(invitation.id(), digest, ben.id(), START.plusSeconds(1)).orElseThrow();

        assertThat(accepted.status()).isEqualTo(InvitationStatus.ACCEPTED);
        assertThat(accepted.acceptedBy()).isEqualTo(ben.id());
        assertThat(accepted.acceptedAt()).isEqualTo(START.plusSeconds(1));
        assertThat(invitations.find(invitation.id())).contains(accepted);
        assertThat(accept(invitation.id(), digest, ana.id(), START)).isEmpty();
        assertThat(accept(invitation.id(), null, ana.id(), START)).isEmpty();
        assertThat(commit(() -> invitations.decline(invitation.id(), digest, START)))
                .isEmpty();
        assertThat(commit(() -> invitations.revoke(invitation.id()))).isEmpty();
    }

    @Test
    void of_many_who_accept_at_once_one_does() {
        Invitation invitation = inserted();
        List<Account> people = List.of(anAccount(), anAccount());

        List<Boolean> accepted = Race.of(
                8,
                number -> accept(invitation.id(), null, people.get(number % 2).id(), START)
                        .isPresent());

        assertThat(accepted).containsOnlyOnce(true);
    }

    @Test
    void is_declined_once() {
        Invitation invitation = inserted();

        assertThat(commit(() -> invitations.decline(invitation.id(), Fixtures.aDigest(), START)))
                .isEmpty();
        assertThat(commit(() -> invitations.decline(invitation.id(), null, START)))
                .map(Invitation::status)
                .contains(InvitationStatus.DECLINED);
        assertThat(commit(() -> invitations.decline(invitation.id(), null, START)))
                .isEmpty();
        assertThat(accept(invitation.id(), null, ana.id(), START)).isEmpty();
    }

    @Test
    void is_not_answered_when_its_term_is_over() {
        Invitation invitation = inserted();

        assertThat(accept(invitation.id(), null, ana.id(), invitation.expiresAt()))
                .isEmpty();
        assertThat(commit(() -> invitations.decline(invitation.id(), null, invitation.expiresAt())))
                .isEmpty();
        assertThat(accept(
                        invitation.id(), null, ana.id(), invitation.expiresAt().minusNanos(1_000)))
                .isPresent();
    }

    @Test
    void gets_a_new_token_and_a_new_term_when_it_is_sent_again() {
        String old = Fixtures.aDigest();
        String fresh = Fixtures.aDigest();
        Invitation invitation = inserted(anInvitation(Fixtures.anEmailAddress(), START), old);

        Invitation renewed = commit(() -> invitations.renew(invitation.id(), fresh, ana.id(), LATER, LATER.plus(TERM)))
                .orElseThrow();

        assertThat(renewed.sentAt()).isEqualTo(LATER);
        assertThat(renewed.expiresAt()).isEqualTo(LATER.plus(TERM));
        assertThat(renewed.createdAt()).isEqualTo(START);
        assertThat(invitations.findByDigest(old)).isEmpty();
        assertThat(invitations.findByDigest(fresh)).contains(renewed);
        assertThat(accept(invitation.id(), old, ana.id(), LATER)).isEmpty();
        assertThat(accept(invitation.id(), fresh, ana.id(), LATER)).isPresent();
        assertThat(commit(() -> invitations.renew(invitation.id(), old, ana.id(), LATER, LATER.plus(TERM))))
                .isEmpty();
    }

    @Test
    void comes_back_from_expiry_unless_another_took_its_place() {
        Invitation invitation = inserted();
        commit(() -> invitations.expire(LATER, 10));

        Invitation renewed = commit(
                        () -> invitations.renew(invitation.id(), Fixtures.aDigest(), ana.id(), LATER, LATER.plus(TERM)))
                .orElseThrow();
        assertThat(renewed.status()).isEqualTo(InvitationStatus.PENDING);

        Instant evenLater = LATER.plus(TERM).plus(TERM);
        commit(() -> invitations.expire(evenLater, 10));
        inserted(anInvitation(invitation.email(), evenLater), Fixtures.aDigest());
        assertThat(commit(() -> invitations.renew(
                        invitation.id(), Fixtures.aDigest(), ana.id(), evenLater, evenLater.plus(TERM))))
                .isEmpty();
        assertThat(status(invitation)).isEqualTo(InvitationStatus.EXPIRED);
    }

    @Test
    void is_revoked_while_it_is_pending_or_expired() {
        Invitation pending = inserted();
        Invitation declined = inserted();
        commit(() -> invitations.decline(declined.id(), null, START));

        assertThat(commit(() -> invitations.revoke(pending.id())))
                .map(Invitation::status)
                .contains(InvitationStatus.REVOKED);
        assertThat(commit(() -> invitations.revoke(pending.id()))).isEmpty();
        assertThat(commit(() -> invitations.revoke(declined.id()))).isEmpty();
        Invitation expired = inserted();
        commit(() -> invitations.expire(LATER, 10));
        assertThat(commit(() -> invitations.revoke(expired.id()))).isPresent();
    }

    @Test
    void names_nobody_who_was_erased_before_the_invitation_was_stored() {
        Account ben = anAccount();
        change(() -> storage.personalData().erase("users", ben, START));
        Invitation invitation = anInvitation(Fixtures.anEmailAddress(), START).by(ben.id());

        inserted(invitation, Fixtures.aDigest());

        assertThat(invitations.find(invitation.id())).contains(invitation.by(null));
    }

    @Test
    void is_of_whoever_sent_it_last() {
        Account ben = anAccount();
        Invitation invitation = inserted();

        Invitation renewed = commit(
                        () -> invitations.renew(invitation.id(), Fixtures.aDigest(), ben.id(), LATER, LATER.plus(TERM)))
                .orElseThrow();

        assertThat(renewed).isEqualTo(invitation.renewed(ben.id(), LATER, LATER.plus(TERM)));
        assertThat(invitations.find(invitation.id())).contains(renewed);
        assertThat(revoked(Offers.of(ana.id()))).isEmpty();
        assertThat(revoked(Offers.of(ben.id()))).containsExactly(invitation.id());
    }

    private List<InvitationId> revoked(Offers offers) {
        return commit(() -> invitations.revoke(offers, 50)).stream()
                .map(Invitation::id)
                .toList();
    }

    @Test
    void revokes_what_somebody_offered_in_one_organization_or_in_all() {
        Account ben = anAccount();
        Invitation answered = inserted();
        accept(answered.id(), null, ben.id(), START);
        Invitation here = inserted();
        OrganizationId first = organization;
        organization = organizations().found(ana.id());
        Invitation there = inserted();

        assertThat(revoked(Offers.of(ben.id()))).isEmpty();
        assertThat(revoked(Offers.of(ana.id()).into(first))).containsExactly(here.id());
        assertThat(status(there)).isEqualTo(InvitationStatus.PENDING);
        assertThat(commit(() -> invitations.revoke(Offers.of(ana.id()), 50)))
                .extracting(Invitation::status)
                .containsExactly(InvitationStatus.REVOKED);
        assertThat(status(there)).isEqualTo(InvitationStatus.REVOKED);
        assertThat(status(answered)).isEqualTo(InvitationStatus.ACCEPTED);
    }

    @Test
    void revokes_of_what_somebody_offered_what_was_sent_since_or_gives_a_role_and_no_more_than_asked_for() {
        Invitation old = inserted();
        Invitation fresh = inserted(anInvitation(Fixtures.anEmailAddress(), LATER), Fixtures.aDigest());
        Offers offers = Offers.of(ana.id());

        assertThat(revoked(offers.as(Set.of(MemberRole.OWNER, MemberRole.MEMBER))))
                .isEmpty();
        assertThat(revoked(offers.as(Set.of()))).isEmpty();
        assertThat(revoked(offers.since(LATER.plusNanos(1_000)))).isEmpty();
        assertThat(revoked(offers.since(LATER).as(Set.of(MemberRole.ADMIN)))).containsExactly(fresh.id());
        assertThat(status(old)).isEqualTo(InvitationStatus.PENDING);
        inserted();
        assertThat(commit(() -> invitations.revoke(offers, 1))).hasSize(1);
        assertThat(revoked(offers)).hasSize(1);
    }

    @Test
    void revokes_what_those_offered_who_are_shut_out() {
        Invitation ofAna = inserted();
        Account ben = anAccount();
        Invitation ofBen =
                inserted(anInvitation(Fixtures.anEmailAddress(), START).by(ben.id()), Fixtures.aDigest());
        inserted(anInvitation(Fixtures.anEmailAddress(), START).by(ben.id()), Fixtures.aDigest());
        inserted(anInvitation(Fixtures.anEmailAddress(), START).by(null), Fixtures.aDigest());
        assertThat(commit(() -> invitations.revokeOfInactive(50))).isEmpty();

        commit(() -> storage.accounts().update(ben.patched(AccountPatch.status(AccountStatus.BANNED)), START));

        assertThat(commit(() -> invitations.revokeOfInactive(1))).hasSize(1);
        assertThat(commit(() -> invitations.revokeOfInactive(50))).hasSize(1);
        assertThat(commit(() -> invitations.revokeOfInactive(50))).isEmpty();
        assertThat(status(ofBen)).isEqualTo(InvitationStatus.REVOKED);
        assertThat(status(ofAna)).isEqualTo(InvitationStatus.PENDING);
    }

    @Test
    void forgets_what_is_over_and_never_what_is_pending() {
        Invitation revoked = inserted();
        commit(() -> invitations.revoke(revoked.id()));
        Invitation expired = inserted();
        commit(() -> invitations.expire(LATER, 50));
        Invitation pending = inserted();
        Instant end = revoked.expiresAt();

        assertThat(commit(() -> invitations.deleteOver(end, 50))).isZero();
        assertThat(commit(() -> invitations.deleteOver(end.plusNanos(1_000), 1)))
                .isOne();
        assertThat(commit(() -> invitations.deleteOver(end.plusNanos(1_000), 50)))
                .isOne();
        assertThat(invitations.find(revoked.id())).isEmpty();
        assertThat(invitations.find(expired.id())).isEmpty();
        assertThat(invitations.find(pending.id())).isPresent();
    }

    @Test
    void forgets_all_invitations_into_an_organization() {
        Invitation answered = inserted();
        accept(answered.id(), null, ana.id(), START);
        Invitation pending = inserted();
        OrganizationId first = organization;
        organization = organizations().found(ana.id());
        Invitation elsewhere = inserted();

        assertThat(commit(() -> invitations.deleteAll(first)))
                .extracting(Invitation::id)
                .containsExactly(pending.id());

        assertThat(invitations.find(pending.id())).isEmpty();
        assertThat(invitations.find(answered.id())).isEmpty();
        assertThat(status(elsewhere)).isEqualTo(InvitationStatus.PENDING);
        assertThat(commit(() -> invitations.deleteAll(first))).isEmpty();
    }

    @Test
    void expires_what_is_over_the_oldest_first_and_no_more_than_asked_for() {
        List<Invitation> three = new ArrayList<>();
        for (int hours = 0; hours < 3; hours++) {
            three.add(inserted(
                    anInvitation(Fixtures.anEmailAddress(), START.plus(Duration.ofHours(hours))), Fixtures.aDigest()));
        }
        Instant last = three.get(2).expiresAt();

        assertThat(commit(() -> invitations.expire(three.get(0).expiresAt().minusNanos(1_000), 10)))
                .isEmpty();
        assertThat(commit(() -> invitations.expire(last, 2)))
                .extracting(Invitation::id)
                .containsExactlyInAnyOrder(three.get(0).id(), three.get(1).id());
        assertThat(commit(() -> invitations.expire(last, 2)))
                .extracting(Invitation::status)
                .containsExactly(InvitationStatus.EXPIRED);
        assertThat(commit(() -> invitations.expire(last, 2))).isEmpty();
    }

    @Test
    void expires_the_one_to_an_address() {
        Invitation invitation = inserted();
        inserted();

        assertThat(commit(() -> invitations.expire(organization, invitation.email(), START)))
                .isEmpty();
        assertThat(commit(() -> invitations.expire(organization, invitation.email(), LATER)))
                .map(Invitation::id)
                .contains(invitation.id());
        assertThat(commit(() -> invitations.expire(organization, invitation.email(), LATER)))
                .isEmpty();
        assertThat(commit(() -> invitations.insert(anInvitation(invitation.email(), LATER), Fixtures.aDigest())))
                .isTrue();
    }

    @Test
    void counts_what_is_pending() {
        Invitation first = inserted();
        inserted(anInvitation(Fixtures.anEmailAddress(), START.plusSeconds(60)), Fixtures.aDigest());
        Invitation declined = inserted();
        commit(() -> invitations.decline(declined.id(), null, START));

        assertThat(invitations.countPending(organization, START)).isEqualTo(2);
        assertThat(invitations.countPending(organization, first.expiresAt())).isEqualTo(1);
        OrganizationId other = organizations().found(ana.id());
        assertThat(invitations.countPending(other, START)).isZero();
    }

    @Test
    void lists_what_matches_as_it_reads_at_that_instant() {
        Invitation pending = inserted(anInvitation(Fixtures.anEmailAddress(), LATER), Fixtures.aDigest());
        Invitation over = inserted();
        Invitation accepted = inserted();
        accept(accepted.id(), null, ana.id(), START);
        Invitation revoked = inserted();
        commit(() -> invitations.revoke(revoked.id()));
        OrganizationId here = organization;
        organization = organizations().found(ana.id());
        Invitation elsewhere = inserted(anInvitation(over.email(), LATER), Fixtures.aDigest());

        assertThat(listed(InvitationFilter.of(here), LATER)).hasSize(4).startsWith(pending.id());
        assertThat(listed(InvitationFilter.of(here).only(InvitationStatus.PENDING), LATER))
                .containsExactly(pending.id());
        assertThat(listed(InvitationFilter.of(here).only(InvitationStatus.EXPIRED), LATER))
                .containsExactly(over.id());
        assertThat(listed(InvitationFilter.of(here).only(InvitationStatus.ACCEPTED), LATER))
                .containsExactly(accepted.id());
        assertThat(listed(InvitationFilter.of(here).only(InvitationStatus.REVOKED), LATER))
                .containsExactly(revoked.id());
        assertThat(listed(InvitationFilter.of(here).only(InvitationStatus.DECLINED), LATER))
                .isEmpty();
        assertThat(listed(InvitationFilter.pendingFor(over.email()), START)).containsExactly(elsewhere.id(), over.id());
        assertThat(listed(InvitationFilter.pendingFor(over.email()), LATER)).containsExactly(elsewhere.id());
        commit(() -> invitations.expire(LATER, 10));
        assertThat(listed(InvitationFilter.of(here).only(InvitationStatus.EXPIRED), LATER))
                .containsExactly(over.id());
    }

    private List<InvitationId> listed(InvitationFilter filter, Instant now) {
        return invitations.list(filter, now, PageRequest.first(50)).items().stream()
                .map(Invitation::id)
                .toList();
    }

    @Test
    void lists_newest_first_in_pages_that_hold_still() {
        List<Invitation> all = new ArrayList<>();
        for (int minute = 0; minute < 7; minute++) {
            all.add(anInvitation(Fixtures.anEmailAddress(), START.plus(Duration.ofMinutes(minute / 2))));
        }
        shuffled(all).forEach(invitation -> inserted(invitation, Fixtures.aDigest()));

        holdsStillInPages(
                all.reversed(),
                page -> invitations.list(InvitationFilter.of(organization), START, page),
                () -> inserted(anInvitation(Fixtures.anEmailAddress(), LATER), Fixtures.aDigest()));
    }

    @Test
    void changes_nothing_outside_a_unit_of_work() {
        Invitation invitation = inserted();

        assertThatThrownBy(() -> invitations.insert(anInvitation(Fixtures.anEmailAddress(), START), "x"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> invitations.accept(invitation.id(), null, ana.id(), START))
                .isInstanceOf(IllegalStateException.class);
        rollBack(() -> invitations.accept(invitation.id(), null, ana.id(), START));
        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);
    }
}
