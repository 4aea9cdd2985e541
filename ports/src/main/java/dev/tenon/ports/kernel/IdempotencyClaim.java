package dev.tenon.ports.kernel;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that must happen once only, however often it is sent. The use case records the claim first in the commit
 * that carries the request out, and the answer last in the same commit; so whoever finds the claim finds the answer.
 *
 * @param caller whose key it is: the label of the actor that sent the request, also when the request makes another of it
 * @param key the caller's own key, 1 to 255 visible ASCII characters
 * @param fingerprint a digest of the request: the same key with another fingerprint is refused
 * @param answer makes the answer to keep out of what the use case returns ({@code null} for a use case that returns
 *     nothing); called inside the commit, so it must neither block nor fail
 */
public record IdempotencyClaim(
        String caller, String key, String fingerprint, Function<@Nullable Object, String> answer) {}
