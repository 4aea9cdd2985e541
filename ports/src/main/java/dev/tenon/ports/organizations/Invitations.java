package dev.tenon.ports.organizations;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.InvitationId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Offers to join an organization, sent by mail to addresses with or without an account. Each is accepted at most once, by the
 * one account whose verified address is the invited one.
 *
 * <p>Owners and administrators of the organization invite, and whoever holds {@code organizations:write}; with an API key of
 * theirs if it has {@code memberships:write}, and never in another's name. For strangers there is no such organization.
 */
public interface Invitations {

    /**
     * Invites an address, and mails it a token. Administrators give the roles admin and member, owners also owner. How many mails
     * go out in a minute and in a day, to one address, of one organization and of one person, is bounded ({@link InvitationPolicy}).
     *
     * <p>Recorded as {@code invitation.created} in the organization's chain.
     *
     * @throws Refusal {@link InvitationRefusal#PENDING}; {@link InvitationRefusal#ALREADY_MEMBER};
     *     {@link InvitationRefusal#BEYOND_YOURS}; {@link InvitationRefusal#TOO_MANY}; {@link InvitationRefusal#TOO_OFTEN};
     *     {@code organization-not-found}; {@code request-invalid}; {@code request-forbidden}; {@code impersonation-not-here}
     */
    Invitation invite(Actor actor, OrganizationId organization, NewInvitation wanted);

    /**
     * An organization's invitations, newest first. Whoever may invite, with {@code memberships:read} or
     * {@code organizations:read} instead.
     *
     * @param status only those; {@code null} for all
     * @throws Refusal {@code organization-not-found}; {@code request-forbidden}
     */
    Page<Invitation> list(
            Actor actor, OrganizationId organization, @Nullable InvitationStatus status, PageRequest page);

    /**
     * Mails an open or expired invitation once more, with a new token and a new term; the old token works no more. Whoever may
     * invite as what it invites, and is the one that invites from then on; bounded as inviting is.
     *
     * <p>Recorded as {@code invitation.resent}.
     *
     * @throws Refusal {@link InvitationRefusal#NOT_FOUND}; {@link InvitationRefusal#ANSWERED}; else as for {@link #invite}
     */
    Invitation resend(Actor actor, OrganizationId organization, InvitationId id);

    /**
     * Takes an invitation back: its token works no more. Doing so twice changes nothing. Whoever may invite as what it invites.
     *
     * <p>Recorded as {@code invitation.revoked}.
     *
     * @throws Refusal {@link InvitationRefusal#NOT_FOUND}; {@link InvitationRefusal#ANSWERED};
     *     {@link InvitationRefusal#BEYOND_YOURS}; {@code organization-not-found}; {@code request-forbidden};
     *     {@code impersonation-not-here}
     */
    void revoke(Actor actor, OrganizationId organization, InvitationId id);

    /**
     * The invitations to the caller's own address that can be accepted, newest first; none before the address is verified. The
     * person; with an API key that has {@code memberships:read}.
     */
    Page<Invitation> mine(Actor actor, PageRequest page);

    /**
     * Accepts the invitation that this token came for: in one commit the token is spent, a seat is taken, the person belongs to
     * the organization, and whoever invited is told by mail. Refused, nothing is spent. The person whose verified address is
     * the invited one, with an API key if that has {@code memberships:write}, and never somebody else in the person's name.
     *
     * <p>Recorded as {@code invitation.accepted} and {@code member.joined}.
     *
     * @param token as it stands in the mail
     * @throws Refusal {@link InvitationRefusal#GONE} also for a token that never was; {@link InvitationRefusal#EXPIRED};
     *     {@link InvitationRefusal#ANOTHER_ADDRESS}; {@link InvitationRefusal#ADDRESS_UNVERIFIED};
     *     {@code member-already-there}; {@code member-no-seat}; {@code impersonation-not-here}
     */
    Invitation accept(Actor actor, String token);

    /**
     * The same without the token, for an invitation from the caller's own list.
     *
     * @throws Refusal {@link InvitationRefusal#NOT_FOUND} also for one to another address; else as above
     */
    Invitation accept(Actor actor, InvitationId id);

    /**
     * Declines the invitation that this token came for; whoever invited is told by mail. Anybody who has the token: it proves
     * the mailbox.
     *
     * <p>Recorded as {@code invitation.declined}.
     *
     * @throws Refusal {@link InvitationRefusal#GONE}; {@link InvitationRefusal#EXPIRED}
     */
    void decline(Actor actor, String token);

    /**
     * The same without the token, for an invitation from the caller's own list; who may accept it.
     *
     * @throws Refusal {@link InvitationRefusal#NOT_FOUND} also for one to another address; else as above
     */
    void decline(Actor actor, InvitationId id);
}
