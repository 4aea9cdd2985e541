package dev.tenon.rest.flags;

import static dev.tenon.rest.http.Route.Caller.SDK;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.flags.ClientFeatures;
import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.EntityTags;
import dev.tenon.rest.http.RouteTable;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the SDKs of Unleash ask of its servers, so that they work here unchanged. Their requests are theirs to extend: members and
 * parameters that nobody here knows are passed over.
 */
final class UnleashRoutes {

    private final FeatureFlags flags;

    UnleashRoutes(FeatureFlags flags) {
        this.flags = flags;
    }

    void routing(RouteTable routes) {
        routes.add(get("/api/client/features", SDK, this::features).ignoringOtherParameters());
        routes.add(post("/api/client/register", SDK, this::register)
                .answering(null)
                .reading());
        routes.add(
                post("/api/client/metrics", SDK, this::metrics).answering(null).reading());
    }

    private Answer features(Call call) {
        ClientFeatures features = flags.clientFeatures(call.actor());
        String tag = "\"" + features.version() + "\"";
        boolean isKnown = call.header("If-None-Match")
                .filter(tags -> EntityTags.anyMatches(tags, tag))
                .isPresent();
        return (isKnown ? Answer.empty(304) : Answer.text(200, Answer.JSON, features.json())).with("ETag", tag);
    }

    /** Nothing is kept of who evaluates flags; that it may is checked here, so that a wrong key is noticed at the start. */
    private Answer register(Call call) {
        call.value();
        flags.seen(call.actor(), Set.of());
        return Answer.empty(202);
    }

    /** {@code {bucket: {toggles: {<flag>: {yes, no}}}}}. */
    private Answer metrics(Call call) {
        flags.seen(call.actor(), asked(call.value().value()));
        return Answer.empty(202);
    }

    private static Set<String> asked(@Nullable Object body) {
        return body instanceof Map<?, ?> members
                        && members.get("bucket") instanceof Map<?, ?> bucket
                        && bucket.get("toggles") instanceof Map<?, ?> toggles
                ? toggles.keySet().stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }
}
