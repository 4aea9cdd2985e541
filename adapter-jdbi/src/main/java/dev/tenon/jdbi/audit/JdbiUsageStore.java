package dev.tenon.jdbi.audit;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.spi.UsageStore;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UsageId;
import dev.tenon.ports.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Tables {@code usage_logs}, {@code usage_event_keys}. */
final class JdbiUsageStore implements UsageStore {

    private static final String COLUMNS =
            "u.id, u.user_id, u.organization_id, u.action, u.details, u.event_key, u.timestamp";

    private static final String SELECT = "SELECT " + COLUMNS + "\nFROM usage_logs u\n";

    private static final RowMapper<Usage> USAGE = (row, context) -> {
        @Nullable String details = row.getString("details");
        return new Usage(
                new UsageId(Columns.uuid(row, "id")),
                new UserId(Columns.uuid(row, "user_id")),
                Columns.idOrNull(row, "organization_id", OrganizationId::new),
                Columns.text(row, "action"),
                details == null ? null : new JsonText(details),
                row.getString("event_key"),
                Columns.instant(row, "timestamp"));
    };

    private static final RowMapper<Tally> TALLY = (row, context) -> {
        @Nullable Integer bucket = Columns.intOrNull(row, "period");
        return new Tally(
                row.getString("action"),
                bucket == null ? null : bucket - 1,
                row.getLong("uses"),
                row.getLong("people"));
    };

    private static final Write ADD = Write.of("""
            INSERT INTO usage_logs (id, user_id, organization_id, action, details, event_key, timestamp)
            VALUES (:id, :userId, :organizationId::uuid, :action, :details::jsonb, :eventKey, :timestamp)
            """);

    private static final String GIVEN = """
            WITH given AS (
                SELECT id, user_id, organization_id::uuid, action, details::jsonb, event_key, timestamp::timestamptz
                FROM unnest(:ids, :userIds, :organizationIds, :actions, :details, :eventKeys, :timestamps)
                     AS g (id, user_id, organization_id, action, details, event_key, timestamp))
            """;

    private static final String ADD_APART = GIVEN + """
            INSERT INTO usage_logs (id, user_id, organization_id, action, details, event_key, timestamp)
            SELECT g.id, g.user_id, g.organization_id, g.action, g.details, g.event_key, g.timestamp
            FROM given g
            JOIN users u ON u.id = g.user_id AND u.status <> 'erased'
            ON CONFLICT DO NOTHING
            """;

    /** Keys in their order, so that two who record the same ones wait for each other and not in a circle. */
    private static final String RECORD = GIVEN + """
            , claimed AS (
                INSERT INTO usage_event_keys (user_id, event_key, usage_id, occurred_at, known_since)
                SELECT g.user_id, g.event_key, g.id, g.timestamp, :now
                FROM given g
                WHERE g.event_key IS NOT NULL
                ORDER BY g.event_key, g.id
                ON CONFLICT (user_id, event_key) DO NOTHING
                RETURNING usage_id)
            INSERT INTO usage_logs (id, user_id, organization_id, action, details, event_key, timestamp)
            SELECT g.id, g.user_id, g.organization_id, g.action, g.details, g.event_key, g.timestamp
            FROM given g
            WHERE g.event_key IS NULL OR g.id IN (SELECT c.usage_id FROM claimed c)
            RETURNING id
            """;

    private static final String FIRST = "SELECT " + COLUMNS + """

            FROM usage_event_keys k
            JOIN usage_logs u ON u.id = k.usage_id AND u.timestamp = k.occurred_at
            WHERE k.user_id = :userId AND k.event_key = ANY (:eventKeys)
            """;

    /** Every sum that a summary has in one pass; actions that nobody will tell apart stay in the database. */
    private static final String TALLIED = """
            , tallies AS (
                SELECT action, period, count(*) AS uses, count(DISTINCT user_id) AS people
                FROM used
                GROUP BY GROUPING SETS ((), (action), (period), (action, period))),
            frequent AS (
                SELECT action FROM tallies
                WHERE action IS NOT NULL AND period IS NULL
                ORDER BY uses DESC, action
                LIMIT :most)
            SELECT action, period, uses, people
            FROM tallies
            WHERE action IS NULL OR action IN (SELECT f.action FROM frequent f)
            """;

    private final Handles handles;

    JdbiUsageStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void add(Usage usage) {
        handles.later(ADD.bind("id", usage.id().value())
                .bind("userId", usage.userId().value())
                .bind("organizationId", organization(usage))
                .bind("action", usage.action())
                .bind("details", details(usage))
                .bind("eventKey", usage.eventKey())
                .bind("timestamp", usage.timestamp()));
    }

    @Override
    public void addApart(List<Usage> usages) {
        handles.writeApart(
                handle -> bound(handle.createUpdate(ADD_APART), usages).execute());
    }

