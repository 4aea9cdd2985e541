package dev.tenon.core.support;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.MailThread;
import dev.tenon.ports.notifications.spi.NotificationDraft;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.spi.TicketStore;
import dev.tenon.ports.support.spi.TicketStore.TicketMail;
import dev.tenon.ports.support.spi.TicketStore.Way;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people are told of tickets, by mail and in the product. The mails of a ticket are one conversation with the person who asked, and
 * another with the staff. Their Message-IDs are random: whoever answers one shows that they have had it.
 *
 * @param address where answers by mail go; {@code null} if none are read
 */
record TicketNews(
        Kernel kernel, TicketStore tickets, @Nullable EmailAddress address) {

    private static final int LONGEST_REFERENCES = 10;
    private static final Set<Way> WITH_PERSON = EnumSet.of(Way.FROM_PERSON, Way.TO_PERSON);
    private static final Set<Way> WITH_STAFF = EnumSet.of(Way.FROM_STAFF, Way.TO_STAFF);

    /** To who asked: it came. */
    void received(Change change, SupportTicket ticket) {
        reader(ticket.userId())
                .ifPresent(person -> mail(change, ticket, person, EmailType.TICKET_RECEIVED, null, Way.TO_PERSON));
    }

    /** To who asked: an answer. */
    void answered(Change change, SupportTicket ticket, TicketMessage message) {
        reader(ticket.userId()).ifPresent(person -> {
            mail(change, ticket, person, EmailType.TICKET_ANSWERED, message.body(), Way.TO_PERSON);
            tell(change, person, "Your support ticket " + ticket.reference() + " was answered.");
        });
    }

    /** To who asked: it is done, unless they said so themselves. */
    void resolved(Change change, SupportTicket ticket) {
        if (!change.actor().is(ticket.userId())) {
            reader(ticket.userId())
                    .ifPresent(person ->
                            tell(change, person, "Your support ticket " + ticket.reference() + " was resolved."));
        }
    }

    /** To who has it from now on, unless they took it themselves. */
    void assigned(Change change, SupportTicket ticket) {
        assignee(change, ticket).ifPresent(staff -> {
            mail(change, ticket, staff, EmailType.TICKET_ASSIGNED, null, Way.TO_STAFF);
            tell(change, staff, "The support ticket " + ticket.reference() + " is yours from now on.");
        });
    }

    /** To who has it: the person who asked wrote again. */
    void replied(Change change, SupportTicket ticket, TicketMessage message) {
        assignee(change, ticket).ifPresent(staff -> {
            mail(change, ticket, staff, EmailType.TICKET_REPLIED, message.body(), Way.TO_STAFF);
            tell(change, staff, "There is a new message in the support ticket " + ticket.reference() + ".");
        });
    }

    /** Whoever may answer no more is told nothing more; nor is whoever did it themselves. */
    private Optional<Account> assignee(Change change, SupportTicket ticket) {
        return Optional.ofNullable(ticket.assigneeId())
                .filter(staff -> !change.actor().is(staff) && !staff.equals(ticket.userId()))
                .filter(staff -> isStaff(kernel, staff))
                .flatMap(this::reader);
    }

    static boolean isStaff(Kernel kernel, UserId person) {
        return kernel.storage().roles().permissionsOf(person).contains(Permission.TICKETS_WRITE.permissionName());
    }

    private Optional<Account> reader(UserId person) {
        return kernel.storage().accounts().find(person).filter(Account::isActive);
    }

    private static void tell(Change change, Account reader, String message) {
        change.notify(NotificationDraft.to(reader.id(), NotificationTopic.SUPPORT, message));
    }

    private void mail(
            Change change, SupportTicket ticket, Account reader, EmailType type, @Nullable String message, Way way) {
        if (!reader.emailVerified()) {
            return;
        }
        Map<String, String> values = new HashMap<>();
        values.put("ticket", Long.toString(ticket.number()));
        values.put("subject", ticket.subject());
        if (message != null) {
            values.put("message", message);
        }
        List<String> before =
                tickets.thread(ticket.id(), way == Way.TO_PERSON ? WITH_PERSON : WITH_STAFF, LONGEST_REFERENCES);
        String messageId = "<" + kernel.ids().next() + "@tenon>";
        tickets.insert(new TicketMail(messageId, ticket.id(), way, change.now()));
        change.mail(new MailDraft(type, reader.email(), reader.id(), values, null)
                .in(new MailThread(messageId, address, before)));
    }
}
