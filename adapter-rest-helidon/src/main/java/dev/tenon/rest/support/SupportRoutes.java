package dev.tenon.rest.support;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.support.ReceivedMail;
import dev.tenon.ports.support.SupportTicket;
import dev.tenon.ports.support.SupportTickets;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Words;
import dev.tenon.rest.problem.HttpProblem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Mails to the support, and its figures. */
final class SupportRoutes {

    private static final String MAIL = "message/rfc822";

    private final SupportTickets tickets;

    SupportRoutes(SupportTickets tickets) {
        this.tickets = tickets;
    }

    /** What became of a mail. */
    record MailResponse(
            String outcome,
            @Nullable TicketId ticketId,
            @Nullable Long number,
            @Nullable String dropped,
            List<String> leftOut) {

        static MailResponse from(ReceivedMail mail) {
            SupportTicket ticket = mail.ticket();
            return new MailResponse(
                    Words.of(mail.outcome()),
                    ticket == null ? null : ticket.id(),
                    ticket == null ? null : Long.valueOf(ticket.number()),
                    mail.dropped() == null ? null : Words.of(mail.dropped()),
                    mail.leftOut());
        }
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/support-mails", SIGNED_IN, this::receive)
                .taking(Takes.FILE)
                .load(Load.LONG));
        routes.add(get("/v1/support-ticket-report", SIGNED_IN, this::report)
                .query("from", "to")
                .load(Load.LONG));
    }

    /** A mail has an id of its own, so one that is sent again is taken once without a key, too. */
    private Answer receive(Call call) {
        String type = call.header("Content-Type").orElse("").split(";", 2)[0].strip();
        if (!type.toLowerCase(Locale.ROOT).equals(MAIL)) {
            throw HttpProblem.MEDIA_TYPE_UNSUPPORTED.because("Send `" + MAIL + "`, and say so in `Content-Type`.");
        }
        return call.once(
                ReceivedMail.class,
                // The body is opened only when it is sure that this request is not a repetition.
                actor -> tickets.receive(actor, call.stream()),
                mail -> Answer.json(200, MailResponse.from(mail)));
    }

    private Answer report(Call call) {
        return Answer.json(
                200,
                TicketReportResponse.from(tickets.report(
                        call.actor(), call.query().date("from"), call.query().date("to"))));
    }
}
