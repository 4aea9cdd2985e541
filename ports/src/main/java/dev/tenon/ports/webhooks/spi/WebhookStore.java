package dev.tenon.ports.webhooks.spi;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Webhook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores webhooks (table {@code webhook_endpoints}). */
public interface WebhookStore {

    /**
     * What a webhook signs with, sealed.
     *
     * @param previous the secret before; {@code null} if there is none
     * @param previousUntil until when that one signs too
     */
    record SealedSecrets(
            String current,
            @Nullable String previous,
            @Nullable Instant previousUntil) {}

    /** Adds a webhook. */
    void insert(Webhook webhook, String sealedSecret);

    /**
     * How many webhooks the organization has, or the installation ({@code null}). Whoever else counts the same waits until this
     * commit ends.
     */
    int count(@Nullable OrganizationId organization);

    Optional<Webhook> find(WebhookId id);

    /** The same, locked until the commit. */
    Optional<Webhook> lock(WebhookId id);

    /** The organization's webhooks, or the installation's ({@code null}), newest first. */
    Page<Webhook> list(@Nullable OrganizationId organization, PageRequest page);

    /** Takes over what can change about a webhook, and counts its revision; a call that is held back is held back no more. */
    void update(Webhook webhook, Instant now);

    /** Puts another secret in place of the present one, which signs too until then. */
    void rotate(WebhookId id, String sealedSecret, Instant previousUntil, Instant now);

    /** Removes a webhook; its deliveries are forgotten by and by. */
    void delete(WebhookId id);

    /** The same for all of an organization; returns how many webhooks. */
    int deleteOf(OrganizationId organization);

    /** Notes that an event arrived: the webhook does not fail, or no longer. */
    void arrived(WebhookId id);

    /**
     * Notes that a call failed, and holds back the next one until then.
     *
     * @return the webhook as it is after that, locked until the commit; empty if it is gone
     */
    Optional<Webhook> failed(WebhookId id, Instant now, Instant heldBackUntil);

    /** Holds the next call back no more. */
    void release(WebhookId id);

    /** Tells nothing more, for this reason; false if the webhook is disabled already, or gone. */
    boolean disable(WebhookId id, Webhook.Disabled reason, Instant now);

    /**
     * The same for all that this person made since then, or led to another address, or gave another secret, as the audit trail
     * says; returns those that were disabled.
     */
    List<Webhook> disableTouchedBy(UserId person, Instant since, Webhook.Disabled reason, Instant now);

    /** Forgets secrets whose grace is over; returns how many. */
    int forgetPreviousSecrets(Instant now);
}
