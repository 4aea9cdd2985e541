package dev.tenon.ports.plans;

import dev.tenon.ports.kernel.OverrideId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An exception to what a plan grants a person or an organization. There is one for each subject and thing.
 *
 * @param subject whom it is for
 * @param key of a feature, or one of {@link NewFeature#LIMITS}
 * @param granted whether the subject may; always so for one of {@link NewFeature#LIMITS}
 * @param limit in the thing's own unit; {@code null} for no limit
 * @param startsAt from when on it counts
 * @param endsAt from when on it counts no more; {@code null} for as long as it is there
 * @param reason for people, who later wonder why
 * @param by who made it or changed it last; {@code null} for the machine's operator, and if that person was erased
 * @param inForce whether it counts now; a job sees to it when it begins and ends
 * @param revision rises with every change; an adapter's ETag
 */
public record EntitlementOverride(
        OverrideId id,
        SubjectId subject,
        String key,
        boolean granted,
        @Nullable Long limit,
        Instant startsAt,
        @Nullable Instant endsAt,
        String reason,
        @Nullable UserId by,
        boolean inForce,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** Whether it counts at this instant. */
    public boolean countsAt(Instant now) {
        return !now.isBefore(startsAt) && (endsAt == null || now.isBefore(endsAt));
    }

    /** When it begins or ends next after this instant; {@code null} for never. */
    public @Nullable Instant turnsAfter(Instant now) {
        return now.isBefore(startsAt) ? startsAt : endsAt != null && now.isBefore(endsAt) ? endsAt : null;
    }

    /** The same as it counts at this instant. */
    public EntitlementOverride at(Instant now) {
        return new EntitlementOverride(
                id,
                subject,
                key,
                granted,
                limit,
                startsAt,
                endsAt,
                reason,
                by,
                countsAt(now),
                createdAt,
                updatedAt,
                revision);
    }

    /** The override's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
