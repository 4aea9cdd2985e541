package dev.tenon.rest.webhooks;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A webhook as clients see it. */
record WebhookResponse(
        WebhookId id,
        @Nullable OrganizationId organizationId,
        @Nullable UserId createdBy,
        String url,
        @Nullable String description,
        List<String> eventTypes,
        boolean isEnabled,
        @Nullable String disabledReason,
        @Nullable Instant disabledAt,
        @Nullable Instant failingSince,
        int failures,
        @Nullable Instant previousSecretUntil,
        Instant createdAt) {

    static WebhookResponse from(Webhook webhook) {
        Webhook.Disabled reason = webhook.disabledReason();
        return new WebhookResponse(
                webhook.id(),
                webhook.organizationId(),
                webhook.createdBy(),
                webhook.url().toString(),
                webhook.description(),
                webhook.eventTypes().stream().sorted().toList(),
                webhook.isEnabled(),
                reason == null ? null : Words.of(reason),
                webhook.disabledAt(),
                webhook.failingSince(),
                webhook.failures(),
                webhook.previousSecretUntil(),
                webhook.createdAt());
    }
}
