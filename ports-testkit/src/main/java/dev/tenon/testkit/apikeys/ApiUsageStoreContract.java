package dev.tenon.testkit.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.KeyUsageCount;
import dev.tenon.ports.apikeys.KeyUsagePeriod.Step;
import dev.tenon.ports.apikeys.LoggedCall;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of the requests that came with API keys does. */
public abstract class ApiUsageStoreContract extends StorageContract {

    private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void keeps_a_request_as_it_was_and_once() {
        ApiKey key = aKey();
        LoggedCall call = call(key, 201, DAY, JsonText.of("{\"a\": 1}"));
        LoggedCall another = call(key, 200, DAY.minusSeconds(1), null);

        storage.apiUsage().add(List.of(call));
        storage.apiUsage().add(List.of(call, another));

        assertThat(storage.apiUsage().list(key.id(), PageRequest.first(50)).items())
                .containsExactly(call, another);
    }

    @Test
    void passes_over_what_came_with_a_key_that_is_gone() {
        ApiKey key = aKey();
        LoggedCall call = call(key, 200, DAY, null);
        LoggedCall orphan = new LoggedCall(
                Fixtures.anId(),
                new ApiKeyId(Fixtures.anId()),
                key.userId(),
                null,
                call.endpoint(),
                null,
                200,
                call.duration(),
                "request-1",
                DAY);

        storage.apiUsage().add(List.of(orphan, call));

        assertThat(storage.apiUsage().list(key.id(), PageRequest.first(50)).items())
                .containsExactly(call);
        assertThat(storage.apiUsage()
                        .list(orphan.keyId(), PageRequest.first(50))
                        .items())
                .isEmpty();
    }

    @Test
    void lists_newest_first_and_holds_still_in_pages() {
        ApiKey key = aKey();
        List<LoggedCall> calls = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            calls.add(call(key, 200, DAY.plusSeconds(number / 2), null));
        }
        storage.apiUsage().add(shuffled(calls));
        storage.apiUsage().add(List.of(call(aKey(), 200, DAY, null)));
        calls.sort(Comparator.comparing(LoggedCall::at)
                .thenComparing(call -> call.id().toString())
                .reversed());

        holdsStillInPages(
                calls,
                page -> storage.apiUsage().list(key.id(), page),
                () -> storage.apiUsage().add(List.of(call(key, 200, DAY.plusSeconds(60), null))));
    }

    @Test
    void counts_by_hour_and_by_day_within_bounds() {
        ApiKey key = aKey();
        storage.apiUsage()
                .add(List.of(
                        call(key, 200, DAY.minusSeconds(1), null),
                        call(key, 200, DAY, null),
                        call(key, 404, DAY.plusSeconds(1), null),
                        call(key, 503, DAY.plus(Duration.ofHours(2)), null),
                        call(key, 200, DAY.plus(Duration.ofHours(3)), null)));

        assertThat(storage.apiUsage().count(key.id(), Step.HOUR, DAY, DAY.plus(Duration.ofHours(3))))
                .containsExactly(
                        new KeyUsageCount(DAY, 2, 1, Duration.ofMillis(12)),
                        new KeyUsageCount(DAY.plus(Duration.ofHours(2)), 1, 1, Duration.ofMillis(12)));
        assertThat(storage.apiUsage().count(key.id(), Step.DAY, DAY, DAY.plus(Duration.ofDays(1))))
                .containsExactly(new KeyUsageCount(DAY, 4, 2, Duration.ofMillis(12)));
        assertThat(storage.apiUsage().count(new ApiKeyId(Fixtures.anId()), Step.DAY, DAY, DAY.plusSeconds(1)))
                .isEmpty();
    }

    private ApiKey aKey() {
        UserId owner = anAccount().id();
        ApiKey key = new ApiKey(
                new ApiKeyId(Fixtures.anId()),
                owner,
                null,
                owner,
                null,
                KeyScopes.of(Preset.READ),
                "tnk_4Zk0",
                "lEFU",
                null,
                null,
                0,
                START,
                null,
                null,
                null,
                1);
        change(() -> storage.apiKeys().insert(key, Fixtures.aDigest()));
        return key;
    }

    private static LoggedCall call(ApiKey key, int status, Instant at, @Nullable JsonText payload) {
        return new LoggedCall(
                Fixtures.anId(),
                key.id(),
                key.userId(),
                null,
                "GET /v1/documents/{id}",
                payload,
                status,
                Duration.ofMillis(12),
                "request-1",
                at);
    }
}
