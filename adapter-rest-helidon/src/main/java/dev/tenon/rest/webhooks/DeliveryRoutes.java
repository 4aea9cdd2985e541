package dev.tenon.rest.webhooks;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.Webhooks;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.time.Instant;

/** What webhooks were told, and telling it again. */
final class DeliveryRoutes {

    private final Webhooks webhooks;

    DeliveryRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/webhooks/{id}/deliveries", SIGNED_IN, this::list).query("status", "limit", "cursor"));
        routes.add(post("/v1/webhooks/{id}/deliveries/{eventId}/retries", SIGNED_IN, this::retry)
                .taking(Takes.NOTHING));
        routes.add(post("/v1/webhooks/{id}/replays", SIGNED_IN, this::replay));
        routes.add(post("/v1/webhooks/{id}/tests", SIGNED_IN, this::test).taking(Takes.NOTHING));
    }

    private Answer list(Call call) {
        WebhookId id = WebhookRoutes.id(call);
        DeliveryStatus status = call.query().word("status", DeliveryStatus.class);
        return call.page(page -> webhooks.deliveries(call.actor(), id, status, page), DeliveryResponse::from);
    }

    private Answer retry(Call call) {
        WebhookId id = WebhookRoutes.id(call);
        EventId event = Ids.parse(call.path("eventId"), EventId::parse, EventId::new);
        return call.once(Delivery.class, actor -> webhooks.retry(actor, id, event), DeliveryRoutes::queued);
    }

    private Answer replay(Call call) {
        WebhookId id = WebhookRoutes.id(call);
        Fields fields = call.fields();
        Instant from = fields.requiredInstant("from");
        Instant to = fields.requiredInstant("to");
        fields.close();
        return call.once(
                Integer.class,
                actor -> webhooks.replay(actor, id, from, to),
                queued -> Answer.json(202, new ReplayResponse(queued)));
    }

    private Answer test(Call call) {
        WebhookId id = WebhookRoutes.id(call);
        return call.once(Delivery.class, actor -> webhooks.test(actor, id), DeliveryRoutes::queued);
    }

    private static Answer queued(Delivery delivery) {
        return Answer.json(202, DeliveryResponse.from(delivery));
    }

    /** How many events a replay queued. */
    private record ReplayResponse(int queued) {}
}
