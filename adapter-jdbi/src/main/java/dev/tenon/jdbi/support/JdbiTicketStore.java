package dev.tenon.jdbi.support;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
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
import dev.tenon.ports.support.TicketStatus;
import dev.tenon.ports.support.spi.TicketStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Tables {@code support_tickets} and those that begin with {@code support_ticket_}. */
final class JdbiTicketStore implements TicketStore {

    private static final String COUNTER = "support-ticket";

    private static final RowMapper<SupportTicket> TICKET = (row, context) -> new SupportTicket(
            new TicketId(Columns.uuid(row, "id")),
            row.getLong("number"),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.idOrNull(row, "assignee_id", UserId::new),
            Columns.text(row, "subject"),
            row.getString("description"),
            Columns.constant(row, "priority", TicketPriority.class),
            status(Columns.text(row, "status")),
            Columns.instant(row, "created_at"),
            Columns.instant(row, "updated_at"),
            Columns.instantOrNull(row, "first_response_at"),
            Columns.instantOrNull(row, "resolved_at"),
            row.getLong("revision"));

    private static final RowMapper<TicketMessage> MESSAGE = (row, context) -> new TicketMessage(
            new TicketMessageId(Columns.uuid(row, "id")),
            new TicketId(Columns.uuid(row, "ticket_id")),
            Columns.idOrNull(row, "author_id", UserId::new),
            row.getBoolean("from_staff"),
            row.getBoolean("is_internal"),
            Columns.text(row, "body"),
            Columns.instant(row, "created_at"),
            List.of());

    private static final RowMapper<TicketAttachment> ATTACHMENT = (row, context) -> new TicketAttachment(
            new DocumentId(Columns.uuid(row, "document_id")),
            Columns.idOrNull(row, "message_id", TicketMessageId::new),
            Columns.text(row, "file_name"),
            row.getLong("file_size"),
            Columns.text(row, "media_type"),
            Columns.instant(row, "created_at"));

    private static final RowMapper<TicketMail> MAIL = (row, context) -> new TicketMail(
            Columns.text(row, "message_id"),
            new TicketId(Columns.uuid(row, "ticket_id")),
            Columns.constant(row, "way", Way.class),
            Columns.instant(row, "created_at"));

    private static final String COLUMNS = """
            t.id, t.number, t.user_id, t.assignee_id, t.subject, t.description, t.priority, t.status, t.created_at,
            t.updated_at, t.first_response_at, t.resolved_at, t.revision""";

    private static final String SELECT = "SELECT " + COLUMNS + "\nFROM support_tickets t\n";

    private static final String ATTACHED = """
            SELECT a.document_id, a.message_id, a.created_at, d.file_name, d.file_size, d.media_type
            FROM support_ticket_attachments a
            JOIN documents d ON d.id = a.document_id AND d.deleted_at IS NULL
            """;

    /**
     * For one person: few tickets, each of which is looked at with its messages. No index of words is asked, which would find those of
     * everybody.
     */
    private static final String WORDS_OF_ONE = """
            (to_tsvector('pg_catalog.simple', t.subject || ' ' || coalesce(t.description, ''))
                 @@ websearch_to_tsquery('pg_catalog.simple', :words)
             OR EXISTS (
                 SELECT 1 FROM support_ticket_messages m
                 WHERE m.ticket_id = t.id AND (:withNotes OR NOT m.is_internal)
                   AND to_tsvector('pg_catalog.simple', m.body || '')
                       @@ websearch_to_tsquery('pg_catalog.simple', :words)))""";

    /** For everybody's: both indexes of words are asked, once. */
    private static final String WORDS_OF_ALL = """
            t.id IN (
                SELECT w.id FROM support_tickets w
                WHERE to_tsvector('pg_catalog.simple', w.subject || ' ' || coalesce(w.description, ''))
                      @@ websearch_to_tsquery('pg_catalog.simple', :words)
                UNION
                SELECT m.ticket_id FROM support_ticket_messages m
                WHERE to_tsvector('pg_catalog.simple', m.body)
                      @@ websearch_to_tsquery('pg_catalog.simple', :words)
                  AND (:withNotes OR NOT m.is_internal))""";

