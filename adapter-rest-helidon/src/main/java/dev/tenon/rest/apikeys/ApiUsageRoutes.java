package dev.tenon.rest.apikeys;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.apikeys.ApiUsage;
import dev.tenon.ports.apikeys.KeyUsageCount;
import dev.tenon.ports.apikeys.KeyUsagePeriod;
import dev.tenon.ports.apikeys.KeyUsagePeriod.Step;
import dev.tenon.ports.apikeys.LoggedCall;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Query;
import dev.tenon.rest.http.RouteTable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came with a key. */
final class ApiUsageRoutes {

    private final ApiUsage usage;

    ApiUsageRoutes(ApiUsage usage) {
        this.usage = usage;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/api-keys/{id}/usage", SIGNED_IN, this::over).query("per", "from", "to"));
        routes.add(get("/v1/api-keys/{id}/requests", SIGNED_IN, this::requests).query("limit", "cursor"));
    }

    private Answer over(Call call) {
        Query query = call.query();
        Step per = query.word("per", Step.class);
        KeyUsagePeriod period =
                new KeyUsagePeriod(per == null ? Step.DAY : per, query.instant("from"), query.instant("to"));
        return call.all(usage.over(call.actor(), ApiKeyRoutes.id(call), period), CountResponse::from);
    }

    private Answer requests(Call call) {
        return call.page(page -> usage.requests(call.actor(), ApiKeyRoutes.id(call), page), RequestResponse::from);
    }

    private record CountResponse(Instant from, long requests, long failed, long averageMillis) {

        static CountResponse from(KeyUsageCount count) {
            return new CountResponse(
                    count.from(),
                    count.requests(),
                    count.failed(),
                    count.average().toMillis());
        }
    }

    private record RequestResponse(
            UUID id,
            String endpoint,
            @Nullable JsonText requestPayload,
            int responseStatus,
            long durationMillis,
            String requestId,
            Instant createdAt) {

        static RequestResponse from(LoggedCall call) {
            return new RequestResponse(
                    call.id(),
                    call.endpoint(),
                    call.payload(),
                    call.status(),
                    call.duration().toMillis(),
                    call.requestId(),
                    call.at());
        }
    }
}
