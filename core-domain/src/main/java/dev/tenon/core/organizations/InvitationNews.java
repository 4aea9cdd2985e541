package dev.tenon.core.organizations;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.NotificationChannel;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.organizations.Invitation;
import dev.tenon.ports.organizations.spi.MemberStore;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people are told of invitations, by mail and in the product. */
record InvitationNews(AccountStore accounts, MemberStore members) {

    /**
     * To the invited address: who invites, into what, and the link. An account is told too, if it has proved the address.
     *
     * @param digest the token's: there is one mail for each
     */
    void invited(Change change, Invitation invitation, Token token, String digest) {
        Optional<Account> account = accounts.findByEmail(invitation.email()).filter(Account::isActive);
        UserId reader = account.map(Account::id).orElse(null);
        change.mail(new MailDraft(
                        EmailType.INVITATION,
                        invitation.email(),
                        reader,
                        Map.of(
                                "token",
                                token.text(),
                                "organization",
                                invitation.organizationName(),
                                "role",
                                invitation.role().word(),
                                "inviter",
                                inviter(invitation),
                                "until",
                                invitation.expiresAt().toString()),
                        occasion(invitation) + digest)
                .inTheNameOf(invitation.organizationId())
                .until(invitation.expiresAt()));
        account.filter(Account::emailVerified)
                .ifPresent(invited -> change.notify(NotificationDraft.to(
                                invited.id(),
                                NotificationTopic.ORGANIZATION,
                                "You are invited to join " + invitation.organizationName() + ".")
                        .about(invitation.organizationId())
                        .until(invitation.expiresAt())
                        .on(occasion(invitation))));
    }

    /** Nobody is told of it any more: it was answered, taken back, forgotten, or is sent anew. */
    static void over(Change change, Invitation invitation) {
        unsent(change, invitation);
        change.withdrawNotifications(occasion(invitation));
    }

    /** A mail of it that waits does not go out. */
    static void unsent(Change change, Invitation invitation) {
        change.withdrawMail(occasion(invitation));
    }

    private static String occasion(Invitation invitation) {
        return "invitation:" + invitation.id() + ":";
    }

    /** To whoever invited: the person joined. */
    void accepted(Change change, Invitation invitation) {
        answered(change, invitation, NotificationType.SUCCESS, "accepted");
    }

    /** To whoever invited: the person does not want to. */
    void declined(Change change, Invitation invitation) {
        answered(change, invitation, NotificationType.INFO, "declined");
    }

    /**
     * To nobody, if whoever invited has no active account any more; by mail too, unless they want none of that, or none of the
     * organization. Notifications are kept as they are, so they name no other person.
     */
    private void answered(Change change, Invitation invitation, NotificationType sort, String what) {
        over(change, invitation);
        active(invitation.invitedBy())
                .ifPresent(inviter -> change.notify(NotificationDraft.to(
                                inviter.id(),
                                NotificationTopic.ORGANIZATION,
                                "An invitation of yours to join " + invitation.organizationName() + " was " + what
                                        + ".")
                        .about(invitation.organizationId())
                        .as(sort)
                        .by(channel(invitation.organizationId(), inviter.id()))));
    }

    private NotificationChannel channel(OrganizationId organization, UserId inviter) {
        boolean isQuiet = members.find(organization, inviter)
                .filter(member -> Boolean.FALSE.equals(member.notificationsEnabled()))
                .isPresent();
        return isQuiet ? NotificationChannel.IN_APP : NotificationChannel.BOTH;
    }

    /** The name of whoever invites, or the address; the organization's name if nobody is to be named. */
    private String inviter(Invitation invitation) {
        return active(invitation.invitedBy()).map(InvitationNews::called).orElse(invitation.organizationName());
    }

    private static String called(Account account) {
        String name = Stream.of(account.firstName(), account.lastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? account.email().value() : name;
    }

    private Optional<Account> active(@Nullable UserId person) {
        return Optional.ofNullable(person).flatMap(accounts::find).filter(Account::isActive);
    }
}
