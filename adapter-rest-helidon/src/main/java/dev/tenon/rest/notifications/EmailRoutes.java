package dev.tenon.rest.notifications;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.notifications.Emails;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.RouteTable;

/** The outbox. */
final class EmailRoutes {

    private final Emails emails;

    EmailRoutes(Emails emails) {
        this.emails = emails;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/emails", SIGNED_IN, this::list).query("limit", "cursor"));
    }

    private Answer list(Call call) {
        return call.page(page -> emails.list(call.actor(), page), EmailResponse::from);
    }
}
