package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An exception to make, in the place of the one there may be for the same subject and thing.
 *
 * @param limit in the thing's own unit; {@code null} for no limit, and for what is not granted
 * @param startsAt {@code null} for now
 * @param endsAt {@code null} for as long as it is there
 */
public record NewOverride(
        SubjectId subject,
        String key,
        boolean granted,
        @Nullable Long limit,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        String reason) {

    public static final int LONGEST_REASON = 500;

    /** So much, from now on. */
    public static NewOverride limit(SubjectId subject, String key, @Nullable Long limit, String reason) {
        return new NewOverride(subject, key, true, limit, null, null, reason);
    }

    /** None of it, from now on. */
    public static NewOverride denied(SubjectId subject, String key, String reason) {
        return new NewOverride(subject, key, false, null, null, null, reason);
    }

    /** The same in this span; a side that is {@code null} is open. */
    public NewOverride between(@Nullable Instant start, @Nullable Instant end) {
        return new NewOverride(subject, key, granted, limit, start, end, reason);
    }
}
