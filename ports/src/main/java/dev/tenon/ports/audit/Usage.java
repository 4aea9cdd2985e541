package dev.tenon.ports.audit;

import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UsageId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the usage log: somebody used something.
 *
 * @param userId who
 * @param organizationId for which organization; {@code null} for oneself
 * @param action what, as {@code noun.past-participle}: one of {@link UsageAction}, or a client's own word
 * @param details further facts, an object; {@code null} without any
 * @param eventKey the name that the client gave to this one event; {@code null} without one
 * @param timestamp when
 */
public record Usage(
        UsageId id,
        UserId userId,
        @Nullable OrganizationId organizationId,
        String action,
        @Nullable JsonText details,
        @Nullable String eventKey,
        Instant timestamp) {

    /** The entry's place in the list, newest first. */
    public Position position() {
        return new Position(timestamp, id.value());
    }
}
