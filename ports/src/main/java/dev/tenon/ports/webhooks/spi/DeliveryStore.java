package dev.tenon.ports.webhooks.spi;

import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.DeliveryBacklog;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.spi.WebhookStore.SealedSecrets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the queue of events (table {@code webhook_deliveries}): what they say stands in the audit trail. */
public interface DeliveryStore {

    /**
     * An event that happened.
     *
     * @param type the action of the audit row
     * @param organization the one that it belongs to; {@code null} if it belongs to none
     */
    record Event(EventId id, String type, @Nullable OrganizationId organization) {}

    /** A delivery that a worker has claimed, and what it needs to be told. */
    record ClaimedDelivery(Delivery delivery, Webhook webhook, SealedSecrets secrets) {}

    /** What came of a try: the status of the answer, if there was one, and how long it took. */
    record Tried(
            @Nullable Integer responseStatus,
            Duration duration,
            @Nullable String error,
            Instant at) {}

    /**
     * Queues events for each webhook that is enabled, may hear of them, and asks for them: those of the installation, and those
     * of the event's organization. With none of them it costs next to nothing.
     */
    void enqueue(List<Event> events, Instant now);

    /** Queues one event for one webhook, whatever it asks for. */
    void enqueueFor(WebhookId webhook, EventId event, String type, Instant now);

    /**
     * How much is under way at a time.
     *
     * @param claimed at most so many are claimed now
     * @param ofOne of one webhook
     * @param ofOrganization of all webhooks of an organization together; those of the installation are not counted so
     */
    record Bounds(int claimed, int ofOne, int ofOrganization) {}

    /**
     * Queues the events of the audit trail from this time on and until that that the webhook asks for, anew if they are in the
     * queue already; what is under way is left as it is. At most {@code limit}; returns how many there are, those too that are
     * under way.
     */
    int replay(Webhook webhook, Instant from, Instant to, int limit, Instant now);

    /**
     * Claims deliveries of enabled webhooks that are due, and those whose lease ran out: each goes to one worker, and nobody
     * waits for another. Of each webhook no more than the bounds say are under way at a time, on all servers together; one if it
     * fails, and none while it is held back; each gets its first before any gets its second. Counts the attempt and sets the
     * lease. One claims at a time: whoever comes before that has been committed gets nothing, and comes again.
     */
    List<ClaimedDelivery> claim(UUID worker, Instant now, Instant leaseUntil, Bounds bounds);

    /** Marks a claimed delivery as arrived; false if the claim (worker and attempt) is no longer this one. */
    boolean markDelivered(Delivery delivery, UUID worker, Tried tried);

    /** Gives a claimed delivery back for another try, or up ({@code nextAttemptAt} null); false as above. */
    boolean markFailed(Delivery delivery, UUID worker, @Nullable Instant nextAttemptAt, Tried tried);

    Optional<Delivery> find(WebhookId webhook, EventId event);

    /** Makes a delivery due at once, with all its tries; false if it is under way at this moment, or gone. */
    boolean retry(WebhookId webhook, EventId event, Instant now);

    /** A webhook's deliveries, newest first; only those of the status if it is not {@code null}. */
    Page<Delivery> list(WebhookId webhook, @Nullable DeliveryStatus status, PageRequest page);

    /** What waits; nothing is counted beyond {@link DeliveryBacklog#MOST_COUNTED}. */
    DeliveryBacklog backlog(Instant now);

    /** Forgets deliveries that were queued before this, and those of webhooks that are gone; at most {@code limit}. */
    int deleteQueuedBefore(Instant before, int limit);
}
