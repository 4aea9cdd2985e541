package dev.tenon.core.webhooks;

import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.FieldChange;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.webhooks.Delivery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is told: {@code {"type", "timestamp", "data"}} as Standard Webhooks has it. It names things and says which
 * fields changed, as the audit trail does: no secret, and nothing that tells about a person. The same for every try.
 */
final class EventText {

    private EventText() {}

    /** An event out of the audit trail. */
    static JsonText of(AuditRow row) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        OrganizationId organization = row.entry().organizationId();
        data.put("auditId", row.id().toString());
        data.put("organizationId", organization == null ? null : organization.toString());
        data.put("actor", row.actorLabel());
        data.put("recordType", row.entry().table());
        data.put("recordId", row.entry().recordId());
        data.put("details", JsonText.object(row.entry().details()));
        data.put("changes", changes(row.entry().changes()));
        return event(row.entry().action(), row.createdAt(), data);
    }

    /** A test. */
    static JsonText ofTest(Delivery delivery) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("webhookId", delivery.webhookId().toString());
        return event(delivery.eventType(), delivery.occurredAt(), data);
    }

    private static JsonText event(String type, Instant at, Map<String, @Nullable Object> data) {
        return JsonText.object(Map.of("type", type, "timestamp", at.toString(), "data", JsonText.object(data)));
    }

    /** What a field was and is; an empty object where the trail says only that it changed. */
    private static JsonText changes(Map<String, FieldChange> changes) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        changes.forEach((field, change) -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            if (!change.isWithheld()) {
                values.put("before", change.before());
                values.put("after", change.after());
            }
            named.put(field, JsonText.object(values));
        });
        return JsonText.object(named);
    }
}
