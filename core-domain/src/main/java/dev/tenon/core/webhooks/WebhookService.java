package dev.tenon.core.webhooks;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.DeliveryBacklog;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.IssuedWebhook;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.WebhookPatch;
import dev.tenon.ports.webhooks.WebhookRefusal;
import dev.tenon.ports.webhooks.Webhooks;
import dev.tenon.ports.webhooks.spi.DeliveryStore;
import dev.tenon.ports.webhooks.spi.WebhookSender;
import dev.tenon.ports.webhooks.spi.WebhookStore;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

final class WebhookService implements Webhooks {

    static final String TABLE = "webhook_endpoints";

    private final Kernel kernel;
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final WebhookKeepers keepers;
    private final WebhookRules rules;
    private final SigningSecrets secrets;

    WebhookService(Kernel kernel, @Nullable WebhookSender sender, SigningSecrets secrets) {
        this.kernel = kernel;
        this.webhooks = kernel.storage().webhooks();
        this.deliveries = kernel.storage().deliveries();
        this.keepers = new WebhookKeepers(kernel.storage());
        this.rules = new WebhookRules(sender);
        this.secrets = secrets;
    }

    @Override
    public IssuedWebhook create(Actor actor, NewWebhook wanted) {
        OrganizationId organization = wanted.organizationId();
        keepers.create(actor, organization);
        Violations violations = new Violations();
        URI url = rules.url(wanted.url(), violations);
        WebhookRules.description(wanted.description(), violations);
        WebhookRules.eventTypes(wanted.eventTypes(), violations);
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            // Counting locks the organization, and that comes before its members everywhere.
            int made = webhooks.count(organization);
            keepers.createStill(actor, organization);
            if (made >= MOST) {
                throw WebhookRefusal.TOO_MANY.refusal();
            }
            Webhook webhook = new Webhook(
                    new WebhookId(kernel.ids().next()),
                    organization,
                    actor.userId(),
                    Objects.requireNonNull(url),
                    wanted.description(),
                    wanted.eventTypes(),
                    null,
                    null,
                    null,
                    0,
                    null,
                    now,
                    1);
            String secret = secrets.made();
            webhooks.insert(webhook, secrets.sealed(secret));
            change.audit(entry("webhook.created", webhook).with("eventTypes", types(wanted.eventTypes())));
            return new IssuedWebhook(webhook, secret);
        });
    }

    @Override
    public Page<Webhook> list(Actor actor, @Nullable OrganizationId organization, PageRequest page) {
        keepers.list(actor, organization);
        return webhooks.list(organization, page);
    }

    @Override
    public Webhook get(Actor actor, WebhookId id) {
        return keepers.visible(actor, webhooks.find(id).orElse(null));
    }

    @Override
    public Webhook update(Actor actor, WebhookId id, WebhookPatch patch, Expected expected) {
        Webhook known = kept(actor, id);
        Violations violations = new Violations();
        String wantedUrl = patch.url();
        URI url = wantedUrl == null ? null : rules.url(wantedUrl, violations);
        WebhookRules.description(patch.description().value(), violations);
        Set<String> types = patch.eventTypes();
        if (types != null) {
            WebhookRules.eventTypes(types, violations);
        }
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Webhook before = locked(actor, known);
            expected.check(before.revision());
            Webhook after = changed(before, patch, url, now);
            if (after.equals(before)) {
                return before;
            }
            webhooks.update(after, now);
            change.audit(entry("webhook.updated", before)
                    .changedWithheld("url", before.url(), after.url())
                    .changedWithheld("description", before.description(), after.description())
                    .changed("eventTypes", types(before.eventTypes()), types(after.eventTypes()))
                    .changed("enabled", Boolean.toString(before.isEnabled()), Boolean.toString(after.isEnabled())));
            return webhooks.find(id).orElseThrow(WebhookRefusal.NOT_FOUND::refusal);
        });
    }

    private static Webhook changed(Webhook before, WebhookPatch patch, @Nullable URI url, Instant now) {
        Set<String> types = patch.eventTypes();
        Boolean enabled = patch.enabled();
        boolean turned = enabled != null && enabled != before.isEnabled();
        boolean isElsewhere = url != null && !url.equals(before.url());
        boolean forgiven = isElsewhere || (turned && !before.isEnabled());
        return new Webhook(
                before.id(),
                before.organizationId(),
                before.createdBy(),
                url == null ? before.url() : url,
                patch.description().over(before.description()),
                types == null ? before.eventTypes() : types,
                turned ? (before.isEnabled() ? Webhook.Disabled.BY_HAND : null) : before.disabledReason(),
                turned ? (before.isEnabled() ? now : null) : before.disabledAt(),
                forgiven ? null : before.failingSince(),
                forgiven ? 0 : before.failures(),
                before.previousSecretUntil(),
                before.createdAt(),
                before.revision());
    }

    @Override
    public IssuedWebhook rotate(Actor actor, WebhookId id) {
        Webhook known = kept(actor, id);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Webhook before = locked(actor, known);
            Instant until = before.previousSecretUntil();
            if (until != null && until.isAfter(now)) {
                throw WebhookRefusal.TWO_SECRETS.refusal();
            }
            String secret = secrets.made();
            webhooks.rotate(id, secrets.sealed(secret), now.plus(GRACE), now);
            change.audit(entry("webhook.rotated", before).changedWithheld("secret"));
            return new IssuedWebhook(webhooks.find(id).orElseThrow(WebhookRefusal.NOT_FOUND::refusal), secret);
        });
    }

    @Override
    public void delete(Actor actor, WebhookId id) {
        Webhook known = kept(actor, id);
        Instant now = kernel.now();
        kernel.changes().commit(actor, now, change -> {
            Webhook gone = locked(actor, known);
            webhooks.delete(id);
            change.audit(entry("webhook.deleted", gone));
            return id;
        });
    }

    @Override
    public Page<Delivery> deliveries(Actor actor, WebhookId id, @Nullable DeliveryStatus status, PageRequest page) {
        get(actor, id);
        return deliveries.list(id, status, page);
    }

    @Override
    public Delivery retry(Actor actor, WebhookId id, EventId event) {
        Webhook known = kept(actor, id);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Webhook webhook = lockedEnabled(actor, known);
            Delivery seen = deliveries.find(id, event).orElseThrow(WebhookRefusal.DELIVERY_NOT_FOUND::refusal);
            if (!deliveries.retry(id, event, now)) {
                throw WebhookRefusal.UNDER_WAY.refusal();
            }
            webhooks.release(id);
            change.audit(entry("webhook.delivery-retried", webhook)
                    .with("event", event.toString())
                    .with("eventType", seen.eventType()));
            return deliveries.find(id, event).orElseThrow(WebhookRefusal.DELIVERY_NOT_FOUND::refusal);
        });
    }

    @Override
    public int replay(Actor actor, WebhookId id, Instant from, Instant to) {
        Webhook known = kept(actor, id);
        Violations violations = new Violations();
        violations.require(from.isBefore(to), "/to", "out-of-range", "Choose a time after `from`.");
        violations.require(
                !to.isAfter(from.plus(LONGEST_REPLAY)),
                "/to",
                "out-of-range",
                "Choose a time at most " + LONGEST_REPLAY.toDays()
                        + " days after `from`, and replay the rest after that.");
        violations.refuseIfAny();
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Webhook webhook = lockedEnabled(actor, known);
            int told = deliveries.replay(webhook, from, to, MOST_REPLAYED + 1, now);
            if (told > MOST_REPLAYED) {
                throw WebhookRefusal.REPLAY_TOO_LONG.refusal();
            }
            change.audit(entry("webhook.replayed", webhook)
                    .with("from", from.toString())
                    .with("to", to.toString())
                    .with("events", Integer.toString(told)));
            return told;
        });
    }

    @Override
    public Delivery test(Actor actor, WebhookId id) {
        Webhook known = kept(actor, id);
        Instant now = kernel.now();
        return kernel.changes().commit(actor, now, change -> {
            Webhook webhook = lockedEnabled(actor, known);
            EventId event = new EventId(kernel.ids().next());
            webhooks.release(id);
            deliveries.enqueueFor(id, event, TEST, now);
            change.audit(entry("webhook.tested", webhook).with("event", event.toString()));
            return deliveries.find(id, event).orElseThrow(WebhookRefusal.DELIVERY_NOT_FOUND::refusal);
        });
    }

    @Override
    public DeliveryBacklog backlog(Actor actor) {
        Authorizer.require(actor, Permission.WEBHOOKS_READ);
        return deliveries.backlog(kernel.now());
    }

    private Webhook kept(Actor actor, WebhookId id) {
        return keepers.kept(actor, webhooks.find(id).orElse(null));
    }

    /** The webhook as it is until the commit, for whoever may change it until then. */
    private Webhook locked(Actor actor, Webhook known) {
        keepers.keptStill(actor, known);
        return webhooks.lock(known.id()).orElseThrow(WebhookRefusal.NOT_FOUND::refusal);
    }

    private Webhook lockedEnabled(Actor actor, Webhook known) {
        Webhook webhook = locked(actor, known);
        if (!webhook.isEnabled()) {
            throw WebhookRefusal.DISABLED.refusal();
        }
        return webhook;
    }

    private static AuditEntry entry(String action, Webhook webhook) {
        return AuditEntry.of(action, TABLE, webhook.id()).in(webhook.organizationId());
    }

    private static String types(Set<String> types) {
        return types.isEmpty() ? "all" : String.join(",", new TreeSet<>(types));
    }
}
