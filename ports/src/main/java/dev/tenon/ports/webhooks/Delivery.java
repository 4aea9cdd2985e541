package dev.tenon.ports.webhooks;

import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.WebhookId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one webhook.
 *
 * @param eventId which event; the receiver sees it as {@code webhook-id}, the same for every try
 * @param occurredAt when it happened
 * @param queuedAt when it was put into the queue: as it happened, or for a replay
 * @param attempts how often it was tried since then
 * @param nextAttemptAt when it is due, if it is still to be tried
 * @param responseStatus the status of the last answer; {@code null} if there was none
 * @param duration how long the last try took; {@code null} before the first
 * @param lastError why the last try failed; {@code null} if none did
 * @param lastAttemptAt when it was last tried; {@code null} before the first
 * @param deliveredAt when it arrived; {@code null} if it did not
 */
public record Delivery(
        WebhookId webhookId,
        EventId eventId,
        String eventType,
        DeliveryStatus status,
        Instant occurredAt,
        Instant queuedAt,
        int attempts,
        Instant nextAttemptAt,
        @Nullable Integer responseStatus,
        @Nullable Duration duration,
        @Nullable String lastError,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant deliveredAt) {

    /** The delivery's place in the list, newest first. */
    public Position position() {
        return new Position(queuedAt, eventId.value());
    }
}
