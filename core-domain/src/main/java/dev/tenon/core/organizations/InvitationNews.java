package dev.tenon.core.organizations;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.NotificationType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.organizations.Invitation;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people are told of invitations, by mail and in the product. */
record InvitationNews(AccountStore accounts) {

    /** To the invited address: who invites, into what, and the link. An account is told too, if it has proved the address. */
    void invited(Change change, Invitation invitation, Token token) {
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
                        null)
                .inTheNameOf(invitation.organizationId()));
        account.filter(Account::emailVerified)
                .ifPresent(invited -> change.notify(NotificationDraft.to(
                                invited.id(),
                                NotificationTopic.ORGANIZATION,
                                "You are invited to join " + invitation.organizationName() + ".")
                        .about(invitation.organizationId())
                        .until(invitation.expiresAt())));
    }

    /** To whoever invited: the person joined. */
    void accepted(Change change, Invitation invitation) {
        answered(change, invitation, EmailType.INVITATION_ACCEPTED, NotificationType.SUCCESS, "accepted");
    }

    /** To whoever invited: the person does not want to. */
    void declined(Change change, Invitation invitation) {
        answered(change, invitation, EmailType.INVITATION_DECLINED, NotificationType.INFO, "declined");
    }

    /**
     * To nobody, if whoever invited has no active account any more. Notifications are kept as they are, so they name no other
     * person.
     */
    private void answered(Change change, Invitation invitation, EmailType mail, NotificationType sort, String what) {
        Account inviter = active(invitation.invitedBy()).orElse(null);
        if (inviter == null) {
            return;
        }
        change.mail(new MailDraft(
                        mail,
                        inviter.email(),
                        inviter.id(),
                        Map.of(
                                "organization",
                                invitation.organizationName(),
                                "person",
                                invitation.email().value()),
                        mail.typeName() + ":" + invitation.id())
                .inTheNameOf(invitation.organizationId()));
        change.notify(NotificationDraft.to(
                        inviter.id(),
                        NotificationTopic.ORGANIZATION,
                        "An invitation of yours to join " + invitation.organizationName() + " was " + what + ".")
                .about(invitation.organizationId())
                .as(sort));
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
