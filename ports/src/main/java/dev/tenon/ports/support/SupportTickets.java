package dev.tenon.ports.support;

import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.TicketId;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Support tickets. Everybody has their own, for which an API key needs {@code support:read} or {@code support:write}; the staff are
 * those who hold {@code tickets:read} and {@code tickets:write}. What the caller may not see does not exist for the caller. Notes are
 * for the staff alone: they come neither to the person who asked, nor into mails, nor into what that person finds.
 */
public interface SupportTickets {

    /** How many tickets of one person can be open at once. */
    int MOST_OPEN = 50;

    /** How many messages a ticket has at most, notes with them. */
    int MOST_MESSAGES = 1_000;

    /** How many bytes a mail has at most. */
    int LARGEST_MAIL = 10 * 1024 * 1024;

    /**
     * Asks, for the caller. The person is told by mail that the question came.
     *
     * <p>Recorded as {@code ticket.opened}.
     *
     * @throws Refusal {@link RequestRefusal#INVALID}; {@code document-not-found} for an attachment that the caller may not read;
     *     {@link TicketRefusal#TOO_MANY_OPEN}
     */
    SupportTicket create(Actor actor, NewTicket wanted);

    /**
     * One's own tickets; with {@code tickets:read} everybody's.
     *
     * @throws Refusal {@link RequestRefusal#FORBIDDEN} for who asks for those of others, or by their assignee, without it
     */
    Page<SupportTicket> list(Actor actor, TicketFilter filter, TicketOrder order, PageRequest page);

    /**
     * A ticket of one's own; with {@code tickets:read} any.
     *
     * @throws Refusal {@link TicketRefusal#NOT_FOUND}
     */
    SupportTicket get(Actor actor, TicketId id);

    /**
     * The ticket of this number.
     *
     * @throws Refusal as {@link #get}
     */
    SupportTicket numbered(Actor actor, long number);

    /**
     * The messages of a ticket, oldest first; notes among them for those with {@code tickets:read}.
     *
     * @throws Refusal as {@link #get}
     */
    Page<TicketMessage> messages(Actor actor, TicketId id, PageRequest page);

    /**
     * What came with a ticket itself, and not with one of its messages.
     *
     * @throws Refusal as {@link #get}
     */
    List<TicketAttachment> attachments(Actor actor, TicketId id);

    /**
     * The bytes of a document that came with the ticket or with a message that the caller may see, whether or not the caller may
     * read the document elsewhere.
     *
     * @throws Refusal {@link TicketRefusal#NOT_FOUND}; {@link TicketRefusal#ATTACHMENT_NOT_FOUND}
     */
    DocumentContent attachment(Actor actor, TicketId id, DocumentId document);

    /**
     * Adds a message. What the person who asked writes opens a resolved ticket again, and the assignee is told by mail. What
     * somebody else writes needs {@code tickets:write}: it is mailed to the person, or it is a note.
     *
     * <p>Recorded as {@code ticket.answered} or {@code ticket.noted}, and {@code ticket.reopened}.
     *
     * @throws Refusal {@link TicketRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN}; {@link RequestRefusal#INVALID};
     *     {@code document-not-found}; {@link TicketRefusal#TOO_MANY_MESSAGES}
     */
    TicketMessage answer(Actor actor, TicketId id, NewTicketMessage wanted);

    /**
     * Changes a ticket. The person who asked may resolve it and open it again; everything else needs {@code tickets:write}. A new
     * assignee is told by mail.
     *
     * <p>Recorded as {@code ticket.updated}, {@code ticket.assigned}, {@code ticket.resolved} and {@code ticket.reopened}, whichever
     * of them it is.
     *
     * @throws Refusal {@link TicketRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN}; {@link RequestRefusal#INVALID};
     *     {@link RequestRefusal#PRECONDITION_FAILED}; {@link TicketRefusal#ASSIGNEE_UNFIT}
     */
    SupportTicket update(Actor actor, TicketId id, TicketPatch patch, Expected expected);

    /**
     * What whoever answers should know of the person. Needs {@code tickets:read}; the plans need {@code subscriptions:read} too, the
     * unpaid invoices {@code invoices:read}, the failed mails {@code emails:read}: what the caller may not see is withheld, and
     * named.
     *
     * @throws Refusal {@link TicketRefusal#NOT_FOUND}; {@link RequestRefusal#FORBIDDEN}
     */
    TicketContext context(Actor actor, TicketId id);

    /**
     * Takes a mail that somebody wrote to the support. Needs {@code tickets:receive}. It belongs to the ticket whose mail it answers;
     * else to the one that its subject names as {@code [#42]}, if its sender is who asked there; else it opens one. What it quotes
     * below the answer is cut off. The same mail is taken once, however often it comes.
     *
     * <p>Who sent it is taken from {@code From}, which anybody can write: the mail server has to have checked it. An answer of the
     * staff is taken only to a mail that the staff was sent.
     *
     * <p>Recorded as {@link #create} and {@link #answer} are, and the documents that its attachments become as uploads of the sender.
     *
     * @param mail as it came, read to its end; at most {@link #LARGEST_MAIL} bytes
     * @throws Refusal {@link TicketRefusal#MAIL_UNREADABLE}; {@link TicketRefusal#MAIL_TOO_LARGE};
     *     {@link TicketRefusal#SENDER_UNKNOWN}; {@link TicketRefusal#TOO_MANY_OPEN}; {@link TicketRefusal#TOO_MANY_MESSAGES};
     *     {@link TicketRefusal#MAIL_UNAVAILABLE}; {@link RequestRefusal#BUSY} while others are read
     */
    ReceivedMail receive(Actor actor, InputStream mail);

    /** How much waits. Needs {@code tickets:read}. */
    TicketBacklog backlog(Actor actor);

    /**
     * How support did. Needs {@code tickets:read}.
     *
     * @param from the first day, in UTC; {@code null} for 30 days before {@code to}
     * @param to the day after the last; {@code null} for tomorrow
     * @throws Refusal {@link RequestRefusal#INVALID}
     */
    TicketReport report(Actor actor, @Nullable LocalDate from, @Nullable LocalDate to);
}
