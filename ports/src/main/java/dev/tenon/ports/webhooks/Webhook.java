package dev.tenon.ports.webhooks;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told what happens. Its secret is shown once, and kept sealed.
 *
 * @param organizationId whose events are told; {@code null} for those of the whole installation
 * @param createdBy who made it; {@code null} once that account is erased, and for whoever has none
 * @param url where events go
 * @param description a label for people, one line; {@code null} without one
 * @param eventTypes which events are told, e.g. {@code member.joined} or {@code member.*}; empty for all
 * @param disabledReason why nothing is told; {@code null} while it is
 * @param disabledAt since when; {@code null} while it is told
 * @param failingSince since when no event arrived; {@code null} if the last one did
 * @param failures how many calls failed one after another
 * @param previousSecretUntil until when the secret before this one signs too; {@code null} if there is none
 */
public record Webhook(
        WebhookId id,
        @Nullable OrganizationId organizationId,
        @Nullable UserId createdBy,
        URI url,
        @Nullable String description,
        Set<String> eventTypes,
        @Nullable Disabled disabledReason,
        @Nullable Instant disabledAt,
        @Nullable Instant failingSince,
        int failures,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        long revision) {

    /** Why nothing is told any more. */
    public enum Disabled {
        /** Somebody said so. */
        BY_HAND,
        /** Nothing arrived for days. */
        FAILING,
        /** The receiver answered 410. */
        GONE,
        /**
         * It was made, led to another address, or given another secret by an account that somebody else may have had then, and that
         * its owner took back.
         */
        TAKEN_BACK
    }

    public Webhook {
        eventTypes = Set.copyOf(eventTypes);
    }

    /** Whether events of this type are asked for. */
    public boolean asksFor(String eventType) {
        int point = eventType.indexOf('.');
        return eventTypes.isEmpty()
                || eventTypes.contains(eventType)
                || (point > 0 && eventTypes.contains(eventType.substring(0, point) + ".*"));
    }

    /** Whether events are told. */
    public boolean isEnabled() {
        return disabledReason == null;
    }

    /** The webhook's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
