package dev.tenon.rest.plans;

import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.OverrideId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.EntitlementOverride;
import dev.tenon.rest.http.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An exception to what a plan grants, as clients see it. */
record OverrideResponse(
        OverrideId id,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        String key,
        boolean granted,
        @Nullable Long limit,
        Instant startsAt,
        @Nullable Instant endsAt,
        boolean isInForce,
        String reason,
        @Nullable UserId madeBy,
        Instant createdAt,
        Instant updatedAt) {

    static OverrideResponse from(EntitlementOverride override) {
        return new OverrideResponse(
                override.id(),
                override.subject() instanceof UserId person ? person : null,
                override.subject() instanceof OrganizationId organization ? organization : null,
                override.key(),
                override.granted(),
                override.limit(),
                override.startsAt(),
                override.endsAt(),
                override.inForce(),
                override.reason(),
                override.by(),
                override.createdAt(),
                override.updatedAt());
    }

    /** The answer with an exception, and its revision as entity tag. */
    static Answer answer(EntitlementOverride override) {
        return Answer.json(200, from(override)).withRevision(override.revision());
    }
}
