package dev.tenon.ports.webhooks;

import dev.tenon.ports.kernel.OrganizationId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that is wanted.
 *
 * @param organizationId the organization whose events are to be told; {@code null} for those of the whole installation
 * @param url where events shall go, at most {@value #LONGEST_URL} characters
 * @param description a label for people, one line of at most 255 characters; {@code null} without one
 * @param eventTypes which events to tell; empty for all
 */
public record NewWebhook(
        @Nullable OrganizationId organizationId,
        String url,
        @Nullable String description,
        Set<String> eventTypes) {

    /** The longest address. */
    public static final int LONGEST_URL = 2000;

    /** The most event types that a webhook names. */
    public static final int MOST_EVENT_TYPES = 100;

    public NewWebhook {
        eventTypes = Set.copyOf(eventTypes);
    }
}
