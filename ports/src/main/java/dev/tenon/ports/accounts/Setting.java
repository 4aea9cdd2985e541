package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;

/**
 * What one person prefers, under a key of the embedding product's choice.
 *
 * @param key letters, digits and {@code . _ : -}, beginning with a letter or a digit; at most 255 characters
 * @param revision 1 when it is new, and rises by one with every change; an adapter's ETag
 */
public record Setting(UserId userId, String key, JsonText value, Instant updatedAt, long revision) {

    /** The longest value: 64 KiB of UTF-8 in the form of {@link JsonText}. */
    public static final int LARGEST_VALUE = 65_536;

    /** How many settings a person may have. */
    public static final int MOST_KEYS = 200;

    /** How large all settings of a person may be together, in bytes: what one list answers at most. */
    public static final long LARGEST_TOTAL = 1_048_576;

    /** Whether this put made it, rather than replacing one that was there. */
    public boolean isNew() {
        return revision == 1;
    }
}
