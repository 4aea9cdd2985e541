package dev.tenon.rest.webhooks;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.patch;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.IssuedWebhook;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.WebhookPatch;
import dev.tenon.ports.webhooks.Webhooks;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.stream.Stream;

/** Webhooks of the installation and of organizations. */
final class WebhookRoutes {

    private static final String[] READ_ONLY = {
        "id",
        "createdBy",
        "disabledReason",
        "disabledAt",
        "failingSince",
        "failures",
        "previousSecretUntil",
        "createdAt",
        "secret"
    };
    private static final String[] NOT_AT_FIRST =
            Stream.concat(Stream.of(READ_ONLY), Stream.of("isEnabled")).toArray(String[]::new);
    private static final String[] SET_ONCE =
            Stream.concat(Stream.of(READ_ONLY), Stream.of("organizationId")).toArray(String[]::new);

    private final Webhooks webhooks;

    WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/webhooks", SIGNED_IN, this::create));
        routes.add(get("/v1/webhooks", SIGNED_IN, this::list).query("organizationId", "limit", "cursor"));
        routes.add(get("/v1/webhooks/{id}", SIGNED_IN, this::show));
        routes.add(patch("/v1/webhooks/{id}", SIGNED_IN, this::update));
        routes.add(delete("/v1/webhooks/{id}", SIGNED_IN, this::remove));
        routes.add(post("/v1/webhooks/{id}/rotations", SIGNED_IN, this::rotate).taking(Takes.NOTHING));
    }

    private Answer create(Call call) {
        Fields fields = call.fields();
        NewWebhook wanted = new NewWebhook(
                fields.nullableId("organizationId", OrganizationId::parse),
                fields.text("url"),
                fields.nullableText("description"),
                fields.texts("eventTypes", NewWebhook.MOST_EVENT_TYPES));
        fields.close(NOT_AT_FIRST);
        return call.once(
                IssuedWebhook.class,
                actor -> webhooks.create(actor, wanted),
                issued -> IssuedWebhookResponse.answer(201, issued)
                        .with(
                                "Location",
                                call.location("/v1/webhooks/" + issued.webhook().id())));
    }

    private Answer list(Call call) {
        String organization = call.query().text("organizationId");
        OrganizationId id =
                organization == null ? null : Ids.parse(organization, OrganizationId::parse, OrganizationId::new);
        return call.page(page -> webhooks.list(call.actor(), id, page), WebhookResponse::from);
    }

    private Answer show(Call call) {
        return one(webhooks.get(call.actor(), id(call)));
    }

    private Answer update(Call call) {
        Expected expected = call.ifMatch();
        Fields fields = call.fields();
        WebhookPatch patch = new WebhookPatch(
                fields.optionalText("url"),
                fields.patchedText("description"),
                fields.has("eventTypes") ? fields.texts("eventTypes", NewWebhook.MOST_EVENT_TYPES) : null,
                fields.has("isEnabled") ? fields.requiredFlag("isEnabled") : null);
        fields.close(SET_ONCE);
        return one(webhooks.update(call.actor(), id(call), patch, expected));
    }

    private Answer remove(Call call) {
        webhooks.delete(call.actor(), id(call));
        return Answer.empty(204);
    }

    private Answer rotate(Call call) {
        WebhookId id = id(call);
        return call.once(
                IssuedWebhook.class,
                actor -> webhooks.rotate(actor, id),
                issued -> IssuedWebhookResponse.answer(200, issued));
    }

    private static Answer one(Webhook webhook) {
        return Answer.json(200, WebhookResponse.from(webhook)).withRevision(webhook.revision());
    }

    /** The webhook that the path names. */
    static WebhookId id(Call call) {
        return Ids.parse(call.path("id"), WebhookId::parse, WebhookId::new);
    }
}
