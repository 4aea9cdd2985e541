package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that came with an API key, as it is kept.
 *
 * @param userId whose key it was; {@code null} for an organization's
 * @param organizationId whose key it was; {@code null} for a person's
 * @param endpoint method and template of the route
 * @param payload what was sent, redacted, at most {@link #LARGEST_PAYLOAD} bytes; {@code null} for nothing
 * @param status what was answered
 * @param duration to the millisecond
 * @param at when it ended
 */
public record LoggedCall(
        UUID id,
        ApiKeyId keyId,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        String endpoint,
        @Nullable JsonText payload,
        int status,
        Duration duration,
        String requestId,
        Instant at) {

    /** The most bytes of a payload that are kept. */
    public static final int LARGEST_PAYLOAD = 4096;

    /** The request's place in the list, newest first. */
    public Position position() {
        return new Position(at, id);
    }
}
