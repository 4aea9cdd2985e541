package dev.tenon.core.organizations;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.InvitationPolicy;
import dev.tenon.ports.organizations.InvitationRefusal;
import dev.tenon.ports.organizations.InvitationStatus;
import dev.tenon.ports.organizations.Invitations;
import dev.tenon.ports.organizations.MemberPatch;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewInvitation;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvitationsTest {

    private static final PageRequest FIRST = PageRequest.first(50);
    private static final String BEN = "ben@example.org";
    private static final Duration WEEK = Duration.ofDays(7);

    private final TenonInMemory house = new TenonInMemory();
    private final Invitations invitations = house.tenon.invitations();
    private Actor owner;
    private Actor admin;
    private Actor member;
    private Actor stranger;
    private OrganizationId acme;

    @BeforeEach
    void found() {
        owner = house.aPerson("owner@example.org");
        admin = house.aPerson("admin@example.org");
        member = house.aPerson("member@example.org");
        stranger = house.aPerson("stranger@example.org");
        acme = house.storage.organizationFixture().found(id(owner));
        house.storage.organizationFixture().join(acme, id(admin), MemberRole.ADMIN);
        house.storage.organizationFixture().join(acme, id(member), MemberRole.MEMBER);
    }

    private static UserId id(Actor actor) {
        return actor.person().orElseThrow();
    }

    private Invitation invited(String email, MemberRole role) {
        return invitations.invite(owner, acme, new NewInvitation(email, role));
    }

    private Invitation invited() {
        return invited(BEN, MemberRole.MEMBER);
    }

    private Optional<MemberRole> roleOf(Actor person) {
        return house.storage.members().roleOf(acme, id(person));
    }

    private InvitationStatus status(Invitation invitation) {
        return invitations.list(owner, acme, null, FIRST).items().stream()
                .filter(listed -> listed.id().equals(invitation.id()))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private List<InvitationId> listed(@Nullable InvitationStatus status) {
        return invitations.list(owner, acme, status, FIRST).items().stream()
                .map(Invitation::id)
                .toList();
    }

    private long mails(EmailType type, String to) {
        return house.tenon.emails().list(house.operator, EmailFilter.all(), FIRST).items().stream()
                .filter(mail -> mail.type() == type && mail.recipient().value().equals(to))
                .count();
    }

    // ---- inviting

    @Test
    void invites_an_address_without_an_account_which_registers_verifies_and_accepts() {
        Invitation invitation = invited(" Ben@EXAMPLE.org ", MemberRole.ADMIN);
        String token = house.mailedToken(BEN);

        assertThat(invitation.status()).isEqualTo(InvitationStatus.PENDING);
        assertThat(invitation.email().value()).isEqualTo(BEN);
        assertThat(invitation.expiresAt()).isEqualTo(house.clock.instant().plus(WEEK));
        assertThat(house.lastMailTo(BEN)).contains("/accept-invitation?token=" + token, "brand: Team", "admin");

        house.tenon.accounts().signUp(house.anonymous, Fixtures.aRegistration(BEN));
        house.tenon.accounts().verifyEmail(house.anonymous, house.mailedToken(BEN));
        Actor ben = house.signIn(BEN);
        Invitation accepted = invitations.accept(ben, token);

        assertThat(accepted.status()).isEqualTo(InvitationStatus.ACCEPTED);
        assertThat(accepted.acceptedBy()).isEqualTo(id(ben));
        assertThat(roleOf(ben)).contains(MemberRole.ADMIN);
        assertThat(house.lastMailTo("owner@example.org")).contains("accepted");
        assertThat(house.auditedActions()).contains("invitation.created", "invitation.accepted", "member.joined");
    }

    @Test
    void E5_answers_the_same_whether_the_address_has_an_account() {
        house.aPerson("known@example.org");
        house.tenon.accounts().signUp(house.anonymous, Fixtures.aRegistration("unverified@example.org"));

        for (String email : List.of("known@example.org", "unverified@example.org", "unknown@example.org")) {
            Invitation invitation = invited(email, MemberRole.MEMBER);

            assertThat(invitation)
                    .usingRecursiveComparison()
                    .ignoringFields("id", "email")
                    .isEqualTo(Invitation.pending(
                            invitation.id(),
                            house.storage.organizations().find(acme).orElseThrow(),
                            invitation.email(),
                            MemberRole.MEMBER,
                            id(owner),
                            house.clock.instant(),
                            house.clock.instant().plus(WEEK)));
            assertRefused(InvitationRefusal.PENDING, () -> invited(email, MemberRole.MEMBER));
            assertThat(mails(EmailType.INVITATION, email)).isEqualTo(1);
        }
    }

    @Test
    void refuses_what_is_no_address() {
        Refusal refusal = assertRefused(RequestRefusal.INVALID, () -> invited("ben", MemberRole.MEMBER));

        assertPointers(refusal, "/email");
    }

    @Test
    void refuses_an_address_that_is_invited_already() {
        invited();

        assertRefused(InvitationRefusal.PENDING, () -> invited("BEN@example.org", MemberRole.OWNER));
        assertThat(mails(EmailType.INVITATION, BEN)).isEqualTo(1);
    }

    @Test
    void refuses_someone_who_is_already_a_member() {
        assertRefused(InvitationRefusal.ALREADY_MEMBER, () -> invited("member@example.org", MemberRole.ADMIN));
    }

    @Test
    void C1_admins_invite_admins_and_members_and_owners_also_owners() {
        for (MemberRole role : List.of(MemberRole.ADMIN, MemberRole.MEMBER)) {
            assertThat(invitations
                            .invite(admin, acme, new NewInvitation("new-" + role.name() + "@example.org", role))
                            .role())
                    .isEqualTo(role);
        }
        assertRefused(
                InvitationRefusal.BEYOND_YOURS,
                () -> invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.OWNER)));
        Invitation ofOwner = invited(BEN, MemberRole.OWNER);
        house.clock.advance(Duration.ofHours(1));
        assertRefused(InvitationRefusal.BEYOND_YOURS, () -> invitations.resend(admin, acme, ofOwner.id()));
        assertRefused(InvitationRefusal.BEYOND_YOURS, () -> invitations.revoke(admin, acme, ofOwner.id()));
        assertThat(status(ofOwner)).isEqualTo(InvitationStatus.PENDING);
    }

    @Test
    void C1_members_strangers_keys_and_who_works_in_anothers_name_invite_nobody() {
        Invitation invitation = invited();
        NewInvitation wanted = new NewInvitation("carla@example.org", MemberRole.MEMBER);
        OrganizationId unknown = new OrganizationId(Fixtures.anId());

        assertRefused(RequestRefusal.FORBIDDEN, () -> invitations.invite(member, acme, wanted));
        assertRefused(RequestRefusal.FORBIDDEN, () -> invitations.list(member, acme, null, FIRST));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> invitations.invite(stranger, acme, wanted));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> invitations.list(stranger, acme, null, FIRST));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> invitations.resend(stranger, acme, invitation.id()));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> invitations.revoke(stranger, acme, invitation.id()));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> invitations.invite(stranger, unknown, wanted));
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> invitations.invite(house.operator, unknown, wanted));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> invitations.invite(house.anonymous, acme, wanted));
        Actor impersonated = owner.impersonatedBy(id(stranger));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> invitations.invite(impersonated, acme, wanted));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> invitations.resend(impersonated, acme, invitation.id()));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> invitations.revoke(impersonated, acme, invitation.id()));
        assertThat(invitations.list(impersonated, acme, null, FIRST).items()).hasSize(1);
        ApiKeyId key = new ApiKeyId(Fixtures.anId());
        Actor ofOrganization = Actor.keyOf(acme, key, Set.of("documents:read"), TenonInMemory.ORIGIN);
        assertRefused(ApiKeyRefusal.NOT_HERE, () -> invitations.invite(ofOrganization, acme, wanted));
        Actor reading = Actor.keyOf(id(owner), key, Set.of("memberships:read"), TenonInMemory.ORIGIN);
        assertRefused(RequestRefusal.FORBIDDEN, () -> invitations.invite(reading, acme, wanted));
        assertThat(invitations.list(reading, acme, null, FIRST).items()).hasSize(1);
        Actor writing = Actor.keyOf(id(owner), key, Set.of("memberships:write"), TenonInMemory.ORIGIN);
        assertThat(invitations.invite(writing, acme, wanted).invitedBy()).isEqualTo(id(owner));
    }

    @Test
    void C1_an_invitation_of_another_organization_is_not_there() {
        Invitation invitation = invited();
        OrganizationId bees = house.storage.organizationFixture().found(id(stranger));

        assertRefused(InvitationRefusal.NOT_FOUND, () -> invitations.revoke(stranger, bees, invitation.id()));
        assertRefused(InvitationRefusal.NOT_FOUND, () -> invitations.resend(stranger, bees, invitation.id()));
        assertRefused(
                InvitationRefusal.NOT_FOUND,
                () -> invitations.revoke(stranger, bees, new InvitationId(Fixtures.anId())));
        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);
    }

    @Test
    void the_operator_invites_as_anything_and_nobody_is_named() {
        Invitation invitation = invitations.invite(house.operator, acme, new NewInvitation(BEN, MemberRole.OWNER));
        Actor ben = house.aPerson(BEN);

        assertThat(invitation.invitedBy()).isNull();
        invitations.accept(ben, invitation.id());
        assertThat(roleOf(ben)).contains(MemberRole.OWNER);
    }

    @Test
    void bounds_what_is_open_in_one_organization() {
        Invitations bounded = house.builder()
                .invitationPolicy(new InvitationPolicy(WEEK, 2, Duration.ZERO, 20, 20, 1_000))
                .build()
                .invitations();
        Invitation first = bounded.invite(owner, acme, new NewInvitation("a@example.org", MemberRole.MEMBER));
        bounded.invite(owner, acme, new NewInvitation("b@example.org", MemberRole.MEMBER));
        NewInvitation third = new NewInvitation("c@example.org", MemberRole.MEMBER);

        assertRefused(InvitationRefusal.TOO_MANY, () -> bounded.invite(owner, acme, third));
        bounded.resend(owner, acme, first.id());
        bounded.revoke(owner, acme, first.id());
        bounded.invite(owner, acme, third);
        house.clock.advance(WEEK);
        bounded.invite(owner, acme, new NewInvitation("d@example.org", MemberRole.MEMBER));
    }

    @Test
    void writes_to_an_address_once_a_minute_for_an_organization() {
        Invitation invitation = invited();

        Refusal refusal =
                assertRefused(InvitationRefusal.TOO_OFTEN, () -> invitations.resend(owner, acme, invitation.id()));
        assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(1));
        invitations.revoke(owner, acme, invitation.id());
        house.clock.advance(Duration.ofSeconds(59));
        Refusal again = assertRefused(InvitationRefusal.TOO_OFTEN, this::invited);
        assertThat(again.retryAfter()).contains(Duration.ofSeconds(1));

        house.clock.advance(Duration.ofSeconds(1));
        invited();
        assertThat(mails(EmailType.INVITATION, BEN)).isEqualTo(2);
    }

    private Invitations bounded(int mostADay, int mostADayFromOne, int mostADayToAll) {
        return house.builder()
                .invitationPolicy(
                        new InvitationPolicy(WEEK, 500, Duration.ZERO, mostADay, mostADayFromOne, mostADayToAll))
                .build()
                .invitations();
    }

    private OrganizationId anotherOf(Actor person) {
        return house.storage.organizationFixture().found(id(person));
    }

    private static void assertRefusedFor(Duration wait, Runnable work) {
        Refusal refusal = assertRefused(InvitationRefusal.TOO_OFTEN, work::run);
        assertThat(refusal.retryAfter()).contains(wait);
    }

    @Test
    void no_address_gets_more_invitations_of_all_organizations_within_a_day_than_is_allowed() {
        Invitations few = bounded(2, 2, 1_000);
        NewInvitation wanted = new NewInvitation(BEN, MemberRole.MEMBER);
        few.invite(owner, acme, wanted);
        house.clock.advance(Duration.ofHours(10));
        few.invite(stranger, anotherOf(stranger), wanted);
        OrganizationId third = anotherOf(member);

        assertRefusedFor(Duration.ofHours(14), () -> few.invite(member, third, wanted));
        house.clock.advance(Duration.ofHours(14));
        few.invite(member, third, wanted);
    }

    @Test
    void a_mail_that_is_sent_again_counts_as_the_first_one_does() {
        Invitations few = bounded(3, 3, 1_000);
        Invitation invitation = few.invite(owner, acme, new NewInvitation(BEN, MemberRole.MEMBER));
        few.resend(owner, acme, invitation.id());
        few.resend(admin, acme, invitation.id());

        assertRefusedFor(Duration.ofDays(1), () -> few.resend(owner, acme, invitation.id()));
        assertThat(mails(EmailType.INVITATION, BEN)).isEqualTo(3);
    }

    @Test
    void neither_a_deleted_organization_nor_an_erased_inviter_makes_room_for_more_mails() {
        Invitations few = bounded(2, 2, 1_000);
        NewInvitation wanted = new NewInvitation(BEN, MemberRole.MEMBER);
        OrganizationId shortLived = anotherOf(stranger);
        few.invite(stranger, shortLived, wanted);
        house.tenon.organizations().delete(stranger, shortLived, Expected.any());
        few.invite(stranger, anotherOf(stranger), wanted);

        assertRefused(InvitationRefusal.TOO_OFTEN, () -> few.invite(stranger, anotherOf(stranger), wanted));
        Actor last = house.aPerson("last@example.org");
        OrganizationId ofLast = anotherOf(last);
        assertRefused(InvitationRefusal.TOO_OFTEN, () -> few.invite(last, ofLast, wanted));
    }

    @Test
    void one_person_with_many_organizations_leaves_room_for_others_to_invite_an_address() {
        Invitations few = bounded(3, 1, 1_000);
        NewInvitation wanted = new NewInvitation(BEN, MemberRole.MEMBER);
        few.invite(stranger, anotherOf(stranger), wanted);

        assertRefused(InvitationRefusal.TOO_OFTEN, () -> few.invite(stranger, anotherOf(stranger), wanted));
        Invitation invitation = few.invite(owner, acme, wanted);
        assertRefused(InvitationRefusal.TOO_OFTEN, () -> few.resend(admin, acme, invitation.id()));
    }

    @Test
    void one_organization_and_one_person_send_no_more_invitations_a_day_than_is_allowed() {
        Invitations few = bounded(20, 20, 2);
        few.invite(owner, acme, new NewInvitation("a@example.org", MemberRole.MEMBER));
        house.clock.advance(Duration.ofHours(1));
        few.invite(owner, anotherOf(owner), new NewInvitation("b@example.org", MemberRole.MEMBER));
        NewInvitation third = new NewInvitation("c@example.org", MemberRole.MEMBER);

        assertRefusedFor(Duration.ofHours(23), () -> few.invite(owner, acme, third));
        few.invite(admin, acme, third);
        assertRefusedFor(
                Duration.ofHours(23),
                () -> few.invite(house.operator, acme, new NewInvitation("d@example.org", MemberRole.MEMBER)));
    }

    @Test
    void a_refused_mail_counts_for_nothing_and_one_of_the_day_before_neither() {
        Invitations few = bounded(1, 1, 1_000);
        NewInvitation wanted = new NewInvitation(BEN, MemberRole.MEMBER);
        Invitation invitation = few.invite(owner, acme, wanted);
        OrganizationId other = anotherOf(stranger);
        house.clock.advance(Duration.ofHours(23));
        assertRefusedFor(Duration.ofHours(1), () -> few.invite(stranger, other, wanted));
        house.clock.advance(Duration.ofHours(1));

        few.invite(stranger, other, wanted);
        house.runJobs();
        assertRefusedFor(Duration.ofDays(1), () -> few.resend(owner, acme, invitation.id()));
    }

    // ---- answering

    @Test
    void A6_an_invitation_token_is_accepted_once() {
        invited();
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);
        invitations.accept(ben, token);

        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, token));
        house.storage.organizationFixture().leave(acme, id(ben));
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, token));
        assertRefused(InvitationRefusal.GONE, () -> invitations.decline(house.anonymous, token));
        assertThat(roleOf(ben)).isEmpty();
    }

    /** Keycloak issue 49786: one link admitted everybody who came with it. */
    @Test
    void keycloak_49786_one_link_admits_one_account_and_no_other() {
        invited();
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);

        assertRefused(InvitationRefusal.ANOTHER_ADDRESS, () -> invitations.accept(stranger, token));
        invitations.accept(ben, token);
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(stranger, token));

        assertThat(roleOf(stranger)).isEmpty();
        assertThat(roleOf(ben)).contains(MemberRole.MEMBER);
    }

    /** CVE-2026-1529: an invitation whose token was altered was believed. Here nothing in it can be: it only names a row. */
    @Test
    void CVE_2026_1529_an_altered_token_is_no_token() {
        Invitation invitation = invited();
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);

        for (int place = Token.MAIL.length(); place < token.length(); place++) {
            char other = token.charAt(place) == 'x' ? 'y' : 'x';
            String altered = token.substring(0, place) + other + token.substring(place + 1);
            assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, altered));
        }
        for (String wrong :
                List.of("", "tnm_", token + "0", token.toUpperCase(java.util.Locale.ROOT), "x".repeat(1_000))) {
            assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, wrong));
            assertRefused(InvitationRefusal.GONE, () -> invitations.decline(house.anonymous, wrong));
        }
        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);
        assertThat(roleOf(ben)).isEmpty();
    }

    /** Of the peers' bugs: a token that was made for one address or one purpose opened another. */
    @Test
    void A6_the_token_of_an_invitation_for_another_address_opens_nothing_and_neither_does_one_of_another_purpose() {
        Invitation invitation = invited();
        String token = house.mailedToken(BEN);
        house.tenon.accounts().signUp(house.anonymous, Fixtures.aRegistration("mallory@example.org"));
        String verification = house.mailedToken("mallory@example.org");
        house.tenon.passwords().requestReset(house.anonymous, "stranger@example.org");
        String reset = house.mailedToken("stranger@example.org");

        assertRefused(InvitationRefusal.ANOTHER_ADDRESS, () -> invitations.accept(stranger, token));
        assertRefused(TokenRefusal.GONE, () -> house.tenon.accounts().verifyEmail(house.anonymous, token));
        assertRefused(
                TokenRefusal.GONE,
                () -> house.tenon.passwords().reset(house.anonymous, token, "another horse battery staple"));
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(stranger, verification));
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(stranger, reset));
        assertRefused(InvitationRefusal.GONE, () -> invitations.decline(house.anonymous, reset));

        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);
        invitations.accept(house.aPerson(BEN), token);
        house.tenon.accounts().verifyEmail(house.anonymous, verification);
    }

    @Test
    void A8_an_account_that_has_not_proved_the_address_accepts_nothing_and_sees_nothing() {
        Invitation invitation = invited();
        String token = house.mailedToken(BEN);
        house.tenon.accounts().register(house.operator, new Registration(BEN, Fixtures.PASSWORD));
        Actor squatter = house.tenon.sessions().actingAs(house.operator, BEN);

        assertRefused(InvitationRefusal.ADDRESS_UNVERIFIED, () -> invitations.accept(squatter, token));
        assertRefused(InvitationRefusal.NOT_FOUND, () -> invitations.accept(squatter, invitation.id()));
        assertRefused(InvitationRefusal.NOT_FOUND, () -> invitations.decline(squatter, invitation.id()));
        assertThat(invitations.mine(squatter, FIRST).items()).isEmpty();

        house.tenon.accounts().verifyEmail(house.anonymous, house.mailedToken(BEN));
        assertThat(invitations.mine(squatter, FIRST).items()).hasSize(1);
        invitations.accept(squatter, token);
        assertThat(roleOf(squatter)).contains(MemberRole.MEMBER);
    }

    @Test
    void an_account_that_moved_to_another_address_accepts_what_goes_there_and_nothing_else() {
        invited("stranger@example.org", MemberRole.MEMBER);
        String token = house.mailedToken("stranger@example.org");
        house.tenon.emailChanges().request(stranger, "elsewhere@example.org", Fixtures.PASSWORD);
        house.tenon.emailChanges().confirm(house.anonymous, house.mailedToken("elsewhere@example.org"));
        Actor moved = house.signIn("elsewhere@example.org");

        assertRefused(InvitationRefusal.ANOTHER_ADDRESS, () -> invitations.accept(moved, token));
        assertThat(invitations.mine(moved, FIRST).items()).isEmpty();
        invited("elsewhere@example.org", MemberRole.MEMBER);
        invitations.accept(moved, house.mailedToken("elsewhere@example.org"));
        assertThat(roleOf(moved)).contains(MemberRole.MEMBER);
    }

    @Test
    void a_token_ends_with_its_term() {
        Invitation invitation = invited();
        String token = house.mailedToken(BEN);
        house.aPerson(BEN);
        house.clock.advance(WEEK);
        Actor ben = house.signIn(BEN);

        assertRefused(InvitationRefusal.EXPIRED, () -> invitations.accept(ben, token));
        assertRefused(InvitationRefusal.EXPIRED, () -> invitations.decline(house.anonymous, token));
        assertRefused(InvitationRefusal.EXPIRED, () -> invitations.accept(ben, invitation.id()));
        assertThat(invitations.mine(ben, FIRST).items()).isEmpty();
        assertThat(roleOf(ben)).isEmpty();
    }

    @Test
    void reads_as_expired_before_the_job_has_noted_it_and_after() {
        Invitation invitation = invited();
        house.clock.advance(WEEK);
        owner = house.signIn("owner@example.org");

        assertThat(status(invitation)).isEqualTo(InvitationStatus.EXPIRED);
        assertThat(listed(InvitationStatus.PENDING)).isEmpty();
        assertThat(listed(InvitationStatus.EXPIRED)).containsExactly(invitation.id());
        assertThat(house.storage
                        .invitations()
                        .find(invitation.id())
                        .orElseThrow()
                        .status())
                .isEqualTo(InvitationStatus.PENDING);

        house.runJobs();

        assertThat(house.storage
                        .invitations()
                        .find(invitation.id())
                        .orElseThrow()
                        .status())
                .isEqualTo(InvitationStatus.EXPIRED);
        assertThat(listed(InvitationStatus.EXPIRED)).containsExactly(invitation.id());
        assertThat(house.auditedActions()).containsOnlyOnce("invitation.expired");
    }

    @Test
    void invites_anew_whom_an_old_invitation_did_not_reach_in_time() {
        Invitation old = invited();
        house.clock.advance(WEEK);
        owner = house.signIn("owner@example.org");

        Invitation fresh = invited();

        assertThat(fresh.id()).isNotEqualTo(old.id());
        assertThat(listed(InvitationStatus.PENDING)).containsExactly(fresh.id());
        assertThat(listed(InvitationStatus.EXPIRED)).containsExactly(old.id());
        assertRefused(InvitationRefusal.PENDING, () -> {
            house.clock.advance(Duration.ofMinutes(1));
            invitations.resend(owner, acme, old.id());
        });
    }

    @Test
    void A6_sent_again_the_old_token_dies_and_the_new_one_has_a_term_of_its_own() {
        Invitation invitation = invited();
        String old = house.mailedToken(BEN);
        house.clock.advance(Duration.ofDays(6));
        owner = house.signIn("owner@example.org");

        Invitation again = invitations.resend(owner, acme, invitation.id());
        String fresh = house.mailedToken(BEN);

        assertThat(again.expiresAt()).isEqualTo(house.clock.instant().plus(WEEK));
        assertThat(fresh).isNotEqualTo(old);
        house.clock.advance(Duration.ofDays(6));
        Actor ben = house.aPerson(BEN);
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, old));
        assertRefused(InvitationRefusal.GONE, () -> invitations.decline(house.anonymous, old));
        invitations.accept(ben, fresh);
        assertThat(house.auditedActions()).contains("invitation.resent");
    }

    @Test
    void brings_an_expired_invitation_back_by_sending_it_again() {
        Invitation invitation = invited();
        house.clock.advance(WEEK);
        house.runJobs();
        owner = house.signIn("owner@example.org");

        invitations.resend(owner, acme, invitation.id());

        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);
        invitations.accept(house.aPerson(BEN), house.mailedToken(BEN));
    }

    @Test
    void sends_nothing_again_that_was_answered_or_taken_back_or_has_nobody_to_join() {
        Invitation declined = invited();
        invitations.decline(house.anonymous, house.mailedToken(BEN));
        Invitation revoked = invited("carla@example.org", MemberRole.MEMBER);
        invitations.revoke(owner, acme, revoked.id());
        Invitation moot = invited("stranger@example.org", MemberRole.MEMBER);
        house.storage.organizationFixture().join(acme, id(stranger), MemberRole.MEMBER);
        house.clock.advance(Duration.ofMinutes(1));

        assertRefused(InvitationRefusal.ANSWERED, () -> invitations.resend(owner, acme, declined.id()));
        assertRefused(InvitationRefusal.ANSWERED, () -> invitations.resend(owner, acme, revoked.id()));
        assertRefused(InvitationRefusal.ALREADY_MEMBER, () -> invitations.resend(owner, acme, moot.id()));
    }

    @Test
    void a_revoked_invitation_admits_nobody_and_revoking_twice_changes_nothing() {
        Invitation invitation = invited();
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);

        invitations.revoke(owner, acme, invitation.id());
        invitations.revoke(owner, acme, invitation.id());

        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, token));
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, invitation.id()));
        assertRefused(InvitationRefusal.GONE, () -> invitations.decline(house.anonymous, token));
        assertThat(house.auditedActions()).containsOnlyOnce("invitation.revoked");
    }

    @Test
    void what_was_accepted_or_declined_is_not_revoked() {
        Invitation accepted = invited();
        invitations.accept(house.aPerson(BEN), house.mailedToken(BEN));
        Invitation declined = invited("carla@example.org", MemberRole.MEMBER);
        invitations.decline(house.anonymous, house.mailedToken("carla@example.org"));

        assertRefused(InvitationRefusal.ANSWERED, () -> invitations.revoke(owner, acme, accepted.id()));
        assertRefused(InvitationRefusal.ANSWERED, () -> invitations.revoke(owner, acme, declined.id()));
    }

    @Test
    void whoever_has_the_token_declines_without_signing_in_and_the_inviter_is_told() {
        Invitation invitation = invited();
        String token = house.mailedToken(BEN);

        invitations.decline(house.anonymous, token);

        assertThat(status(invitation)).isEqualTo(InvitationStatus.DECLINED);
        assertThat(house.lastMailTo("owner@example.org")).contains("declined");
        assertRefused(InvitationRefusal.GONE, () -> invitations.decline(house.anonymous, token));
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(house.aPerson(BEN), token));
        house.clock.advance(Duration.ofMinutes(1));
        invited();
    }

    @Test
    void answers_what_is_on_ones_own_list_without_the_token() {
        Actor ben = house.aPerson(BEN);
        Invitation first = invited();
        OrganizationId bees = house.storage.organizationFixture().found(id(stranger));
        Invitation second = invitations.invite(stranger, bees, new NewInvitation(BEN, MemberRole.ADMIN));

        assertThat(invitations.mine(ben, FIRST).items())
                .extracting(Invitation::id)
                .containsExactlyInAnyOrder(first.id(), second.id());
        invitations.accept(ben, first.id());
        invitations.decline(ben, second.id());

        assertThat(invitations.mine(ben, FIRST).items()).isEmpty();
        assertThat(roleOf(ben)).contains(MemberRole.MEMBER);
        assertThat(house.lastMailTo("stranger@example.org")).contains("declined");
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, second.id()));
    }

    @Test
    void C1_an_invitation_to_somebody_else_is_not_on_ones_list_and_not_there() {
        Invitation invitation = invited();

        assertThat(invitations.mine(stranger, FIRST).items()).isEmpty();
        assertRefused(InvitationRefusal.NOT_FOUND, () -> invitations.accept(stranger, invitation.id()));
        assertRefused(InvitationRefusal.NOT_FOUND, () -> invitations.decline(stranger, invitation.id()));
        assertRefused(InvitationRefusal.NOT_FOUND, () -> invitations.accept(owner, invitation.id()));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> invitations.accept(house.anonymous, invitation.id()));
        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> invitations.mine(house.anonymous, FIRST));
        assertRefused(RequestRefusal.FORBIDDEN, () -> invitations.mine(house.operator, FIRST));
    }

    @Test
    void nobody_answers_in_anothers_name_and_a_key_does_with_its_scope() {
        Invitation invitation = invited();
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);
        Actor impersonated = ben.impersonatedBy(id(stranger));
        ApiKeyId key = new ApiKeyId(Fixtures.anId());
        Actor reading = Actor.keyOf(id(ben), key, Set.of("memberships:read"), TenonInMemory.ORIGIN);
        Actor nothing = Actor.keyOf(id(ben), key, Set.of(), TenonInMemory.ORIGIN);
        Actor writing = Actor.keyOf(id(ben), key, Set.of("memberships:write"), TenonInMemory.ORIGIN);

        assertRefused(ImpersonationRefusal.NOT_HERE, () -> invitations.accept(impersonated, token));
        assertRefused(ImpersonationRefusal.NOT_HERE, () -> invitations.decline(impersonated, invitation.id()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> invitations.accept(reading, token));
        assertThat(invitations.mine(reading, FIRST).items()).hasSize(1);
        assertRefused(RequestRefusal.FORBIDDEN, () -> invitations.mine(nothing, FIRST));
        invitations.accept(writing, invitation.id());
        assertThat(roleOf(ben)).contains(MemberRole.MEMBER);
    }

    // ---- seats, races

    @Test
    void without_a_seat_nothing_is_spent() {
        Invitations full = house.builder()
                .organizationPolicy(new OrganizationPolicy(50, 3, null))
                .build()
                .invitations();
        Invitation invitation = full.invite(owner, acme, new NewInvitation(BEN, MemberRole.MEMBER));
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);

        assertRefused(MemberRefusal.NO_SEAT, () -> full.accept(ben, token));
        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);
        assertThat(house.auditedActions()).doesNotContain("invitation.accepted", "member.joined");
        house.runJobs();
        assertThat(mails(EmailType.NOTIFICATION, "owner@example.org")).isZero();

        house.storage.organizationFixture().leave(acme, id(member));
        full.accept(ben, token);
        assertThat(roleOf(ben)).contains(MemberRole.MEMBER);
    }

    @Test
    void somebody_who_joined_otherwise_keeps_the_role_they_have() {
        Invitation invitation = invited("stranger@example.org", MemberRole.OWNER);
        house.storage.organizationFixture().join(acme, id(stranger), MemberRole.MEMBER);

        assertRefused(MemberRefusal.ALREADY_THERE, () -> invitations.accept(stranger, invitation.id()));

        assertThat(roleOf(stranger)).contains(MemberRole.MEMBER);
        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);
    }

    /** better-auth issue 9154: an invitation was marked as accepted, and the membership was not made. */
    @Test
    void better_auth_9154_an_invitation_is_accepted_with_its_membership_in_one_commit_or_not_at_all() {
        invited();
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);

        List<Set<String>> commits = house.storage.commitsOf(() -> invitations.accept(ben, token));

        assertThat(commits).hasSize(1);
        assertThat(commits.get(0)).contains("invitations", "organization_members", "audit_logs", "notifications");
    }

    @Test
    void of_many_who_accept_at_once_one_joins() {
        invited();
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);

        List<Boolean> accepted = Race.of(20, number -> succeeds(() -> invitations.accept(ben, token)));

        assertThat(accepted).containsOnlyOnce(true);
        assertThat(house.auditedActions()).containsOnlyOnce("invitation.accepted");
    }

    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }

    // ---- what becomes of those who invited

    @Test
    void S3_what_somebody_offered_who_was_banned_is_taken_back() {
        Invitation invitation = invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.ADMIN));
        invitations.invite(owner, acme, new NewInvitation("carla@example.org", MemberRole.MEMBER));
        Actor ben = house.aPerson(BEN);

        house.tenon
                .accounts()
                .update(house.operator, id(admin), AccountPatch.status(AccountStatus.BANNED), Expected.any());

        assertThat(status(invitation)).isEqualTo(InvitationStatus.REVOKED);
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, invitation.id()));
        assertThat(listed(InvitationStatus.PENDING)).hasSize(1);
    }

    @Test
    void A8_what_an_intruder_offered_is_taken_back() {
        Invitation before = invitations.invite(admin, acme, new NewInvitation("carla@example.org", MemberRole.ADMIN));
        house.clock.advance(Duration.ofDays(4));
        admin = house.signIn("admin@example.org");
        Invitation offered = invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.ADMIN));
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);
        house.tenon.emailChanges().request(admin, "thief@example.org", Fixtures.PASSWORD);
        house.tenon.emailChanges().confirm(house.anonymous, house.mailedToken("thief@example.org"));

        house.tenon.emailChanges().undo(house.anonymous, house.mailedToken("admin@example.org"));

        owner = house.signIn("owner@example.org");
        assertThat(status(offered)).isEqualTo(InvitationStatus.REVOKED);
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, token));
        assertThat(status(before)).isEqualTo(InvitationStatus.PENDING);
        assertThat(house.auditedActions()).containsOnlyOnce("invitation.revoked");
    }

    @Test
    void S3_what_a_banned_person_offered_beyond_one_batch_admits_nobody_and_is_taken_back_by_the_job() {
        Invitation invitation = invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.MEMBER));
        Actor ben = house.aPerson(BEN);
        Account found = house.storage.accounts().find(id(admin)).orElseThrow();
        // As a commit leaves it that revokes no more than a batch.
        house.storage
                .unitOfWork()
                .run(() -> house.storage
                        .accounts()
                        .update(found.patched(AccountPatch.status(AccountStatus.BANNED)), house.clock.instant()));

        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, invitation.id()));
        assertThat(status(invitation)).isEqualTo(InvitationStatus.PENDING);
        house.runJobs();
        assertThat(status(invitation)).isEqualTo(InvitationStatus.REVOKED);
        assertThat(house.auditedActions()).containsOnlyOnce("invitation.revoked");
    }

    @Test
    void sent_again_by_an_owner_it_admits_whoever_the_first_inviter_could_not_any_more() {
        Invitation invitation = invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.ADMIN));
        Actor ben = house.aPerson(BEN);
        house.storage.organizationFixture().join(acme, id(admin), MemberRole.MEMBER);
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, invitation.id()));
        house.clock.advance(Duration.ofMinutes(1));

        Invitation again = invitations.resend(owner, acme, invitation.id());

        assertThat(again.invitedBy()).isEqualTo(id(owner));
        invitations.accept(ben, invitation.id());
        assertThat(roleOf(ben)).contains(MemberRole.ADMIN);
        assertThat(house.lastMailTo("owner@example.org")).contains("accepted");
    }

    @Test
    void S3_what_a_demoted_member_can_give_no_more_is_taken_back() {
        house.storage.organizationFixture().join(acme, id(stranger), MemberRole.OWNER);
        Invitation asOwner = invitations.invite(stranger, acme, new NewInvitation("a@example.org", MemberRole.OWNER));
        Invitation asAdmin = invitations.invite(stranger, acme, new NewInvitation("b@example.org", MemberRole.ADMIN));

        house.tenon.members().update(owner, acme, id(stranger), MemberPatch.role(MemberRole.ADMIN), Expected.any());

        assertThat(status(asOwner)).isEqualTo(InvitationStatus.REVOKED);
        assertThat(status(asAdmin)).isEqualTo(InvitationStatus.PENDING);
        house.tenon.members().update(owner, acme, id(stranger), MemberPatch.role(MemberRole.MEMBER), Expected.any());
        assertThat(status(asAdmin)).isEqualTo(InvitationStatus.REVOKED);
    }

    @Test
    void S3_who_leaves_or_is_erased_leaves_no_offer_to_run_the_organization() {
        house.storage.organizationFixture().join(acme, id(stranger), MemberRole.OWNER);
        Invitation ofLeaver = invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.ADMIN));
        Invitation ofErased =
                invitations.invite(stranger, acme, new NewInvitation("carla@example.org", MemberRole.OWNER));
        Invitation kept = invitations.invite(stranger, acme, new NewInvitation("dora@example.org", MemberRole.MEMBER));

        house.tenon.members().remove(admin, acme, id(admin));
        house.tenon.personalData().erase(stranger, id(stranger), Fixtures.PASSWORD);

        assertThat(status(ofLeaver)).isEqualTo(InvitationStatus.REVOKED);
        assertThat(status(ofErased)).isEqualTo(InvitationStatus.REVOKED);
        assertThat(status(kept)).isEqualTo(InvitationStatus.PENDING);
    }

    @Test
    void forgets_invitations_that_are_over_after_a_while() {
        Invitation revoked = invited();
        invitations.revoke(owner, acme, revoked.id());
        house.clock.advance(WEEK.plus(Duration.ofDays(90)));
        house.runJobs();
        assertThat(house.storage.invitations().find(revoked.id())).isPresent();

        house.clock.advance(Duration.ofSeconds(1));
        house.runJobs();
        assertThat(house.storage.invitations().find(revoked.id())).isEmpty();
    }

    @Test
    void S3_what_somebody_offered_who_was_removed_is_taken_back_there_alone() {
        Invitation invitation = invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.ADMIN));
        OrganizationId bees = house.storage.organizationFixture().found(id(admin));
        Invitation elsewhere = invitations.invite(admin, bees, new NewInvitation(BEN, MemberRole.ADMIN));
        Actor ben = house.aPerson(BEN);

        house.tenon.members().remove(owner, acme, id(admin));

        assertThat(status(invitation)).isEqualTo(InvitationStatus.REVOKED);
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, invitation.id()));
        assertThat(invitations.mine(ben, FIRST).items())
                .extracting(Invitation::id)
                .containsExactly(elsewhere.id());
    }

    @Test
    void a_deleted_organization_takes_its_invitations_along() {
        Invitation invitation = invited();
        String token = house.mailedToken(BEN);
        Actor ben = house.aPerson(BEN);

        house.tenon.organizations().delete(owner, acme, Expected.any());

        assertThat(invitations.mine(ben, FIRST).items()).isEmpty();
        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, token));
        assertRefused(InvitationRefusal.NOT_FOUND, () -> invitations.accept(ben, invitation.id()));
        assertThat(house.auditedActions()).contains("invitation.revoked");
    }

    @Test
    void S3_a_role_that_was_taken_from_the_inviter_is_given_by_no_old_mail() {
        Invitation invitation = invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.ADMIN));
        Actor ben = house.aPerson(BEN);
        house.storage.organizationFixture().join(acme, id(admin), MemberRole.MEMBER);

        assertRefused(InvitationRefusal.GONE, () -> invitations.accept(ben, invitation.id()));
        house.storage.organizationFixture().join(acme, id(admin), MemberRole.ADMIN);
        invitations.accept(ben, invitation.id());
    }

    @Test
    void what_somebody_offered_who_left_or_was_erased_stays_and_names_nobody_who_is_gone() {
        Invitation ofLeaver = invitations.invite(admin, acme, new NewInvitation(BEN, MemberRole.MEMBER));
        house.storage.organizationFixture().join(acme, id(member), MemberRole.OWNER);
        Invitation ofErased =
                invitations.invite(member, acme, new NewInvitation("carla@example.org", MemberRole.MEMBER));
        Actor ben = house.aPerson(BEN);
        Actor carla = house.aPerson("carla@example.org");

        house.tenon.members().remove(admin, acme, id(admin));
        house.tenon.personalData().erase(member, id(member), Fixtures.PASSWORD);

        invitations.accept(ben, ofLeaver.id());
        assertThat(invitations.mine(carla, FIRST).items())
                .extracting(Invitation::invitedBy)
                .containsOnlyNulls();
        invitations.accept(carla, ofErased.id());
        assertThat(roleOf(carla)).contains(MemberRole.MEMBER);
    }

    @Test
    void P2_an_erased_person_leaves_no_invitation_to_their_address() {
        Invitation invitation = invited("stranger@example.org", MemberRole.MEMBER);

        house.tenon.personalData().erase(stranger, id(stranger), Fixtures.PASSWORD);

        assertThat(house.storage.invitations().find(invitation.id())).isEmpty();
        assertThat(listed(null)).isEmpty();
    }

    @Test
    void tells_a_proved_account_in_the_product_and_the_inviter_of_the_answer() {
        Actor ben = house.aPerson(BEN);
        invited();

        invitations.accept(ben, house.mailedToken(BEN));

        assertThat(house.storage.commitsOf(() -> invited("stranger@example.org", MemberRole.MEMBER)))
                .singleElement()
                .satisfies(changed -> assertThat(changed).contains("notifications"));
        assertThat(house.storage.commitsOf(() -> invited("nobody@example.org", MemberRole.MEMBER)))
                .singleElement()
                .satisfies(changed -> assertThat(changed).doesNotContain("notifications"));
    }

    private List<String> shownTo(Actor person) {
        return house.tenon.notifications().list(person, NotificationFilter.all(), FIRST).items().stream()
                .map(Notification::message)
                .toList();
    }

    /** How often a mail of an invitation really went out to the address. */
    private long sent(String to) {
        house.runJobs();
        return house.mails.sentTo(new EmailAddress(to)).stream()
                .filter(mail -> mail.text().contains("/accept-invitation"))
                .count();
    }

    @Test
    void a_mail_that_still_waits_goes_out_no_more_when_its_invitation_is_over() {
        Invitation revoked = invited("a@example.org", MemberRole.MEMBER);
        invitations.revoke(owner, acme, revoked.id());
        Actor ben = house.tenon
                .sessions()
                .actingAs(
                        house.operator, house.anAccount("b@example.org").email().value());
        invitations.accept(ben, invited("b@example.org", MemberRole.MEMBER).id());
        Actor carla = house.tenon
                .sessions()
                .actingAs(
                        house.operator, house.anAccount("c@example.org").email().value());
        invitations.decline(carla, invited("c@example.org", MemberRole.MEMBER).id());
        invitations.invite(admin, acme, new NewInvitation("d@example.org", MemberRole.MEMBER));
        house.tenon
                .accounts()
                .update(house.operator, id(admin), AccountPatch.status(AccountStatus.BANNED), Expected.any());
        OrganizationId gone = anotherOf(stranger);
        invitations.invite(stranger, gone, new NewInvitation("e@example.org", MemberRole.MEMBER));
        house.tenon.organizations().delete(stranger, gone, Expected.any());
        house.storage.organizationFixture().join(acme, id(member), MemberRole.ADMIN);
        invitations.invite(member, acme, new NewInvitation("f@example.org", MemberRole.MEMBER));
        house.tenon.personalData().erase(house.operator, id(member), null);

        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            assertThat(sent(name + "@example.org")).as(name).isZero();
        }
    }

    @Test
    void of_an_invitation_that_is_sent_again_the_newest_mail_alone_goes_out() {
        Invitation invitation = invited();
        house.clock.advance(Duration.ofMinutes(1));
        invitations.resend(owner, acme, invitation.id());

        assertThat(sent(BEN)).isOne();
        invitations.accept(house.aPerson(BEN), house.mailedToken(BEN));
    }

    @Test
    void no_mail_goes_out_when_the_term_is_over() {
        invited();
        house.clock.advance(WEEK);

        assertThat(sent(BEN)).isZero();
    }

    @Test
    void what_the_product_shows_of_an_invitation_is_taken_back_when_it_is_over() {
        Actor ben = house.aPerson(BEN);
        String shown = "You are invited to join Team.";
        Invitation invitation = invited();
        house.clock.advance(Duration.ofMinutes(1));
        invitations.resend(owner, acme, invitation.id());
        assertThat(shownTo(ben)).containsOnlyOnce(shown);

        invitations.revoke(owner, acme, invitation.id());
        assertThat(shownTo(ben)).doesNotContain(shown);
        house.clock.advance(Duration.ofMinutes(1));
        invitations.accept(ben, invited().id());
        assertThat(shownTo(ben)).doesNotContain(shown);
    }

    @Test
    void the_inviter_hears_of_the_answer_as_they_want_to() {
        invited();
        invitations.decline(house.anonymous, house.mailedToken(BEN));
        house.runJobs();

        assertThat(shownTo(owner)).containsOnlyOnce("An invitation of yours to join Team was declined.");
        assertThat(mails(EmailType.NOTIFICATION, "owner@example.org")).isOne();
        house.tenon.members().update(owner, acme, id(owner), MemberPatch.notifications(false), Expected.any());
        house.clock.advance(Duration.ofMinutes(1));
        invited();
        invitations.accept(house.aPerson(BEN), house.mailedToken(BEN));
        house.runJobs();

        assertThat(shownTo(owner)).contains("An invitation of yours to join Team was accepted.");
        assertThat(mails(EmailType.NOTIFICATION, "owner@example.org")).isOne();
    }
}
