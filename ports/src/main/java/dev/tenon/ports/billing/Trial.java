package dev.tenon.ports.billing;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.TrialId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A trial that was given: one ever to each person, organization and address.
 *
 * @param userId who asked for it
 * @param organizationId whose it is; {@code null} for the person's own
 * @param startDate in the zone of the subscription
 * @param endDate the first day without it
 * @param active whether it still runs
 */
public record Trial(
        TrialId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        PlanId planId,
        LocalDate startDate,
        LocalDate endDate,
        boolean active,
        Instant createdAt) {

    /** Whose it is. */
    public SubjectId subject() {
        return organizationId == null ? userId : organizationId;
    }

    /** The trial's place in the list, newest first. */
    public Position position() {
        return new Position(createdAt, id.value());
    }
}
