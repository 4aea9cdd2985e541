package dev.tenon.rest.notifications;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.EmailStatus;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.Emails;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The outbox. */
final class EmailRoutes {

    private final Emails emails;

    EmailRoutes(Emails emails) {
        this.emails = emails;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/emails", SIGNED_IN, this::list).query("status", "type", "user", "limit", "cursor"));
        routes.add(get("/v1/emails/{id}", SIGNED_IN, this::show));
        routes.add(post("/v1/emails/{id}/retries", SIGNED_IN, this::retry).taking(Takes.NOTHING));
    }

    private Answer list(Call call) {
        String user = call.query().text("user");
        EmailFilter filter = new EmailFilter(
                call.query().word("status", EmailStatus.class),
                type(call),
                user == null ? null : Ids.parse(user, UserId::parse, UserId::new));
        return call.page(page -> emails.list(call.actor(), filter, page), EmailResponse::from);
    }

    private static @Nullable EmailType type(Call call) {
        String name = call.query().text("type");
        if (name == null) {
            return null;
        }
        return Stream.of(EmailType.values())
                .filter(type -> type.typeName().equals(name))
                .findFirst()
                .orElseThrow(() -> Query.refusal(
                        "type",
                        "unknown-word",
                        Stream.of(EmailType.values())
                                .map(EmailType::typeName)
                                .collect(Collectors.joining(", ", "`type` is one of: ", "."))));
    }

    private Answer show(Call call) {
        return Answer.json(200, EmailResponse.from(emails.get(call.actor(), id(call))));
    }

    private Answer retry(Call call) {
        EmailId id = id(call);
        return call.once(
                QueuedEmail.class,
                actor -> emails.retry(actor, id),
                mail -> Answer.json(200, EmailResponse.from(mail)));
    }

    private static EmailId id(Call call) {
        return Ids.parse(call.path("id"), EmailId::parse, EmailId::new);
    }
}
