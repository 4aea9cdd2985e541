package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.apikeys.ApiCall;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.IssuedKey;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.KeyUsagePeriod;
import dev.tenon.ports.apikeys.KeyUsagePeriod.Step;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.Expected;
import java.time.Duration;
import java.util.List;

/** API keys, and what came with them. */
final class ApiKeyUseCases {

    private static final NewApiKey TO_READ = new NewApiKey(null, "a key", KeyScopes.of(Preset.READ), null);

    private ApiKeyUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes("apiKeys.create", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.apiKeys().create(ana, TO_READ, null);
                }),
                reads(
                        "apiKeys.list",
                        house -> () ->
                                house.tenon.apiKeys().list(house.operator, new ApiKeyFilter(null, null, null), PAGE)),
                reads("apiKeys.get", house -> {
                    ApiKeyId key = aKey(house).key().id();
                    return () -> house.tenon.apiKeys().get(house.operator, key);
                }),
                changes("apiKeys.rename", house -> {
                    ApiKeyId key = aKey(house).key().id();
                    return () -> house.tenon.apiKeys().rename(house.operator, key, "another", Expected.any());
                }),
                changes("apiKeys.rotate", house -> {
                    Actor ana = house.aPerson(ANA);
                    ApiKeyId key = house.tenon
                            .apiKeys()
                            .create(ana, TO_READ, null)
                            .key()
                            .id();
                    return () -> house.tenon.apiKeys().rotate(ana, key, Duration.ofHours(1), null);
                }),
                changes("apiKeys.revoke", house -> {
                    ApiKeyId key = aKey(house).key().id();
                    return () -> house.tenon.apiKeys().revoke(house.operator, key, "out of use");
                }),
                // What was counted is written a little later, and is about the traffic.
                reads("apiKeys.authenticate", house -> {
                    String key = aKey(house).token().text();
                    return () -> house.tenon.apiKeys().authenticate(TenonInMemory.ORIGIN, key);
                }),
                reads("apiUsage.record", house -> {
                    Actor program = house.tenon
                            .apiKeys()
                            .authenticate(
                                    TenonInMemory.ORIGIN, aKey(house).token().text())
                            .actor();
                    return () -> house.tenon
                            .apiUsage()
                            .record(program, new ApiCall("GET /v1/me", 200, Duration.ofMillis(7), null));
                }),
                reads("apiUsage.requests", house -> {
                    ApiKeyId key = aKey(house).key().id();
                    return () -> house.tenon.apiUsage().requests(house.operator, key, PAGE);
                }),
                reads("apiUsage.over", house -> {
                    ApiKeyId key = aKey(house).key().id();
                    return () ->
                            house.tenon.apiUsage().over(house.operator, key, new KeyUsagePeriod(Step.DAY, null, null));
                }));
    }

    private static IssuedKey aKey(TenonInMemory house) {
        return house.tenon.apiKeys().create(house.aPerson(ANA), TO_READ, null);
    }
}
