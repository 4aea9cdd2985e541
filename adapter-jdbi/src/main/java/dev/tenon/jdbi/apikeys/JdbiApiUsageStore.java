package dev.tenon.jdbi.apikeys;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.apikeys.KeyUsageCount;
import dev.tenon.ports.apikeys.KeyUsagePeriod.Step;
import dev.tenon.ports.apikeys.LoggedCall;
import dev.tenon.ports.apikeys.spi.ApiUsageStore;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code api_usage_logs}. */
final class JdbiApiUsageStore implements ApiUsageStore {

    private static final String SELECT = """
            SELECT id, user_id, organization_id, api_key_id, endpoint, request_payload, response_status, duration_ms,
                   request_id, created_at
            FROM api_usage_logs
            """;

    private static final RowMapper<LoggedCall> CALL = (row, context) -> new LoggedCall(
            Columns.uuid(row, "id"),
            new ApiKeyId(Columns.uuid(row, "api_key_id")),
            Columns.idOrNull(row, "user_id", UserId::new),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            Columns.text(row, "endpoint"),
            payload(row),
            row.getInt("response_status"),
            Duration.ofMillis(row.getLong("duration_ms")),
            Columns.text(row, "request_id"),
            Columns.instant(row, "created_at"));

    private static final RowMapper<KeyUsageCount> COUNT = (row, context) -> new KeyUsageCount(
            Columns.instant(row, "step"),
            row.getLong("requests"),
            row.getLong("failed"),
            Duration.ofMillis(row.getLong("average_ms")));

    private final Handles handles;

    JdbiApiUsageStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void add(List<LoggedCall> calls) {
        handles.<Integer>writeApart(handle -> handle.createUpdate("""
                        INSERT INTO api_usage_logs
                            (id, user_id, organization_id, api_key_id, endpoint, request_payload, response_status,
                             duration_ms, request_id, created_at)
                        SELECT given.id, k.user_id, k.organization_id, k.id, given.endpoint, given.payload::jsonb,
                               given.status::int, given.duration::int, given.request_id, given.at::timestamptz
                        FROM unnest(:ids, :keys, :endpoints, :payloads, :statuses, :durations, :requestIds, :times)
                             AS given (id, api_key_id, endpoint, payload, status, duration, request_id, at)
                        JOIN api_keys k ON k.id = given.api_key_id
                        ON CONFLICT DO NOTHING
                        """)
                .bindArray("ids", UUID.class, of(calls, LoggedCall::id))
                .bindArray("keys", UUID.class, of(calls, call -> call.keyId().value()))
                .bindArray("endpoints", String.class, of(calls, LoggedCall::endpoint))
                .bindArray("payloads", String.class, (Object[]) payloads(calls))
                .bindArray("statuses", String.class, of(calls, call -> Integer.toString(call.status())))
                .bindArray(
                        "durations",
                        String.class,
                        of(calls, call -> Long.toString(call.duration().toMillis())))
                .bindArray("requestIds", String.class, of(calls, LoggedCall::requestId))
                .bindArray("times", String.class, of(calls, call -> call.at().toString()))
                .execute());
    }

    @Override
    public Page<LoggedCall> list(ApiKeyId id, PageRequest page) {
        Listing listing = Listing.of(SELECT, page).where("api_key_id = :keyId", Map.of("keyId", id.value()));
        return handles.read(handle -> listing.newestFirst(handle, "created_at", "id", CALL, LoggedCall::position));
    }

    @Override
    public List<KeyUsageCount> count(ApiKeyId id, Step per, Instant from, Instant to) {
        return handles.read(handle -> handle.createQuery("""
                        SELECT date_trunc(:step, created_at, 'UTC') AS step, count(*) AS requests,
                               count(*) FILTER (WHERE response_status >= 400) AS failed,
                               round(avg(duration_ms))::bigint AS average_ms
                        FROM api_usage_logs
                        WHERE api_key_id = :keyId
                          AND created_at >= :from AND created_at < :to
                        GROUP BY 1
                        ORDER BY 1
                        """)
                .bind("step", Columns.word(per))
                .bind("keyId", id.value())
                .bind("from", from)
                .bind("to", to)
                .map(COUNT)
                .list());
    }

    private static <T> List<T> of(List<LoggedCall> calls, Function<LoggedCall, T> column) {
        return calls.stream().map(column).toList();
    }

    private static @Nullable String[] payloads(List<LoggedCall> calls) {
        @Nullable String[] payloads = new String[calls.size()];
        for (int index = 0; index < payloads.length; index++) {
            @Nullable JsonText payload = calls.get(index).payload();
            payloads[index] = payload == null ? null : payload.text();
        }
        return payloads;
    }

    private static @Nullable JsonText payload(ResultSet row) throws SQLException {
        @Nullable String payload = row.getString("request_payload");
        return payload == null ? null : JsonText.of(payload);
    }
}
