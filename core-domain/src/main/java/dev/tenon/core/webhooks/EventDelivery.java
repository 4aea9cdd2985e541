package dev.tenon.core.webhooks;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.RetrySchedule;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.Webhook.Disabled;
import dev.tenon.ports.webhooks.Webhooks;
import dev.tenon.ports.webhooks.spi.DeliveryStore;
import dev.tenon.ports.webhooks.spi.DeliveryStore.ClaimedDelivery;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Tried;
import dev.tenon.ports.webhooks.spi.WebhookSender;
import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookAnswer;
import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookCall;
import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookFailure;
import dev.tenon.ports.webhooks.spi.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells one event to one webhook, and notes what came of it. A webhook that fails is held back a little longer each time, all of
 * its events together; one that failed for days is disabled, and at once one whose receiver says that it is gone.
 */
final class EventDelivery {

    /** How long a webhook may fail before it is disabled. */
    static final Duration PATIENCE = Duration.ofDays(5);

    /** How often it has to have failed by then: two calls with days between them say little. */
    static final int FAILURES = 10;

    private static final Actor WORKER = Actor.system("deliver-webhooks");
    private static final Duration LONGEST_HELD_BACK = Duration.ofMinutes(5);
    private static final int GONE = 410;

    private final Kernel kernel;
    private final WebhookStore webhooks;
    private final DeliveryStore deliveries;
    private final WebhookSender sender;
    private final SigningSecrets secrets;
    private final Disabling disabling;

    EventDelivery(Kernel kernel, WebhookSender sender, SigningSecrets secrets) {
        this.kernel = kernel;
        this.webhooks = kernel.storage().webhooks();
        this.deliveries = kernel.storage().deliveries();
        this.sender = sender;
        this.secrets = secrets;
        this.disabling = new Disabling(kernel.storage());
    }

    /** Tries once; true if the event arrived. */
    boolean tell(UUID worker, ClaimedDelivery claimed, @Nullable AuditRow row) {
        Delivery delivery = claimed.delivery();
        Instant began = kernel.now();
        boolean isTest = delivery.eventType().equals(Webhooks.TEST);
        if (delivery.attempts() > RetrySchedule.TRIES) {
            giveUp(
                    worker,
                    delivery,
                    "It was tried " + RetrySchedule.TRIES + " times, and no try came to an end.",
                    began);
            return false;
        }
        if (!isTest && row == null) {
            giveUp(worker, delivery, "The audit trail does not hold the event any more.", began);
            return false;
        }
        WebhookAnswer answer;
        try {
            String body = (isTest || row == null ? EventText.ofTest(delivery) : EventText.of(row)).text();
            Optional<WebhookCall> call = call(claimed, body, began);
            if (call.isEmpty()) {
                giveUp(worker, delivery, "The secret was sealed under a key that is gone; rotate it.", began);
                return false;
            }
            answer = sender.call(call.get());
        } catch (WebhookFailure failure) {
            noAnswer(worker, claimed, began, String.valueOf(failure.getMessage()));
            return false;
        } catch (RuntimeException bug) {
            // What one webhook is made of must not keep the events of all others waiting.
            noAnswer(worker, claimed, began, "The call broke: " + bug.getClass().getSimpleName());
            return false;
        }
        return note(worker, claimed, answer, began);
    }

    private void noAnswer(UUID worker, ClaimedDelivery claimed, Instant began, String why) {
        Instant now = kernel.now();
        failed(worker, claimed, new Tried(null, Duration.between(began, now), why, now), null);
    }

    private Optional<WebhookCall> call(ClaimedDelivery claimed, String body, Instant now) {
        String id = claimed.delivery().eventId().toString();
        long timestamp = now.getEpochSecond();
        return secrets.signatures(claimed.secrets(), id, timestamp, body, now)
                .map(signatures -> new WebhookCall(
                        claimed.webhook().url(),
                        Map.of(
                                "webhook-id", id,
                                "webhook-timestamp", Long.toString(timestamp),
                                "webhook-signature", signatures),
                        body));
    }

    private boolean note(UUID worker, ClaimedDelivery claimed, WebhookAnswer answer, Instant began) {
        Instant now = kernel.now();
        Duration took = Duration.between(began, now);
        if (answer.status() >= 200 && answer.status() < 300) {
            Tried tried = new Tried(answer.status(), took, null, now);
            return kernel.storage().unitOfWork().run(() -> {
                // What was claimed may be older than the last failure.
                webhooks.arrived(claimed.webhook().id());
                return deliveries.markDelivered(claimed.delivery(), worker, tried);
            });
        }
        Tried tried = new Tried(answer.status(), took, "The receiver answered " + answer.status() + ".", now);
        if (answer.status() == GONE) {
            gone(worker, claimed, tried);
        } else {
            failed(
                    worker,
                    claimed,
                    tried,
                    RetryAfter.of(answer.status(), answer.retryAfter(), now).orElse(null));
        }
        return false;
    }

    /** Nothing is wrong with the receiver. */
    private void giveUp(UUID worker, Delivery delivery, String why, Instant now) {
        Tried tried = new Tried(null, Duration.ZERO, why, now);
        kernel.storage().unitOfWork().run(() -> deliveries.markFailed(delivery, worker, null, tried));
    }

    private void gone(UUID worker, ClaimedDelivery claimed, Tried tried) {
        kernel.changes().commit(WORKER, tried.at(), change -> {
            webhooks.lock(claimed.webhook().id());
            boolean isOurs = deliveries.markFailed(claimed.delivery(), worker, null, tried);
            if (isOurs) {
                disabling.disable(change, claimed.webhook(), Disabled.GONE);
            }
            return isOurs;
        });
    }

    private void failed(UUID worker, ClaimedDelivery claimed, Tried tried, @Nullable Instant notBefore) {
        Delivery delivery = claimed.delivery();
        Instant now = tried.at();
        @Nullable
        Instant again = RetrySchedule.next(delivery.eventId().value(), delivery.attempts(), now)
                .map(next -> later(next, notBefore))
                .orElse(null);
        Instant heldBackUntil = later(now.plus(heldBack(claimed.webhook().failures())), notBefore);
        kernel.changes().commit(WORKER, now, change -> {
            // The webhook before its deliveries, as everywhere.
            webhooks.lock(claimed.webhook().id());
            boolean isOurs = deliveries.markFailed(delivery, worker, again, tried);
            if (isOurs) {
                webhooks.failed(claimed.webhook().id(), now, heldBackUntil)
                        .filter(webhook -> hasFailedForDays(webhook, now))
                        .ifPresent(webhook -> disabling.disable(change, webhook, Disabled.FAILING));
            }
            return isOurs;
        });
    }

    private static boolean hasFailedForDays(Webhook webhook, Instant now) {
        Instant since = webhook.failingSince();
        return since != null && !since.plus(PATIENCE).isAfter(now) && webhook.failures() >= FAILURES;
    }

    /** Two seconds after the first failure, then twice as long each time. */
    private static Duration heldBack(int failuresBefore) {
        Duration pause = Duration.ofSeconds(2L << Math.min(failuresBefore, 8));
        return pause.compareTo(LONGEST_HELD_BACK) < 0 ? pause : LONGEST_HELD_BACK;
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