    private final Handles handles;

    JdbiTicketStore(Handles handles) {
        this.handles = handles;
    }

    private static TicketStatus status(String word) {
        return TicketStatus.valueOf(word.replace(' ', '_').toUpperCase(Locale.ROOT));
    }

    /** As the table spells it: {@code in progress}. */
    private static String word(TicketStatus status) {
        return Columns.word(status).replace('_', ' ');
    }

    private static @Nullable UUID value(@Nullable UserId person) {
        return person == null ? null : person.value();
    }

    @Override
    public long nextNumber() {
        return handles.write(
                handle -> handle.createQuery("UPDATE counters SET value = value + 1 WHERE name = :name RETURNING value")
                        .bind("name", COUNTER)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public void insert(SupportTicket ticket) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO support_tickets
                            (id, number, user_id, assignee_id, subject, description, priority, status, created_at, updated_at,
                             first_response_at, resolved_at, revision)
                        VALUES (:id, :number, :person, :assignee, :subject, :description, :priority, :status, :createdAt,
                                :updatedAt, :firstResponseAt, :resolvedAt, :revision)
                        """)
                .bind("id", ticket.id().value())
                .bind("number", ticket.number())
                .bind("person", ticket.userId().value())
                .bind("assignee", value(ticket.assigneeId()))
                .bind("subject", ticket.subject())
                .bind("description", ticket.description())
                .bind("priority", Columns.word(ticket.priority()))
                .bind("status", word(ticket.status()))
                .bind("createdAt", ticket.createdAt())
                .bind("updatedAt", ticket.updatedAt())
                .bind("firstResponseAt", ticket.firstResponseAt())
                .bind("resolvedAt", ticket.resolvedAt())
                .bind("revision", ticket.revision())
                .execute());
    }

    @Override
    public Optional<SupportTicket> find(TicketId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE t.id = :id")
                .bind("id", id.value())
                .map(TICKET)
                .findOne());
    }

    @Override
    public Optional<SupportTicket> find(long number) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE t.number = :number")
                .bind("number", number)
                .map(TICKET)
                .findOne());
    }

    @Override
    public Optional<SupportTicket> lock(TicketId id) {
        return handles.write(handle -> handle.createQuery(SELECT + "WHERE t.id = :id FOR NO KEY UPDATE")
                .bind("id", id.value())
                .map(TICKET)
                .findOne());
    }

    @Override
    public SupportTicket update(SupportTicket ticket, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE support_tickets t
                        SET assignee_id = :assignee, subject = :subject, priority = :priority, status = :status,
                            first_response_at = :firstResponseAt, resolved_at = :resolvedAt, updated_at = :now,
                            revision = revision + 1
                        WHERE id = :id
                        RETURNING\s""" + COLUMNS)
                .bind("id", ticket.id().value())
                .bind("assignee", value(ticket.assigneeId()))
                .bind("subject", ticket.subject())
                .bind("priority", Columns.word(ticket.priority()))
                .bind("status", word(ticket.status()))
                .bind("firstResponseAt", ticket.firstResponseAt())
                .bind("resolvedAt", ticket.resolvedAt())
                .bind("now", now)
                .map(TICKET)
                .one());
    }

    @Override
    public Page<SupportTicket> list(TicketFilter filter, TicketOrder order, boolean withNotes, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .filter("t.user_id = :person", "person", value(filter.userId()))
                .filter("t.assignee_id = :assignee", "assignee", value(filter.assigneeId()))
                .filter("t.status = :status", "status", filter.status() == null ? null : word(filter.status()))
                .filter(
                        "t.priority = :priority",
                        "priority",
                        filter.priority() == null ? null : Columns.word(filter.priority()));
        if (filter.unassigned()) {
            listing.where("t.assignee_id IS NULL", Map.of());
        }
        Long number = filter.number();
        if (number != null) {
            listing.filter("t.number = :number", "number", number);
        } else if (filter.q() != null) {
            listing.with("withNotes", withNotes)
                    .filter(filter.userId() == null ? WORDS_OF_ALL : WORDS_OF_ONE, "words", filter.q());
        }
        return handles.read(handle -> order == TicketOrder.NEWEST
                ? listing.newestFirst(handle, "t.created_at", "t.id", TICKET, SupportTicket::position)
                : listing.oldestFirst(handle, "t.created_at", "t.id", TICKET, SupportTicket::position));
    }

    @Override
    public int countOpen(UserId person) {
        return handles.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM support_tickets WHERE user_id = :person AND status <> 'resolved'")
                .bind("person", person.value())
                .mapTo(Integer.class)
                .one());
    }

    // ---- messages

    @Override
    public void insert(TicketMessage message) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO support_ticket_messages
                            (id, ticket_id, author_id, from_staff, is_internal, body, created_at)
                        VALUES (:id, :ticket, :author, :fromStaff, :internal, :body, :createdAt)
                        """)
                .bind("id", message.id().value())
                .bind("ticket", message.ticketId().value())
                .bind("author", value(message.authorId()))
                .bind("fromStaff", message.fromStaff())
                .bind("internal", message.internal())
                .bind("body", message.body())
                .bind("createdAt", message.createdAt())
                .execute());
    }

    @Override
    public int countMessages(TicketId ticket) {
        return handles.read(
                handle -> handle.createQuery("SELECT count(*) FROM support_ticket_messages WHERE ticket_id = :ticket")
                        .bind("ticket", ticket.value())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public Page<TicketMessage> messages(TicketId ticket, boolean withNotes, PageRequest page) {
        Listing listing = Listing.of("""
                        SELECT m.id, m.ticket_id, m.author_id, m.from_staff, m.is_internal, m.body, m.created_at
                        FROM support_ticket_messages m
                        """, page).where("m.ticket_id = :ticket", Map.of("ticket", ticket.value()));
        if (!withNotes) {
            listing.where("NOT m.is_internal", Map.of());
        }
        return handles.read(handle -> {
            Page<TicketMessage> messages =
                    listing.oldestFirst(handle, "m.created_at", "m.id", MESSAGE, TicketMessage::position);
            Map<TicketMessageId, List<TicketAttachment>> came = attachments(handle, messages.items());
            return messages.map(message -> message.with(came.getOrDefault(message.id(), List.of())));
        });
    }

    private static Map<TicketMessageId, List<TicketAttachment>> attachments(
            Handle handle, List<TicketMessage> messages) {
        if (messages.isEmpty()) {
            return Map.of();
        }
        return handle
                .createQuery(ATTACHED + "WHERE a.message_id = ANY (:messages) ORDER BY d.file_name, d.id")
                .bindArray(
                        "messages",
                        UUID.class,
                        messages.stream().map(each -> each.id().value()).toList())
                .map(ATTACHMENT)
                .list()
                .stream()
                .collect(Collectors.groupingBy(each -> Objects.requireNonNull(each.messageId())));
    }

    // ---- what came with them

    @Override
    public List<TicketAttachment> attach(
            TicketId ticket, @Nullable TicketMessageId message, Set<DocumentId> documents, Instant now) {
        if (documents.isEmpty()) {
            return List.of();
        }
        return handles.write(handle -> handle.createQuery("""
                        WITH attached AS (
                            INSERT INTO support_ticket_attachments (ticket_id, message_id, document_id, created_at)
                            SELECT :ticket, :message, d.id, :now
                            FROM documents d
                            WHERE d.id = ANY (:documents) AND d.deleted_at IS NULL
                            RETURNING document_id, message_id, created_at)
                        SELECT a.document_id, a.message_id, a.created_at, d.file_name, d.file_size, d.media_type
                        FROM attached a
                        JOIN documents d ON d.id = a.document_id
                        ORDER BY d.file_name, d.id
                        """)
                .bind("ticket", ticket.value())
                .bindByType("message", message == null ? null : message.value(), UUID.class)
                .bindArray(
                        "documents",
                        UUID.class,
                        documents.stream().map(DocumentId::value).toList())
                .bind("now", now)
                .map(ATTACHMENT)
                .list());
    }

    @Override
    public List<TicketAttachment> attachments(TicketId ticket) {
        return handles.read(handle -> handle.createQuery(
                        ATTACHED + "WHERE a.ticket_id = :ticket AND a.message_id IS NULL ORDER BY d.file_name, d.id")
                .bind("ticket", ticket.value())
                .map(ATTACHMENT)
                .list());
    }

    @Override
    public boolean isAttached(TicketId ticket, DocumentId document, boolean withNotes) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT EXISTS (
                            SELECT 1
                            FROM support_ticket_attachments a
                            LEFT JOIN support_ticket_messages m ON m.id = a.message_id
                            WHERE a.ticket_id = :ticket AND a.document_id = :document
                              AND (:withNotes OR m.is_internal IS NOT TRUE))
                        """)
                .bind("ticket", ticket.value())
                .bind("document", document.value())
                .bind("withNotes", withNotes)
                .mapTo(Boolean.class)
                .one());
    }

    // ---- mails

    @Override
    public boolean insert(TicketMail mail) {
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO support_ticket_mails (message_id, ticket_id, way, created_at)
                        VALUES (:messageId, :ticket, :way, :at)
                        ON CONFLICT (message_id) DO NOTHING
                        """)
                        .bind("messageId", mail.messageId())
                        .bind("ticket", mail.ticketId().value())
                        .bind("way", Columns.word(mail.way()))
                        .bind("at", mail.at())
                        .execute())
                == 1;
    }

    @Override
    public List<TicketMail> mails(Collection<String> messageIds) {
        if (messageIds.isEmpty()) {
            return List.of();
        }
        return handles.read(handle -> handle.createQuery("""
                        SELECT message_id, ticket_id, way, created_at FROM support_ticket_mails
                        WHERE message_id = ANY (:ids)
                        """)
                .bindArray("ids", String.class, List.copyOf(messageIds))
                .map(MAIL)
                .list());
    }

    @Override
    public List<String> thread(TicketId ticket, Set<Way> ways, int limit) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT message_id
                        FROM (SELECT message_id, created_at,
                                     row_number() OVER (ORDER BY created_at, message_id) AS first,
                                     row_number() OVER (ORDER BY created_at DESC, message_id DESC) AS last
                              FROM support_ticket_mails
                              WHERE ticket_id = :ticket AND way = ANY (:ways)) numbered
                        WHERE first = 1 OR last < :limit
                        ORDER BY created_at, message_id
                        """)
                .bind("ticket", ticket.value())
                .bindArray(
                        "ways", String.class, ways.stream().map(Columns::word).toList())
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    // ---- figures

    @Override
    public void insert(TicketId ticket, Turn turn, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO support_ticket_turns (ticket_id, turn, turned_at) VALUES (:ticket, :turn, :now)
                        """)
                .bind("ticket", ticket.value())
                .bind("turn", Columns.word(turn))
                .bind("now", now)
                .execute());
    }

    @Override
    public TicketBacklog backlog() {
        return handles.read(handle -> handle.createQuery("""
                        SELECT count(*) FILTER (WHERE status = 'open') AS open,
                               count(*) FILTER (WHERE status = 'in progress') AS in_progress,
                               min(created_at) FILTER (WHERE status = 'open') AS oldest_open_at
                        FROM support_tickets
                        WHERE status IN ('open', 'in progress')
                        """)
                .map((row, context) -> new TicketBacklog(
                        row.getLong("open"), row.getLong("in_progress"), Columns.instantOrNull(row, "oldest_open_at")))
                .one());
    }

    @Override
    public List<TicketReport.Row> report(Instant from, Instant to, Instant now) {
        return handles.read(handle -> handle.createQuery(TicketReportSql.REPORT)
                .bind("from", from)
                .bind("to", to)
                .bind("now", now)
                .addCustomizer(Listing.PLANNED_FOR_ITS_VALUES)
                .map(TicketReportSql.ROW)
                .list());
    }
}
