package dev.tenon.cli.support;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.ports.support.ReceivedMail;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.TicketAttachment;
import dev.tenon.ports.support.TicketContext;
import dev.tenon.ports.support.TicketMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How commands print tickets. */
final class TicketFields {

    static final List<Field<SupportTicket>> TICKET = List.of(
            Field.shown("number", "Number", SupportTicket::number),
            Field.flowing("subject", "Subject", SupportTicket::subject),
            Field.shown("status", "Status", ticket -> word(ticket.status())),
            Field.shown("priority", "Priority", ticket -> word(ticket.priority())),
            Field.shown("createdAt", "Asked", SupportTicket::createdAt),
            Field.scripted("firstResponseAt", SupportTicket::firstResponseAt),
            Field.scripted("resolvedAt", SupportTicket::resolvedAt),
            Field.shown("userId", "Who asked", SupportTicket::userId),
            Field.shown("assigneeId", "Assignee", SupportTicket::assigneeId),
            Field.scripted("id", SupportTicket::id),
            Field.scripted("description", SupportTicket::description),
            Field.scripted("updatedAt", SupportTicket::updatedAt));

    static final List<Field<TicketMessage>> MESSAGE = List.of(
            Field.shown("createdAt", "Time", TicketMessage::createdAt),
            Field.tabled("From", Look.WHOLE, TicketFields::from),
            Field.scripted("isFromStaff", TicketMessage::fromStaff),
            Field.scripted("isInternal", TicketMessage::internal),
            Field.flowing("body", "Message", TicketMessage::body),
            Field.tabled("Attached", Look.FLOWING, message -> names(message.attachments())),
            Field.scripted("id", TicketMessage::id),
            Field.scripted("ticketId", TicketMessage::ticketId),
            Field.scripted("authorId", TicketMessage::authorId),
            Field.scripted(
                    "attachments",
                    message -> message.attachments().stream()
                            .map(TicketFields::scripted)
                            .toList()));

    /** A ticket with all that was said. */
    record Conversation(SupportTicket ticket, List<TicketAttachment> attachments, List<TicketMessage> messages) {}

    static final List<Field<Conversation>> CONVERSATION = Stream.concat(
                    TICKET.stream()
                            .filter(field -> !"description".equals(field.name()))
                            .map(field -> field.of(Conversation::ticket)),
                    Stream.of(
                            Field.<Conversation>flowing(
                                    "description",
                                    "Description",
                                    whole -> whole.ticket().description()),
                            Field.<Conversation>tabled("Attached", Look.FLOWING, whole -> names(whole.attachments())),
                            Field.<Conversation>scripted(
                                    "attachments",
                                    whole -> whole.attachments().stream()
                                            .map(TicketFields::scripted)
                                            .toList()),
                            Field.<Conversation>scripted(
                                    "messages",
                                    whole -> whole.messages().stream()
                                            .map(TicketFields::scripted)
                                            .toList())))
            .toList();

    static final List<Field<ReceivedMail>> RECEIVED = List.of(
            Field.shown("outcome", "Outcome", mail -> word(mail.outcome())),
            Field.shown(
                    "number",
                    "Ticket",
                    mail -> mail.ticket() == null ? null : mail.ticket().number()),
            Field.scripted(
                    "ticketId",
                    mail -> mail.ticket() == null ? null : mail.ticket().id()),
            Field.shown("dropped", "Dropped", mail -> mail.dropped() == null ? null : word(mail.dropped())),
            Field.flowing("leftOut", "Left out", ReceivedMail::leftOut));

    static final List<Field<TicketContext>> CONTEXT = List.of(
            Field.flowing(
                    "plans",
                    "Plans",
                    context -> context.plans() == null
                            ? null
                            : context.plans().stream()
                                    .map(held -> held.planName() + ", "
                                            + word(held.subscription().status()))
                                    .toList()),
            Field.flowing(
                    "unpaidInvoices",
                    "Unpaid invoices",
                    context -> context.unpaidInvoices() == null
                            ? null
                            : context.unpaidInvoices().stream()
                                    .map(invoice -> invoice.reference() + ", " + invoice.amountDue())
                                    .toList()),
            Field.flowing(
                    "failedMails",
                    "Failed mails",
                    context -> context.failedMails() == null
                            ? null
                            : context.failedMails().stream()
                                    .map(mail -> mail.type().typeName() + ", " + mail.createdAt())
                                    .toList()),
            Field.flowing("withheld", "Withheld", TicketContext::withheld));

    private TicketFields() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String from(TicketMessage message) {
        return message.internal() ? "note" : message.fromStaff() ? "staff" : "person";
    }

    private static @Nullable Object names(List<TicketAttachment> attachments) {
        return attachments.isEmpty()
                ? null
                : attachments.stream().map(TicketAttachment::fileName).toList();
    }

    private static Map<String, @Nullable Object> scripted(TicketAttachment attachment) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("documentId", attachment.documentId());
        object.put("fileName", attachment.fileName());
        object.put("fileSize", attachment.fileSize());
        object.put("mediaType", attachment.mediaType());
        object.put("attachedAt", attachment.attachedAt());
        return object;
    }

    private static Map<String, @Nullable Object> scripted(TicketMessage message) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        MESSAGE.forEach(field -> {
            String name = field.name();
            if (name != null) {
                object.put(name, field.value().apply(message));
            }
        });
        return object;
    }
}