    @Override
    public List<@Nullable Usage> record(List<Usage> usages, Instant now) {
        return handles.write(handle -> {
            Set<UUID> added = new HashSet<>(bound(handle.createQuery(RECORD), usages)
                    .bind("now", now)
                    .map((row, context) -> Columns.uuid(row, "id"))
                    .list());
            List<Usage> others = usages.stream()
                    .filter(each -> !added.contains(each.id().value()))
                    .toList();
            Map<String, Usage> first = others.isEmpty() ? Map.of() : first(handle, others);
            List<@Nullable Usage> standing = new ArrayList<>();
            for (Usage usage : usages) {
                String eventKey = usage.eventKey();
                boolean isNew = eventKey == null || added.contains(usage.id().value());
                standing.add(isNew ? usage : first.get(eventKey));
            }
            return standing;
        });
    }

    private static Map<String, Usage> first(Handle handle, List<Usage> usages) {
        Map<String, Usage> first = new HashMap<>();
        handle.createQuery(FIRST)
                .bind("userId", usages.get(0).userId().value())
                .bindArray("eventKeys", String.class, texts(usages, Usage::eventKey))
                .map(USAGE)
                .forEach(usage -> first.put(String.valueOf(usage.eventKey()), usage));
        return first;
    }

    @Override
    public Page<Usage> list(UsageFilter filter, PageRequest page) {
        Listing listing = Listing.of(SELECT, page)
                .filter("u.user_id = :userId", "userId", user(filter))
                .filter("u.organization_id = :organizationId", "organizationId", organization(filter))
                .filter("u.action = :action", "action", filter.action())
                .between("u.timestamp", filter.from(), filter.to());
        return handles.read(handle -> listing.newestFirst(handle, "u.timestamp", "u.id", USAGE, Usage::position));
    }

    @Override
    public List<Tally> tally(UsageFilter filter, List<Instant> starts, int mostActions) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("user_id = :userId", user(filter));
        values.put("organization_id = :organizationId", organization(filter));
        values.put("action = :action", filter.action());
        values.put("timestamp >= :from", filter.from());
        values.put("timestamp < :to", filter.to());
        values.values().removeIf(value -> value == null);
        String used = "WITH used AS (\n"
                + "    SELECT action, user_id, width_bucket(timestamp, (:starts)::timestamptz[]) AS period\n"
                + "    FROM usage_logs\n"
                + "    WHERE " + String.join(" AND ", values.keySet()) + ")\n";
        return handles.read(handle -> {
            try (Query query = handle.createQuery(used + TALLIED)) {
                values.forEach(
                        (condition, value) -> query.bind(condition.substring(condition.indexOf(':') + 1), value));
                return query.bindArray(
                                "starts",
                                String.class,
                                starts.stream().map(Instant::toString).toList())
                        .bind("most", mostActions)
                        .addCustomizer(Listing.PLANNED_FOR_ITS_VALUES)
                        .map(TALLY)
                        .list();
            }
        });
    }

    @Override
    public int deleteEventKeys(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM usage_event_keys k
                        USING (SELECT user_id, event_key FROM usage_event_keys
                               WHERE known_since < :before
                               ORDER BY known_since
                               LIMIT :limit
                               FOR UPDATE SKIP LOCKED) AS old
                        WHERE k.user_id = old.user_id AND k.event_key = old.event_key
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }

    private static <S extends SqlStatement<S>> S bound(S statement, List<Usage> usages) {
        return statement
                .bindArray(
                        "ids",
                        UUID.class,
                        usages.stream().map(usage -> usage.id().value()).toList())
                .bindArray(
                        "userIds",
                        UUID.class,
                        usages.stream().map(usage -> usage.userId().value()).toList())
                .bindArray("organizationIds", String.class, texts(usages, JdbiUsageStore::organizationText))
                .bindArray("actions", String.class, texts(usages, Usage::action))
                .bindArray("details", String.class, texts(usages, JdbiUsageStore::details))
                .bindArray("eventKeys", String.class, texts(usages, Usage::eventKey))
                .bindArray(
                        "timestamps",
                        String.class,
                        texts(usages, usage -> usage.timestamp().toString()));
    }

    private static List<@Nullable String> texts(List<Usage> usages, Function<Usage, @Nullable String> text) {
        List<@Nullable String> texts = new ArrayList<>();
        usages.forEach(usage -> texts.add(text.apply(usage)));
        return texts;
    }

    private static @Nullable String details(Usage usage) {
        JsonText details = usage.details();
        return details == null ? null : details.text();
    }

    private static @Nullable String organizationText(Usage usage) {
        OrganizationId organization = usage.organizationId();
        return organization == null ? null : organization.toString();
    }

    private static @Nullable UUID organization(Usage usage) {
        OrganizationId organization = usage.organizationId();
        return organization == null ? null : organization.value();
    }

    private static @Nullable UUID organization(UsageFilter filter) {
        OrganizationId organization = filter.organizationId();
        return organization == null ? null : organization.value();
    }

    private static @Nullable UUID user(UsageFilter filter) {
        UserId user = filter.userId();
        return user == null ? null : user.value();
    }
}
