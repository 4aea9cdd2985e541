package dev.tenon.core.apikeys;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.WriteBehind;
import dev.tenon.ports.apikeys.ApiCall;
import dev.tenon.ports.apikeys.ApiKeys;
import dev.tenon.ports.apikeys.ApiUsage;
import dev.tenon.ports.apikeys.KeyUsageCount;
import dev.tenon.ports.apikeys.KeyUsagePeriod;
import dev.tenon.ports.apikeys.KeyUsagePeriod.Step;
import dev.tenon.ports.apikeys.LoggedCall;
import dev.tenon.ports.apikeys.spi.ApiUsageStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Violations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class ApiUsageService implements ApiUsage {

    private static final int LONGEST_ENDPOINT = 255;
    private static final int MOST_WAITING = 20_000;
    private static final int AT_ONCE = 1_000;
    private static final Duration LAST_HOURS = Duration.ofHours(24);
    private static final Duration LAST_DAYS = Duration.ofDays(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Kernel kernel;
    private final ApiKeys keys;
    private final ApiUsageStore store;
    private final boolean keepsCalls;
    private final WriteBehind<LoggedCall> calls;

    ApiUsageService(Kernel kernel, ApiKeys keys, boolean keepsCalls) {
        this.kernel = kernel;
        this.keys = keys;
        this.keepsCalls = keepsCalls;
        this.store = kernel.storage().apiUsage();
        this.calls = new WriteBehind<>("api-usage", MOST_WAITING, AT_ONCE, PAUSE, store::add);
    }

    /** What waits to be written, and the job that writes it. */
    WriteBehind<LoggedCall> calls() {
        return calls;
    }

    @Override
    public void record(Actor actor, ApiCall call) {
        ApiKeyId key = actor.keyId();
        if (key == null || !keepsCalls) {
            return;
        }
        String endpoint = call.endpoint();
        calls.offer(new LoggedCall(
                kernel.ids().next(),
                key,
                actor.userId(),
                actor.organizationId(),
                endpoint.length() > LONGEST_ENDPOINT ? endpoint.substring(0, LONGEST_ENDPOINT) : endpoint,
                capped(call.payload()),
                call.status(),
                call.duration(),
                actor.origin().requestId(),
                kernel.now()));
    }

    /** What is too large is not cut: half of a JSON value is none. */
    private static @Nullable JsonText capped(@Nullable JsonText payload) {
        if (payload == null) {
            return null;
        }
        int bytes = payload.text().getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LoggedCall.LARGEST_PAYLOAD ? payload : JsonText.of("{\"omittedBytes\":" + bytes + "}");
    }

    @Override
    public Page<LoggedCall> requests(Actor actor, ApiKeyId id, PageRequest page) {
        return store.list(keys.get(actor, id).id(), page);
    }

    @Override
    public List<KeyUsageCount> over(Actor actor, ApiKeyId id, KeyUsagePeriod period) {
        ApiKeyId key = keys.get(actor, id).id();
        ChronoUnit unit = period.per() == Step.HOUR ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        Instant until = period.to();
        Instant to = until == null ? kernel.now() : until;
        Instant since = period.from();
        Instant from = since == null ? to.minus(period.per() == Step.HOUR ? LAST_HOURS : LAST_DAYS) : since;
        Instant first = from.truncatedTo(unit);
        Violations violations = new Violations();
        violations.require(from.isBefore(to), "/to", "before-from", "Choose a time after `from`.");
        violations.refuseIfAny();
        violations.require(
                Duration.between(first, to).dividedBy(unit.getDuration()) < MOST_STEPS,
                "/from",
                "too-long-ago",
                "Ask for at most " + MOST_STEPS + " steps; count by day, or choose a later `from`.");
        violations.refuseIfAny();
        Map<Instant, KeyUsageCount> counted = store.count(key, period.per(), first, to).stream()
                .collect(Collectors.toMap(KeyUsageCount::from, Function.identity()));
        List<KeyUsageCount> all = new ArrayList<>();
        for (Instant step = first; step.isBefore(to); step = step.plus(unit.getDuration())) {
            all.add(counted.getOrDefault(step, new KeyUsageCount(step, 0, 0, Duration.ZERO)));
        }
        return all;
    }
}
