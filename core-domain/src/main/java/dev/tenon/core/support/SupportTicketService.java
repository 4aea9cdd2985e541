package dev.tenon.core.support;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Downloads;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.support.TicketSight.Seen;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.ReceivedMail;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketAttachment;
import dev.tenon.ports.support.TicketBacklog;
import dev.tenon.ports.support.TicketContext;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.ports.support.TicketRefusal;
import dev.tenon.ports.support.TicketReport;
import dev.tenon.ports.support.spi.TicketStore;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SupportTicketService implements SupportTickets {

    private static final int LONGEST_QUERY = 200;
    private static final int USUAL_DAYS = 30;

    private final Kernel kernel;
    private final TicketStore tickets;
    private final TicketSight sight;
    private final TicketWriting writing;
    private final TicketNews news;
    private final TicketChanges changes;
    private final MailIntake intake;
    private final TicketContexts contexts;
    private final Downloads downloads;

    SupportTicketService(
            Kernel kernel, TicketWriting writing, TicketNews news, MailIntake intake, Downloads downloads) {
        this.kernel = kernel;
        this.tickets = kernel.storage().tickets();
        this.sight = new TicketSight(tickets);
        this.writing = writing;
        this.news = news;
        this.changes = new TicketChanges(kernel, tickets, writing, news);
        this.intake = intake;
        this.contexts = new TicketContexts(kernel.storage());
        this.downloads = downloads;
    }

    @Override
    public SupportTicket create(Actor actor, NewTicket wanted) {
        UserId person = Authorizer.own(actor, Permission.SUPPORT_WRITE);
        Violations violations = new Violations();
        TicketTexts.subject(violations, wanted.subject());
        TicketTexts.text(violations, wanted.description(), "/description");
        TicketTexts.attachments(violations, wanted.attachments()).refuseIfAny();
        return kernel.changes().commit(actor, kernel.now(), change -> {
            writing.lockPeople(actor);
            SupportTicket ticket = writing.open(change, person, wanted);
            news.received(change, ticket);
            return ticket;
        });
    }

    // ---- what there is

    @Override
    public Page<SupportTicket> list(Actor actor, TicketFilter filter, TicketOrder order, PageRequest page) {
        Authorizer.signedIn(actor);
        String words = filter.q();
        if (Authorizer.may(actor, Permission.TICKETS_READ)) {
            checkQuery(words);
            return tickets.list(filter, order, true, page);
        }
        UserId person = Authorizer.own(actor, Permission.SUPPORT_READ);
        boolean isOwn = filter.userId() == null || filter.userId().equals(person);
        if (!isOwn || filter.assigneeId() != null || filter.unassigned()) {
            Authorizer.require(actor, Permission.TICKETS_READ);
        }
        checkQuery(words);
        return tickets.list(filter.by(person), order, false, page).map(SupportTicket::asSeenByPerson);
    }

    private static void checkQuery(@Nullable String words) {
        new Violations().line(words, "/q", LONGEST_QUERY).refuseIfAny();
    }

    @Override
    public SupportTicket get(Actor actor, TicketId id) {
        return sight.of(actor, id).shown();
    }

    @Override
    public SupportTicket numbered(Actor actor, long number) {
        return sight.of(actor, number).shown();
    }

    @Override
    public Page<TicketMessage> messages(Actor actor, TicketId id, PageRequest page) {
        boolean asStaff = sight.of(actor, id).asStaff();
        Page<TicketMessage> messages = tickets.messages(id, asStaff, page);
        return asStaff ? messages : messages.map(TicketMessage::asSeenByPerson);
    }

    @Override
    public List<TicketAttachment> attachments(Actor actor, TicketId id) {
        sight.of(actor, id);
        return tickets.attachments(id);
    }

    @Override
    public DocumentContent attachment(Actor actor, TicketId id, DocumentId which) {
        boolean asStaff = sight.of(actor, id).asStaff();
        Document document = tickets.isAttached(id, which, asStaff)
                ? kernel.storage().documents().find(which).orElseThrow(TicketRefusal.ATTACHMENT_NOT_FOUND::refusal)
                : noAttachment();
        return downloads.of(actor, document);
    }

    private static Document noAttachment() {
        throw TicketRefusal.ATTACHMENT_NOT_FOUND.refusal();
    }

    // ---- what becomes of it

    @Override
    public TicketMessage answer(Actor actor, TicketId id, NewTicketMessage wanted) {
        Seen seen = sight.of(actor, id);
        TicketSight.requireWriting(actor, seen.ticket());
        if (wanted.internal()) {
            Authorizer.require(actor, Permission.TICKETS_WRITE);
        }
        Violations violations = new Violations();
        TicketTexts.text(violations, wanted.body(), "/body");
        TicketTexts.attachments(violations, wanted.attachments());
        violations
                .require(
                        actor.userId() != null || wanted.attachments().isEmpty(),
                        "/attachments",
                        "no-person",
                        "Say in whose name you attach documents: they have to be able to read them.")
                .refuseIfAny();
        TicketMessage message = kernel.changes().commit(actor, kernel.now(), change -> {
            SupportTicket ticket = writing.locked(actor, seen.ticket()).orElseThrow(TicketRefusal.NOT_FOUND::refusal);
            return writing.add(change, ticket, actor.userId(), wanted);
        });
        return seen.asStaff() ? message : message.asSeenByPerson();
    }

    @Override
    public SupportTicket update(Actor actor, TicketId id, TicketPatch patch, Expected expected) {
        Seen seen = sight.of(actor, id);
        SupportTicket after = changes.update(actor, seen.ticket(), patch, expected);
        return seen.asStaff() ? after : after.asSeenByPerson();
    }

    @Override
    public TicketContext context(Actor actor, TicketId id) {
        Authorizer.require(actor, Permission.TICKETS_READ);
        return contexts.of(actor, sight.of(actor, id).ticket().userId());
    }

    @Override
    public ReceivedMail receive(Actor actor, InputStream mail) {
        Authorizer.require(actor, Permission.TICKETS_RECEIVE);
        return intake.receive(actor, mail);
    }

    // ---- figures

    @Override
    public TicketBacklog backlog(Actor actor) {
        Authorizer.require(actor, Permission.TICKETS_READ);
        return tickets.backlog();
    }

    @Override
    public TicketReport report(Actor actor, @Nullable LocalDate from, @Nullable LocalDate to) {
        Authorizer.require(actor, Permission.TICKETS_READ);
        Instant now = kernel.now();
        LocalDate end = to == null ? LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1) : to;
        LocalDate first = from == null ? end.minusDays(USUAL_DAYS) : from;
        new Violations()
                .require(first.isBefore(end), "/to", "out-of-range", "The end has to lie after the beginning.")
                .require(
                        ChronoUnit.DAYS.between(first, end) <= TicketReport.MOST_DAYS,
                        "/from",
                        "out-of-range",
                        "At most " + TicketReport.MOST_DAYS + " days are told of at once; ask for less.")
                .refuseIfAny();
        return new TicketReport(
                first,
                end,
                now,
                tickets.report(
                        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        end.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        now));
    }
}
