package dev.tenon.ports.webhooks;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.WebhookId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks tell other programs what happens: every row of the audit trail is an event, whose type is the row's action. An
 * event is queued in the commit that causes it, and arrives at least once, signed as Standard Webhooks has it.
 *
 * <p>Those of the installation hear of everything; {@code webhooks:read} and {@code webhooks:write} see and keep them. Those of
 * an organization hear of what belongs to it alone; its owners and administrators keep them, signed in, and so does whoever
 * holds those permissions. To everybody else there are none.
 */
public interface Webhooks {

    /** The type of the event that only tries whether events arrive. */
    String TEST = "tenon.test";

    /** How many webhooks the installation may have, and each organization. */
    int MOST = 20;

    /** How long the secret before a new one goes on signing beside it. */
    Duration GRACE = Duration.ofHours(24);

    /** The longest time of one replay. */
    Duration LONGEST_REPLAY = Duration.ofDays(31);

    /** The most events of one replay. */
    int MOST_REPLAYED = 10_000;

    /**
     * Makes a webhook. Recorded as {@code webhook.created}.
     *
     * @throws Refusal {@link WebhookRefusal#TOO_MANY}; {@code request-invalid}, for an address that is not public too;
     *     {@code organization-not-found}; {@code request-forbidden}; {@code api-key-not-here}; {@code impersonation-not-here}
     */
    IssuedWebhook create(Actor actor, NewWebhook wanted);

    /**
     * An organization's webhooks, or the installation's, newest first.
     *
     * @param organization whose; {@code null} for the installation's
     * @throws Refusal {@code organization-not-found}; {@code request-forbidden}
     */
    Page<Webhook> list(Actor actor, @Nullable OrganizationId organization, PageRequest page);

    /**
     * One webhook, without its secret.
     *
     * @throws Refusal {@link WebhookRefusal#NOT_FOUND}
     */
    Webhook get(Actor actor, WebhookId id);

    /**
     * Changes a webhook. Enabling one that was disabled forgets its failures, and so does another address; what was queued before goes out then, and what
     * happened in between can be replayed. Recorded as {@code webhook.updated}, if anything changed.
     *
     * @throws Refusal {@link WebhookRefusal#NOT_FOUND}; {@code request-invalid}; {@code request-precondition-failed}; {@code
     *     impersonation-not-here}
     */
    Webhook update(Actor actor, WebhookId id, WebhookPatch patch, Expected expected);

    /**
     * Gives a webhook another secret; the one before goes on signing beside it for {@link #GRACE}, and as long there is no third.
     * Recorded as {@code webhook.rotated}.
     *
     * @throws Refusal {@link WebhookRefusal#NOT_FOUND}; {@link WebhookRefusal#TWO_SECRETS}; {@code impersonation-not-here}
     */
    IssuedWebhook rotate(Actor actor, WebhookId id);

    /**
     * Deletes a webhook with its queue. Recorded as {@code webhook.deleted}.
     *
     * @throws Refusal {@link WebhookRefusal#NOT_FOUND}; {@code impersonation-not-here}
     */
    void delete(Actor actor, WebhookId id);

    /**
     * What was told to a webhook or is to be, newest first; kept for 30 days.
     *
     * @param status only those; {@code null} for all
     * @throws Refusal {@link WebhookRefusal#NOT_FOUND}
     */
    Page<Delivery> deliveries(Actor actor, WebhookId id, @Nullable DeliveryStatus status, PageRequest page);

    /**
     * Puts a delivery back into the queue, due at once and with all its tries, whatever became of it. Recorded as
     * {@code webhook.delivery-retried}.
     *
     * @throws Refusal {@link WebhookRefusal#NOT_FOUND}; {@link WebhookRefusal#DELIVERY_NOT_FOUND}; {@link
     *     WebhookRefusal#UNDER_WAY}; {@link WebhookRefusal#DISABLED}; {@code impersonation-not-here}
     */
    Delivery retry(Actor actor, WebhookId id, EventId event);

    /**
     * Queues again, out of the audit trail, every event of this time that the webhook asks for now, whatever became of it
     * then; with the same {@code webhook-id}, so that a receiver knows what it has seen. Of {@link #LONGEST_REPLAY} at most.
     * Recorded as {@code webhook.replayed}.
     *
     * @param from inclusive
     * @param to exclusive
     * @return how many events, those too that are under way at this moment
     * @throws Refusal {@link WebhookRefusal#NOT_FOUND}; {@link WebhookRefusal#REPLAY_TOO_LONG} for more than {@link
     *     #MOST_REPLAYED}; {@link WebhookRefusal#DISABLED}; {@code request-invalid}; {@code impersonation-not-here}
     */
    int replay(Actor actor, WebhookId id, Instant from, Instant to);

    /**
     * Queues an event of the type {@code tenon.test}, whatever types the webhook asks for. Recorded as
     * {@code webhook.tested}.
     *
     * @throws Refusal {@link WebhookRefusal#NOT_FOUND}; {@link WebhookRefusal#DISABLED}; {@code impersonation-not-here}
     */
    Delivery test(Actor actor, WebhookId id);

    /** What waits. Needs {@code webhooks:read}. */
    DeliveryBacklog backlog(Actor actor);
}
