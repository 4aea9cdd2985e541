package dev.tenon.core.support;

import dev.tenon.core.kernel.Entitled;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.TicketMessageId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketAttachment;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.TicketPriority;
import dev.tenon.ports.support.TicketRefusal;
import dev.tenon.ports.support.TicketStatus;
import dev.tenon.ports.support.spi.TicketStore;
import dev.tenon.ports.support.spi.TicketStore.Turn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of tickets, however it was said: inside a commit, by whom others have checked. */
record TicketWriting(Kernel kernel, TicketStore tickets, TicketNews news) {

    static final String TABLE = "support_tickets";

    /**
     * Locks the accounts that a change names, as everywhere before anything else: whoever erases or bans one comes wholly before or
     * after.
     */
    void lockPeople(Actor actor, UserId... others) {
        List<UserId> everybody = Stream.concat(actor.person().stream(), Stream.of(others))
                .distinct()
                .sorted(Comparator.comparing(UserId::value))
                .toList();
        for (UserId each : everybody) {
            boolean isActive = kernel.storage()
                    .accounts()
                    .lock(each)
                    .filter(Account::isActive)
                    .isPresent();
            if (!isActive && actor.is(each)) {
                throw RequestRefusal.UNAUTHENTICATED.refusal();
            }
        }
    }

    /** Locks the ticket, after who asked. */
    Optional<SupportTicket> locked(Actor actor, SupportTicket seen) {
        lockPeople(actor, seen.userId());
        return tickets.lock(seen.id());
    }

    /** Opens a ticket. Everybody who does waits at the number, so nobody counts while another one opens. */
    SupportTicket open(Change change, UserId person, NewTicket wanted) {
        requireReadable(change, person, wanted.attachments());
        TicketPriority priority = new Entitled(kernel.storage())
                        .to(person, TicketPriority.FEATURE)
                        .filter(Entitlement::granted)
                        .isPresent()
                ? TicketPriority.HIGH
                : TicketPriority.MEDIUM;
        long number = tickets.nextNumber();
        if (tickets.countOpen(person) >= SupportTickets.MOST_OPEN) {
            throw TicketRefusal.TOO_MANY_OPEN.because("You have " + SupportTickets.MOST_OPEN + " open tickets.");
        }
        SupportTicket ticket = new SupportTicket(
                new TicketId(kernel.ids().next()),
                number,
                person,
                null,
                wanted.subject(),
                wanted.description(),
                priority,
                TicketStatus.OPEN,
                change.now(),
                change.now(),
                null,
                null,
                1);
        tickets.insert(ticket);
        attach(ticket.id(), null, wanted.attachments(), change);
        change.audit(entry("ticket.opened", ticket).with("priority", word(priority)));
        return ticket;
    }

    /**
     * Adds a message to a ticket that is locked.
     *
     * @param author {@code null} if it is no person
     */
    TicketMessage add(Change change, SupportTicket ticket, @Nullable UserId author, NewTicketMessage wanted) {
        if (author != null) {
            requireReadable(change, author, wanted.attachments());
        }
        if (tickets.countMessages(ticket.id()) >= SupportTickets.MOST_MESSAGES) {
            throw TicketRefusal.TOO_MANY_MESSAGES.because("It has " + SupportTickets.MOST_MESSAGES + " messages.");
        }
        boolean fromStaff = !ticket.userId().equals(author) || wanted.internal();
        TicketMessage bare = new TicketMessage(
                new TicketMessageId(kernel.ids().next()),
                ticket.id(),
                author,
                fromStaff,
                wanted.internal(),
                wanted.body(),
                change.now(),
                List.of());
        tickets.insert(bare);
        TicketMessage message = bare.with(attach(ticket.id(), bare.id(), wanted.attachments(), change));
        if (message.internal()) {
            // The ticket stays as it is: who asked sees neither the note nor that there is one.
            change.audit(entry("ticket.noted", ticket));
        } else if (fromStaff) {
            change.audit(entry("ticket.answered", ticket).with("from", "staff"));
            news.answered(change, tickets.update(ticket.answered(change.now()), change.now()), message);
        } else {
            change.audit(entry("ticket.answered", ticket).with("from", "person"));
            news.replied(change, asked(change, ticket), message);
        }
        return message;
    }

    /** Who asked wrote again: what was done is open once more. */
    private SupportTicket asked(Change change, SupportTicket ticket) {
        SupportTicket before = ticket.isResolved() ? ticket.in(TicketStatus.OPEN, change.now()) : ticket;
        SupportTicket after = tickets.update(before, change.now());
        turned(change, ticket, after);
        return after;
    }

    /** Records that a ticket was resolved or opened again; false if it was neither. */
    boolean turned(Change change, SupportTicket before, SupportTicket after) {
        if (before.isResolved() == after.isResolved()) {
            return false;
        }
        Turn turn = after.isResolved() ? Turn.RESOLVED : Turn.REOPENED;
        tickets.insert(after.id(), turn, change.now());
        change.audit(entry(after.isResolved() ? "ticket.resolved" : "ticket.reopened", after));
        if (after.isResolved()) {
            news.resolved(change, after);
        }
        return true;
    }

    private List<TicketAttachment> attach(
            TicketId ticket, @Nullable TicketMessageId message, Set<DocumentId> documents, Change change) {
        return documents.isEmpty() ? List.of() : tickets.attach(ticket, message, documents, change.now());
    }

    /** What somebody may not read, they do not hand on. */
    private void requireReadable(Change change, UserId person, Set<DocumentId> documents) {
        if (documents.isEmpty()) {
            return;
        }
        int readable = kernel.storage()
                .documents()
                .find(documents, person, change.now())
                .size();
        if (readable != documents.size()) {
            throw DocumentRefusal.NOT_FOUND.because("Attach documents that you may read.");
        }
    }

    static AuditEntry entry(String action, SupportTicket ticket) {
        return AuditEntry.of(action, TABLE, ticket.id()).with("number", Long.toString(ticket.number()));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
