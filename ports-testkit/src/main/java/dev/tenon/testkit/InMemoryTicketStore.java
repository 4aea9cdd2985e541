package dev.tenon.testkit;

import dev.tenon.ports.documents.Document;
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
import dev.tenon.ports.support.TicketPriority;
import dev.tenon.ports.support.TicketReport;
import dev.tenon.ports.support.TicketReport.OpenByAge;
import dev.tenon.ports.support.TicketReport.Row;
import dev.tenon.ports.support.TicketReport.Times;
import dev.tenon.ports.support.TicketStatus;
import dev.tenon.ports.support.spi.TicketStore;
import dev.tenon.testkit.Tables.AttachedRow;
import dev.tenon.testkit.Tables.TurnRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryTicketStore implements TicketStore {

    private static final String COUNTER = "support-ticket";
    private static final Comparator<TicketMail> OLDEST_FIRST =
            Comparator.comparing(TicketMail::at).thenComparing(TicketMail::messageId);

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryTicketStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    /** As the database cascades: everything goes with its ticket. */
    static void delete(Tables tables, TicketId ticket) {
        tables.ticketMessages
                .rows(message -> message.ticketId().equals(ticket))
                .forEach(message -> tables.ticketMessages.remove(message.id()));
        tables.ticketAttachments.keys(row -> row.ticket().equals(ticket)).forEach(tables.ticketAttachments::remove);
        tables.ticketMails.keys(mail -> mail.ticketId().equals(ticket)).forEach(tables.ticketMails::remove);
        tables.ticketTurns.keys(row -> row.ticket().equals(ticket)).forEach(tables.ticketTurns::remove);
        tables.tickets.remove(ticket);
    }

    @Override
    public long nextNumber() {
        unitOfWork.required();
        long next = tables.counters.lock(COUNTER).orElse(0L) + 1;
        tables.counters.put(COUNTER, next);
        return next;
    }

    @Override
    public void insert(SupportTicket ticket) {
        unitOfWork.required();
        tables.requireAccount(ticket.userId());
        boolean isNew =
                tables.tickets.rows(row -> row.number() == ticket.number()).isEmpty()
                        && tables.tickets.insert(ticket.id(), ticket);
        if (!isNew) {
            throw new IllegalStateException("There is a ticket " + ticket.reference() + " already");
        }
    }

    @Override
    public Optional<SupportTicket> find(TicketId id) {
        return tables.tickets.find(id);
    }

    @Override
    public Optional<SupportTicket> find(long number) {
        return tables.tickets.rows(ticket -> ticket.number() == number).stream().findFirst();
    }

    @Override
    public Optional<SupportTicket> lock(TicketId id) {
        return tables.tickets.lock(id);
    }

    @Override
    public SupportTicket update(SupportTicket ticket, Instant now) {
        unitOfWork.required();
        SupportTicket before = tables.tickets.lock(ticket.id()).orElseThrow();
        SupportTicket after = new SupportTicket(
                before.id(),
                before.number(),
                before.userId(),
                ticket.assigneeId(),
                ticket.subject(),
                before.description(),
                ticket.priority(),
                ticket.status(),
                before.createdAt(),
                now,
                ticket.firstResponseAt(),
                ticket.resolvedAt(),
                before.revision() + 1);
        tables.tickets.put(after.id(), after);
        return after;
    }

    @Override
    public Page<SupportTicket> list(TicketFilter filter, TicketOrder order, boolean withNotes, PageRequest page) {
        List<SupportTicket> found =
                tables.tickets.rows(ticket -> (filter.status() == null || ticket.status() == filter.status())
                        && (filter.priority() == null || ticket.priority() == filter.priority())
                        && (filter.userId() == null || ticket.userId().equals(filter.userId()))
                        && (filter.assigneeId() == null || filter.assigneeId().equals(ticket.assigneeId()))
                        && (!filter.unassigned() || ticket.assigneeId() == null)
                        && isMeant(ticket, filter, withNotes));
        return order == TicketOrder.NEWEST
                ? Pages.newestFirst(found, SupportTicket::position, page)
                : Pages.oldestFirst(found, SupportTicket::position, page);
    }

    private boolean isMeant(SupportTicket ticket, TicketFilter filter, boolean withNotes) {
        String asked = filter.q();
        Long number = filter.number();
        if (asked == null || number != null) {
            return number == null || ticket.number() == number;
        }
        Set<String> wanted = words(asked);
        Stream<String> texts = Stream.concat(
                Stream.of(ticket.subject() + " " + Objects.requireNonNullElse(ticket.description(), "")),
                tables
                        .ticketMessages
                        .rows(message -> message.ticketId().equals(ticket.id()) && (withNotes || !message.internal()))
                        .stream()
                        .map(TicketMessage::body));
        return !wanted.isEmpty() && texts.anyMatch(text -> words(text).containsAll(wanted));
    }

    private static Set<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public int countOpen(UserId person) {
        return tables.tickets
                .rows(ticket -> ticket.userId().equals(person) && !ticket.isResolved())
                .size();
    }

    // ---- messages

    @Override
    public void insert(TicketMessage message) {
        unitOfWork.required();
        UserId author = message.authorId();
        if (author != null) {
            tables.requireAccount(author);
        }
        if (!tables.ticketMessages.insert(message.id(), message.with(List.of()))) {
            throw new IllegalStateException("There is a message " + message.id() + " already");
        }
    }

    @Override
    public int countMessages(TicketId ticket) {
        return tables.ticketMessages
                .rows(message -> message.ticketId().equals(ticket))
                .size();
    }

    @Override
    public Page<TicketMessage> messages(TicketId ticket, boolean withNotes, PageRequest page) {
        List<TicketMessage> found = tables.ticketMessages.rows(
                message -> message.ticketId().equals(ticket) && (withNotes || !message.internal()));
        return Pages.oldestFirst(found, TicketMessage::position, page)
                .map(message -> message.with(attached(row -> message.id().equals(row.message()))));
    }

    // ---- what came with them

    @Override
    public List<TicketAttachment> attach(
            TicketId ticket, @Nullable TicketMessageId message, Set<DocumentId> documents, Instant now) {
        unitOfWork.required();
        documents.stream().filter(document -> document(document).isPresent()).forEach(document -> {
            AttachedRow row = new AttachedRow(ticket, message, document, now);
            tables.ticketAttachments.put(row, row);
        });
        return attached(row -> row.ticket().equals(ticket) && Objects.equals(row.message(), message));
    }

    private Optional<Document> document(DocumentId id) {
        return tables.documents.find(id).filter(document -> document.deletedAt() == null);
    }

    private List<TicketAttachment> attached(Predicate<AttachedRow> which) {
        return tables.ticketAttachments.rows(which).stream()
                .flatMap(row -> document(row.document()).stream()
                        .map(document -> new TicketAttachment(
                                document.id(),
                                row.message(),
                                document.fileName(),
                                document.fileSize(),
                                document.mediaType(),
                                row.at())))
                .sorted(Comparator.comparing(TicketAttachment::fileName)
                        .thenComparing(each -> each.documentId().value()))
                .toList();
    }

    @Override
    public List<TicketAttachment> attachments(TicketId ticket) {
        return attached(row -> row.ticket().equals(ticket) && row.message() == null);
    }

    @Override
    public boolean isAttached(TicketId ticket, DocumentId document, boolean withNotes) {
        return !tables.ticketAttachments
                .rows(row -> row.ticket().equals(ticket)
                        && row.document().equals(document)
                        && (withNotes || !isNote(row.message())))
                .isEmpty();
    }

    private boolean isNote(@Nullable TicketMessageId message) {
        return message != null
                && tables.ticketMessages
                        .find(message)
                        .filter(TicketMessage::internal)
                        .isPresent();
    }

    // ---- mails

    @Override
    public boolean insert(TicketMail mail) {
        unitOfWork.required();
        return tables.ticketMails.insert(mail.messageId(), mail);
    }

    @Override
    public List<TicketMail> mails(Collection<String> messageIds) {
        return messageIds.stream()
                .distinct()
                .flatMap(id -> tables.ticketMails.find(id).stream())
                .toList();
    }

    @Override
    public List<String> thread(TicketId ticket, Set<Way> ways, int limit) {
        List<String> all =
                tables.ticketMails.rows(mail -> mail.ticketId().equals(ticket) && ways.contains(mail.way())).stream()
                        .sorted(OLDEST_FIRST)
                        .map(TicketMail::messageId)
                        .toList();
        if (all.size() <= limit) {
            return all;
        }
        List<String> ends = new ArrayList<>(List.of(all.get(0)));
        ends.addAll(all.subList(all.size() - limit + 1, all.size()));
        return ends;
    }

    // ---- figures

    @Override
    public void insert(TicketId ticket, Turn turn, Instant now) {
        unitOfWork.required();
        tables.ticketTurns.put(UUID.randomUUID(), new TurnRow(ticket, turn, now));
    }

    @Override
    public TicketBacklog backlog() {
        List<SupportTicket> open = tables.tickets.rows(ticket -> ticket.status() == TicketStatus.OPEN);
        return new TicketBacklog(
                open.size(),
                tables.tickets
                        .rows(ticket -> ticket.status() == TicketStatus.IN_PROGRESS)
                        .size(),
                open.stream()
                        .map(SupportTicket::createdAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    @Override
    public List<TicketReport.Row> report(Instant from, Instant to, Instant now) {
        Function<@Nullable TicketPriority, Row> row = priority -> row(priority, from, to, now);
        List<Row> rows = new ArrayList<>();
        Stream.of(TicketPriority.values()).map(row).forEach(rows::add);
        rows.add(row(null, from, to, now));
        return rows;
    }

    private Row row(@Nullable TicketPriority priority, Instant from, Instant to, Instant now) {
        Predicate<@Nullable Instant> isWithin = time -> time != null && !time.isBefore(from) && time.isBefore(to);
        List<SupportTicket> tickets = tables.tickets.rows(ticket -> priority == null || ticket.priority() == priority);
        List<Duration> responses = new ArrayList<>();
        List<Duration> resolutions = new ArrayList<>();
        long reopened = 0;
        for (SupportTicket ticket : tickets) {
            Instant response = ticket.firstResponseAt();
            if (response != null && isWithin.test(response)) {
                responses.add(Duration.between(ticket.createdAt(), response));
            }
            for (TurnRow turn :
                    tables.ticketTurns.rows(each -> each.ticket().equals(ticket.id()) && isWithin.test(each.at()))) {
                if (turn.turn() == Turn.RESOLVED) {
                    resolutions.add(Duration.between(ticket.createdAt(), turn.at()));
                } else {
                    reopened++;
                }
            }
        }
        List<Duration> ages = tickets.stream()
                .filter(ticket -> !ticket.isResolved())
                .map(ticket -> Duration.between(ticket.createdAt(), now))
                .toList();
        return new Row(
                priority,
                tickets.stream()
                        .filter(ticket -> isWithin.test(ticket.createdAt()))
                        .count(),
                resolutions.size(),
                reopened,
                new OpenByAge(
                        between(ages, -1, 1),
                        between(ages, 1, 3),
                        between(ages, 3, 7),
                        between(ages, 7, 30),
                        between(ages, 30, Integer.MAX_VALUE)),
                times(responses),
                times(resolutions));
    }

    private static long between(List<Duration> ages, int from, int to) {
        return ages.stream()
                .filter(age -> age.compareTo(Duration.ofDays(from)) >= 0 && age.compareTo(Duration.ofDays(to)) < 0)
                .count();
    }

    private static Times times(List<Duration> all) {
        List<Duration> sorted = all.stream()
                .map(each -> Duration.ofSeconds(each.toSeconds()))
                .sorted()
                .toList();
        return new Times(sorted.size(), share(sorted, 50), share(sorted, 90));
    }

    /** The first that so many of a hundred do not exceed. */
    private static @Nullable Duration share(List<Duration> sorted, int percent) {
        return sorted.isEmpty() ? null : sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
