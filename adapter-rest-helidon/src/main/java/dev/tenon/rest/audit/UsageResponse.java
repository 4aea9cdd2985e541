package dev.tenon.rest.audit;

import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UsageId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of the usage log as clients see it. */
record UsageResponse(
        UsageId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        String action,
        @Nullable JsonText details,
        @Nullable String eventKey,
        Instant timestamp) {

    static UsageResponse from(Usage usage) {
        return new UsageResponse(
                usage.id(),
                usage.userId(),
                usage.organizationId(),
                usage.action(),
                usage.details(),
                usage.eventKey(),
                usage.timestamp());
    }
}
