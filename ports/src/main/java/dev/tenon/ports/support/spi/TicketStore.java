package dev.tenon.ports.support.spi;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.TicketMessageId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketAttachment;
import dev.tenon.ports.support.TicketBacklog;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.TicketReport;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores tickets (tables {@code support_tickets}, {@code support_ticket_messages}, {@code support_ticket_attachments},
 * {@code support_ticket_mails}, {@code support_ticket_turns}). Whoever adds to a ticket has locked it. Everything goes with its ticket.
 */
public interface TicketStore {

    /** The number of the next ticket: given back if the unit of work rolls back, and waited for until it ends. */
    long nextNumber();

    void insert(SupportTicket ticket);

    Optional<SupportTicket> find(TicketId id);

    Optional<SupportTicket> find(long number);

    /** The ticket, its row locked until the commit. */
    Optional<SupportTicket> lock(TicketId id);

    /** Writes everything that can change, sets {@code updatedAt} and raises the revision by one; returns the ticket as it is then. */
    SupportTicket update(SupportTicket ticket, Instant now);

    /**
     * Tickets by age.
     *
     * @param withNotes whether what is looked for may stand in notes
     */
    Page<SupportTicket> list(TicketFilter filter, TicketOrder order, boolean withNotes, PageRequest page);

    /** How many tickets of a person are not resolved. */
    int countOpen(UserId person);

    // ---- messages

    /** Adds a message, without what came with it. */
    void insert(TicketMessage message);

    /** How many messages a ticket has, notes with them. */
    int countMessages(TicketId ticket);

    /** Messages with what came with them, oldest first. */
    Page<TicketMessage> messages(TicketId ticket, boolean withNotes, PageRequest page);

    // ---- what came with them

    /**
     * Attaches documents to a message; to the ticket itself if it is {@code null}.
     *
     * @return those that are there and not in the trash, in the order of their names
     */
    List<TicketAttachment> attach(
            TicketId ticket, @Nullable TicketMessageId message, Set<DocumentId> documents, Instant now);

    /** What came with the ticket itself and is not in the trash, in the order of the names. */
    List<TicketAttachment> attachments(TicketId ticket);

    /** Whether this document came with the ticket, or with one of its messages, notes counting only if they are meant. */
    boolean isAttached(TicketId ticket, DocumentId document, boolean withNotes);

    // ---- mails

    /** Which way a mail of a ticket went. */
    enum Way {
        FROM_PERSON,
        TO_PERSON,
        FROM_STAFF,
        TO_STAFF
    }

    /** A mail of a ticket. */
    record TicketMail(String messageId, TicketId ticketId, Way way, Instant at) {}

    /** Adds a mail; false if there is one of this Message-ID. Waits for one that is being added. */
    boolean insert(TicketMail mail);

    /** Of these Message-IDs, those that mails of tickets have. */
    List<TicketMail> mails(Collection<String> messageIds);

    /** The Message-IDs of a ticket's mails that went one of these ways: the first, and of the others the last, oldest first. */
    List<String> thread(TicketId ticket, Set<Way> ways, int limit);

    // ---- figures

    /** A change of a ticket that reports count. */
    enum Turn {
        RESOLVED,
        REOPENED
    }

    /** Notes that a ticket was resolved or opened again. */
    void insert(TicketId ticket, Turn turn, Instant now);

    TicketBacklog backlog();

    /**
     * The figures of the tickets from one instant to before another, in one statement: one row for each priority from low to high, and
     * one for all.
     *
     * @param now how old is counted from here
     */
    List<TicketReport.Row> report(Instant from, Instant to, Instant now);
}
