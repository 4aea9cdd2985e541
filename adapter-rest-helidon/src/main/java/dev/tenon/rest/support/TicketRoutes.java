package dev.tenon.rest.support;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.support.NewTicket;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.ports.support.TicketFilter;
import dev.tenon.ports.support.TicketMessage;
import dev.tenon.ports.support.TicketOrder;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.ports.support.TicketPriority;
import dev.tenon.ports.support.TicketStatus;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tickets and their messages. */
final class TicketRoutes {

    private static final String[] READ_ONLY = {
        "id", "number", "userId", "description", "createdAt", "updatedAt", "firstResponseAt", "resolvedAt"
    };
    private static final String ALL = "/v1/support-tickets";
    private static final String ONE = ALL + "/{id}";

    private final SupportTickets tickets;

    TicketRoutes(SupportTickets tickets) {
        this.tickets = tickets;
    }

    void routing(RouteTable routes) {
        routes.add(get(ALL, SIGNED_IN, this::list)
                .query("status", "priority", "userId", "assigneeId", "unassigned", "q", "order", "limit", "cursor"));
        routes.add(post(ALL, SIGNED_IN, this::create));
        routes.add(get(ONE, SIGNED_IN, this::show));
        routes.add(patch(ONE, SIGNED_IN, this::update));
        routes.add(get(ONE + "/messages", SIGNED_IN, this::messages).query("limit", "cursor"));
        routes.add(post(ONE + "/messages", SIGNED_IN, this::answer));
        routes.add(get(ONE + "/attachments", SIGNED_IN, this::attachments));
        routes.add(get(ONE + "/context", SIGNED_IN, this::context));
    }

    private Answer list(Call call) {
        TicketFilter filter = new TicketFilter(
                call.query().word("status", TicketStatus.class),
                call.query().word("priority", TicketPriority.class),
                person(call, "userId"),
                person(call, "assigneeId"),
                call.query().flag("unassigned"),
                call.query().text("q"));
        TicketOrder order = call.query().word("order", TicketOrder.class);
        return call.page(
                page -> tickets.list(call.actor(), filter, order == null ? TicketOrder.NEWEST : order, page),
                TicketResponse::from);
    }

    private static @Nullable UserId person(Call call, String name) {
        String id = call.query().text(name);
        return id == null ? null : Ids.parse(id, UserId::parse, UserId::new);
    }

    private Answer create(Call call) {
        Fields fields = call.fields();
        String subject = fields.text("subject");
        String description = fields.nullableText("description");
        Set<DocumentId> attachments = documents(fields);
        fields.close(
                "id",
                "number",
                "userId",
                "assigneeId",
                "priority",
                "status",
                "createdAt",
                "updatedAt",
                "firstResponseAt",
                "resolvedAt");
        NewTicket wanted = new NewTicket(subject, description, attachments);
        return call.once(
                SupportTicket.class,
                actor -> tickets.create(actor, wanted),
                ticket -> TicketResponse.answer(201, ticket).with("Location", call.location(ALL + "/" + ticket.id())));
    }

    private static Set<DocumentId> documents(Fields fields) {
        Set<DocumentId> ids = new LinkedHashSet<>();
        for (String text : fields.texts("attachments", NewTicketMessage.MOST_ATTACHMENTS)) {
            DocumentId.parse(text)
                    .ifPresentOrElse(
                            ids::add,
                            () -> fields.error("attachments", "wrong-type", "`attachments` is a list of ids."));
        }
        return ids;
    }

    private Answer show(Call call) {
        return TicketResponse.answer(200, tickets.get(call.actor(), id(call)));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        TicketStatus status = fields.word("status", EnumSet.allOf(TicketStatus.class));
        TicketPriority priority = fields.word("priority", EnumSet.allOf(TicketPriority.class));
        Patched<UserId> assignee = fields.has("assigneeId")
                ? Patched.to(fields.nullableId("assigneeId", UserId::parse))
                : Patched.absent();
        String subject = fields.optionalText("subject");
        fields.close(READ_ONLY);
        TicketPatch wanted = new TicketPatch(status, priority, assignee, subject);
        return TicketResponse.answer(200, tickets.update(call.actor(), id(call), wanted, expected));
    }

    private Answer messages(Call call) {
        TicketId id = id(call);
        return call.page(page -> tickets.messages(call.actor(), id, page), TicketMessageResponse::from);
    }

    private Answer answer(Call call) {
        TicketId id = id(call);
        Fields fields = call.fields();
        String body = fields.text("body");
        boolean internal = fields.flag("isInternal");
        Set<DocumentId> attachments = documents(fields);
        fields.close("id", "ticketId", "authorId", "isFromStaff", "createdAt");
        NewTicketMessage wanted = new NewTicketMessage(body, internal, attachments);
        return call.once(
                TicketMessage.class,
                actor -> tickets.answer(actor, id, wanted),
                message -> Answer.json(201, TicketMessageResponse.from(message)));
    }

    private Answer attachments(Call call) {
        return call.all(tickets.attachments(call.actor(), id(call)), TicketAttachmentResponse::from);
    }

    private Answer context(Call call) {
        return Answer.json(200, TicketContextResponse.from(tickets.context(call.actor(), id(call))));
    }

    private static TicketId id(Call call) {
        return Ids.parse(call.path("id"), TicketId::parse, TicketId::new);
    }
}
