package dev.tenon.ports.webhooks;

import dev.tenon.ports.kernel.Patched;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a webhook.
 *
 * @param url the new address; {@code null} leaves it
 * @param eventTypes which events to tell, empty for all; {@code null} leaves them
 * @param enabled whether to tell events; {@code null} leaves it
 */
public record WebhookPatch(
        @Nullable String url,
        Patched<String> description,
        @Nullable Set<String> eventTypes,
        @Nullable Boolean enabled) {

    /** To tell events, or not. */
    public static WebhookPatch enabled(boolean enabled) {
        return new WebhookPatch(null, Patched.absent(), null, enabled);
    }
}
