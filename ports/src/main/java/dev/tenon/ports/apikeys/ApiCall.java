package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.JsonText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that a program made, as its adapter saw it end.
 *
 * @param endpoint method and template of the route, e.g. {@code GET /v1/documents/{id}}: never a path with ids in it
 * @param status what was answered, 100 to 599
 * @param payload what was sent, with nothing secret or personal left in it; {@code null} for nothing or for a file
 */
public record ApiCall(
        String endpoint,
        int status,
        Duration duration,
        @Nullable JsonText payload) {}
