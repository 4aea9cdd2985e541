package dev.tenon.rest.webhooks;

import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.rest.json.Words;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A delivery as clients see it. */
record DeliveryResponse(
        EventId eventId,
        String eventType,
        String status,
        Instant occurredAt,
        Instant queuedAt,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Integer responseStatus,
        @Nullable Long durationMillis,
        @Nullable String lastError,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant deliveredAt) {

    static DeliveryResponse from(Delivery delivery) {
        Duration duration = delivery.duration();
        return new DeliveryResponse(
                delivery.eventId(),
                delivery.eventType(),
                Words.of(delivery.status()),
                delivery.occurredAt(),
                delivery.queuedAt(),
                delivery.attempts(),
                delivery.status().isOpen() ? delivery.nextAttemptAt() : null,
                delivery.responseStatus(),
                duration == null ? null : duration.toMillis(),
                delivery.lastError(),
                delivery.lastAttemptAt(),
                delivery.deliveredAt());
    }
}
