package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.JsonText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a client saw its user do.
 *
 * @param action a client's own word for it: two to four words of lower-case letters, digits and hyphens with dots between
 *     them, 100 characters at most, e.g. {@code report.exported}; not one that {@link UsageAction#isReserved is reserved}
 * @param details an object of 4 KiB at most, in UTF-8; no place for secrets and for what names people; {@code null} without
 * @param eventKey names this one event among the person's: 1 to 100 visible ASCII characters, e.g. a UUID. Recording it once
 *     more within 40 days finds the first instead of making a second; {@code null} if nobody will try again
 * @param timestamp when, at most 30 days ago; {@code null} for now
 */
public record NewUsage(
        String action,
        @Nullable JsonText details,
        @Nullable String eventKey,
        @Nullable Instant timestamp) {

    /** Something that happens now. */
    public static NewUsage of(String action) {
        return new NewUsage(action, null, null, null);
    }

    /** The same with facts, an object. */
    public NewUsage withDetails(JsonText object) {
        return new NewUsage(action, object, eventKey, timestamp);
    }

    /** The same under a key, so that recording it twice counts once. */
    public NewUsage withEventKey(String key) {
        return new NewUsage(action, details, key, timestamp);
    }

    /** The same at another time. */
    public NewUsage at(Instant when) {
        return new NewUsage(action, details, eventKey, when);
    }
}
