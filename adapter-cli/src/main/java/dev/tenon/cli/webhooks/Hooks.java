package dev.tenon.cli.webhooks;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.IssuedWebhook;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.WebhookRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How commands name and print webhooks and what they were told. */
final class Hooks {

    static final List<Field<Webhook>> FIELDS = List.of(
            Field.shown("id", "Id", Webhook::id),
            Field.shown("url", "Address", Webhook::url),
            Field.tabled("Events", Look.WHOLE, Hooks::told),
            Field.tabled("State", Look.WHOLE, Hooks::state),
            Field.shown("description", "Description", Webhook::description),
            Field.scripted("organizationId", Webhook::organizationId),
            Field.scripted("createdBy", Webhook::createdBy),
            Field.scripted(
                    "eventTypes",
                    webhook -> webhook.eventTypes().stream().sorted().toList()),
            Field.scripted("isEnabled", Webhook::isEnabled),
            Field.scripted("disabledReason", webhook -> word(webhook.disabledReason())),
            Field.scripted("disabledAt", Webhook::disabledAt),
            Field.scripted("failingSince", Webhook::failingSince),
            Field.scripted("failures", Webhook::failures),
            Field.scripted("previousSecretUntil", Webhook::previousSecretUntil),
            Field.scripted("createdAt", Webhook::createdAt));

    static final List<Field<Delivery>> DELIVERIES = List.of(
            Field.shown("eventId", "Event", Delivery::eventId),
            Field.shown("eventType", "Type", Delivery::eventType),
            Field.shown("status", "Status", delivery -> word(delivery.status())),
            Field.shown("attempts", "Tries", Delivery::attempts),
            Field.shown("responseStatus", "Answer", Delivery::responseStatus),
            Field.shown("queuedAt", "Queued", Delivery::queuedAt),
            Field.shown("lastError", "Error", Delivery::lastError),
            Field.scripted("occurredAt", Delivery::occurredAt),
            Field.scripted("nextAttemptAt", delivery -> delivery.status().isOpen() ? delivery.nextAttemptAt() : null),
            Field.scripted("durationMillis", Hooks::millis),
            Field.scripted("lastAttemptAt", Delivery::lastAttemptAt),
            Field.scripted("deliveredAt", Delivery::deliveredAt));

    private Hooks() {}

    static WebhookId id(String text) {
        return WebhookId.parse(text).orElseThrow(WebhookRefusal.NOT_FOUND::refusal);
    }

    static EventId event(String text) {
        return EventId.parse(text).orElseThrow(WebhookRefusal.DELIVERY_NOT_FOUND::refusal);
    }

    /** The secret, this once, and then what it is of. */
    static void print(Work work, IssuedWebhook issued) {
        List<Field<IssuedWebhook>> fields = new ArrayList<>();
        fields.add(Field.shown("secret", "Secret", IssuedWebhook::secret));
        FIELDS.forEach(field -> fields.add(field.of(IssuedWebhook::webhook)));
        work.output().one(issued, fields);
        work.output().say("Keep the secret where only the receiver finds it: it is not shown again.");
    }

    private static String told(Webhook webhook) {
        return webhook.eventTypes().isEmpty()
                ? "all"
                : String.join(", ", webhook.eventTypes().stream().sorted().toList());
    }

    private static String state(Webhook webhook) {
        if (webhook.isEnabled()) {
            return webhook.failingSince() == null ? "enabled" : "failing since " + webhook.failingSince();
        }
        return "disabled: " + word(webhook.disabledReason());
    }

    private static @Nullable Long millis(Delivery delivery) {
        return delivery.duration() == null ? null : delivery.duration().toMillis();
    }

    private static @Nullable String word(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
