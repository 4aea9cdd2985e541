package dev.tenon.jdbi.webhooks;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.kernel.EventId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Delivery;
import dev.tenon.ports.webhooks.DeliveryBacklog;
import dev.tenon.ports.webhooks.DeliveryStatus;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.spi.DeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Table {@code webhook_deliveries}. A delivery under a lease keeps its status, pending or failed. */
final class JdbiDeliveryStore implements DeliveryStore {

    static final String COLUMNS = """
            d.endpoint_id, d.event_id, d.event_type, d.status, d.occurred_at, d.queued_at, d.attempts, d.next_attempt_at,
            d.response_status, d.duration_ms, d.last_error, d.last_attempt_at, d.delivered_at""";

    static final RowMapper<Delivery> DELIVERY = (row, context) -> {
        @Nullable Long millis = Columns.longOrNull(row, "duration_ms");
        return new Delivery(
                new WebhookId(Columns.uuid(row, "endpoint_id")),
                new EventId(Columns.uuid(row, "event_id")),
                Columns.text(row, "event_type"),
                Columns.constant(row, "status", DeliveryStatus.class),
                Columns.instant(row, "occurred_at"),
                Columns.instant(row, "queued_at"),
                row.getInt("attempts"),
                Columns.instant(row, "next_attempt_at"),
                Columns.intOrNull(row, "response_status"),
                millis == null ? null : Duration.ofMillis(millis),
                row.getString("last_error"),
                Columns.instantOrNull(row, "last_attempt_at"),
                Columns.instantOrNull(row, "delivered_at"));
    };

    private static final RowMapper<DeliveryBacklog> BACKLOG = (row, context) ->
            new DeliveryBacklog(row.getLong("due"), row.getLong("dead"), Columns.instantOrNull(row, "oldest_due_at"));

    /**
     * Two looks into one index for each event, and nothing more where nobody asks for it. The events come out of queries of their
     * own, so that the planner takes any number of them for the same and keeps its plan: to plan takes ten times as long as to look.
     */
    private static final Write ENQUEUE = Write.of("""
            INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, occurred_at, queued_at, next_attempt_at)
            SELECT e.id, n.id::uuid, n.type, :now::timestamptz, :now::timestamptz, :now::timestamptz
            FROM unnest(ARRAY(SELECT unnest(:ids::text[])),
                        ARRAY(SELECT unnest(:types::text[])),
                        ARRAY(SELECT unnest(:organizations::text[]))) AS n (id, type, organization)
            CROSS JOIN LATERAL (
                SELECT w.id, w.event_types
                FROM webhook_endpoints w
                WHERE w.organization_id IS NULL AND w.disabled_reason IS NULL
                UNION ALL
                SELECT w.id, w.event_types
                FROM webhook_endpoints w
                WHERE w.organization_id = n.organization::uuid AND w.disabled_reason IS NULL) AS e
            WHERE cardinality(e.event_types) = 0 OR e.event_types && ARRAY[n.type, split_part(n.type, '.', 1) || '.*']
            """);

    private static final Write ENQUEUE_FOR = Write.of("""
            INSERT INTO webhook_deliveries (endpoint_id, event_id, event_type, occurred_at, queued_at, next_attempt_at)
            VALUES (:webhook, :event, :type, :now, :now, :now)
            """);

    /** What is under way stays as it is, and is counted: it arrives anyway. */
    private static final String REPLAY = """
            WITH chosen AS MATERIALIZED (
                SELECT a.id, a.action, a.created_at
                FROM audit_logs a
                WHERE a.created_at >= :from AND a.created_at < :to AND <WHOSE>
                  AND (cardinality(:eventTypes::text[]) = 0
                       OR a.action = ANY (:eventTypes::text[])
                       OR split_part(a.action, '.', 1) || '.*' = ANY (:eventTypes::text[]))
                ORDER BY a.created_at, a.id
                LIMIT :limit),
            queued AS (
                INSERT INTO webhook_deliveries
                    (endpoint_id, event_id, event_type, occurred_at, queued_at, next_attempt_at)
                SELECT :webhook, c.id, c.action, c.created_at, :now, :now
                FROM chosen c
                ON CONFLICT (endpoint_id, event_id) DO UPDATE
                SET status = 'pending', attempts = 0, next_attempt_at = :now, queued_at = :now,
                    response_status = NULL, duration_ms = NULL, last_error = NULL, last_attempt_at = NULL,
                    delivered_at = NULL, locked_by = NULL, lease_until = NULL
                WHERE webhook_deliveries.lease_until IS NULL OR webhook_deliveries.lease_until <= :now)
            SELECT count(*) FROM chosen
            """;

    private final Handles handles;
    private final DeliveryClaims claims;

    JdbiDeliveryStore(Handles handles) {
        this.handles = handles;
        this.claims = new DeliveryClaims(handles);
    }

    @Override
    public void enqueue(List<Event> events, Instant now) {
        List<@Nullable String> organizations = new ArrayList<>();
        for (Event event : events) {
            OrganizationId organization = event.organization();
            organizations.add(organization == null ? null : organization.toString());
        }
        handles.later(ENQUEUE.bind("now", now)
                .bind("ids", events.stream().map(event -> event.id().toString()).toList())
                .bind("types", events.stream().map(Event::type).toList())
                .bind("organizations", organizations));
    }

    @Override
    public void enqueueFor(WebhookId webhook, EventId event, String type, Instant now) {
        handles.later(ENQUEUE_FOR
                .bind("webhook", webhook.value())
                .bind("event", event.value())
                .bind("type", type)
                .bind("now", now));
    }

    @Override
    public int replay(Webhook webhook, Instant from, Instant to, int limit, Instant now) {
        OrganizationId organization = webhook.organizationId();
        // Two statements, so that each is planned for the index that it needs.
        String sql = REPLAY.replace("<WHOSE>", organization == null ? "TRUE" : "a.organization_id = :organization");
        return handles.write(handle -> {
            Query query = handle.createQuery(sql)
                    .addCustomizer(Listing.PLANNED_FOR_ITS_VALUES)
                    .bind("webhook", webhook.id().value())
                    .bindArray("eventTypes", String.class, webhook.eventTypes())
                    .bind("from", from)
                    .bind("to", to)
                    .bind("limit", limit)
                    .bind("now", now);
            if (organization != null) {
                query.bind("organization", organization.value());
            }
            return query.mapTo(Integer.class).one();
        });
    }

    @Override
    public List<ClaimedDelivery> claim(UUID worker, Instant now, Instant leaseUntil, Bounds bounds) {
        return claims.claim(worker, now, leaseUntil, bounds);
    }

    @Override
    public boolean markDelivered(Delivery delivery, UUID worker, Tried tried) {
        return mark(delivery, worker, DeliveryStatus.DELIVERED, null, tried);
    }

    @Override
    public boolean markFailed(Delivery delivery, UUID worker, @Nullable Instant nextAttemptAt, Tried tried) {
        DeliveryStatus status = nextAttemptAt == null ? DeliveryStatus.DEAD : DeliveryStatus.FAILED;
        return mark(delivery, worker, status, nextAttemptAt, tried);
    }

    private boolean mark(
            Delivery delivery, UUID worker, DeliveryStatus status, @Nullable Instant nextAttemptAt, Tried tried) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE webhook_deliveries
                        SET status = :status, next_attempt_at = coalesce(:nextAttemptAt, next_attempt_at),
                            response_status = :responseStatus, duration_ms = :duration, last_error = :error,
                            last_attempt_at = :at, delivered_at = CASE WHEN :status = 'delivered' THEN :at END,
                            locked_by = NULL, lease_until = NULL
                        WHERE endpoint_id = :webhook AND event_id = :event
                          AND locked_by = :worker AND attempts = :attempt
                        """)
                        .bind("webhook", delivery.webhookId().value())
                        .bind("event", delivery.eventId().value())
                        .bind("worker", worker.toString())
                        .bind("attempt", delivery.attempts())
                        .bind("status", Columns.word(status))
                        .bind("nextAttemptAt", nextAttemptAt)
                        .bind("responseStatus", tried.responseStatus())
                        .bind("duration", tried.duration().toMillis())
                        .bind("error", tried.error())
                        .bind("at", tried.at())
                        .execute()
                == 1);
    }

    @Override
    public Optional<Delivery> find(WebhookId webhook, EventId event) {
        return handles.read(handle -> handle.createQuery("SELECT " + COLUMNS + """

                        FROM webhook_deliveries d
                        WHERE d.endpoint_id = :webhook AND d.event_id = :event
                        """)
                .bind("webhook", webhook.value())
                .bind("event", event.value())
                .map(DELIVERY)
                .findOne());
    }

    @Override
    public boolean retry(WebhookId webhook, EventId event, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE webhook_deliveries
                        SET status = 'pending', attempts = 0, next_attempt_at = :now, delivered_at = NULL,
                            locked_by = NULL, lease_until = NULL
                        WHERE endpoint_id = :webhook AND event_id = :event
                          AND (lease_until IS NULL OR lease_until <= :now)
                        """)
                        .bind("webhook", webhook.value())
                        .bind("event", event.value())
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public Page<Delivery> list(WebhookId webhook, @Nullable DeliveryStatus status, PageRequest page) {
        Listing listing = Listing.of("SELECT " + COLUMNS + "\nFROM webhook_deliveries d", page)
                .where("d.endpoint_id = :webhook", Map.of("webhook", webhook.value()))
                .filter("d.status = :status", "status", status == null ? null : Columns.word(status));
        return handles.read(
                handle -> listing.newestFirst(handle, "d.queued_at", "d.event_id", DELIVERY, Delivery::position));
    }

    @Override
    public DeliveryBacklog backlog(Instant now) {
        return handles.read(handle -> handle.createQuery("""
                        WITH RECURSIVE waiting (endpoint_id, oldest) AS (
                            (SELECT d.endpoint_id, d.next_attempt_at FROM webhook_deliveries d
                             WHERE d.status IN ('pending', 'failed')
                             ORDER BY d.endpoint_id, d.next_attempt_at, d.event_id LIMIT 1)
                            UNION ALL
                            SELECT next.endpoint_id, next.next_attempt_at
                            FROM waiting w
                            CROSS JOIN LATERAL (
                                SELECT d.endpoint_id, d.next_attempt_at FROM webhook_deliveries d
                                WHERE d.status IN ('pending', 'failed') AND d.endpoint_id > w.endpoint_id
                                ORDER BY d.endpoint_id, d.next_attempt_at, d.event_id LIMIT 1) AS next),
                        enabled AS MATERIALIZED (
                            SELECT e.id, w.oldest
                            FROM waiting w
                            JOIN webhook_endpoints e ON e.id = w.endpoint_id
                            WHERE e.disabled_reason IS NULL AND w.oldest <= :now)
                        SELECT (SELECT count(*) FROM (
                                    SELECT FROM enabled e
                                    CROSS JOIN LATERAL (
                                        SELECT FROM webhook_deliveries d
                                        WHERE d.endpoint_id = e.id AND d.status IN ('pending', 'failed')
                                          AND d.next_attempt_at <= :now
                                        LIMIT :most) AS due
                                    LIMIT :most) AS counted) AS due,
                               (SELECT min(e.oldest) FROM enabled e) AS oldest_due_at,
                               (SELECT count(*) FROM (
                                    SELECT FROM webhook_deliveries WHERE status = 'dead' LIMIT :most) AS given_up) AS dead
                        """)
                .bind("now", now)
                .bind("most", DeliveryBacklog.MOST_COUNTED)
                .map(BACKLOG)
                .one());
    }

    @Override
    public int deleteQueuedBefore(Instant before, int limit) {
        // Webhook by webhook along the index of their lists; of one that is gone, all.
        return handles.write(handle -> handle.createUpdate("""
                        WITH RECURSIVE known (endpoint_id) AS (
                            (SELECT d.endpoint_id FROM webhook_deliveries d ORDER BY d.endpoint_id LIMIT 1)
                            UNION ALL
                            SELECT (SELECT d.endpoint_id FROM webhook_deliveries d
                                    WHERE d.endpoint_id > k.endpoint_id ORDER BY d.endpoint_id LIMIT 1)
                            FROM known k
                            WHERE k.endpoint_id IS NOT NULL)
                        DELETE FROM webhook_deliveries
                        WHERE ctid = ANY (ARRAY(
                            SELECT old.place
                            FROM known k
                            LEFT JOIN webhook_endpoints e ON e.id = k.endpoint_id
                            CROSS JOIN LATERAL (
                                SELECT d.ctid AS place
                                FROM webhook_deliveries d
                                WHERE d.endpoint_id = k.endpoint_id
                                  AND d.queued_at < CASE WHEN e.id IS NULL THEN 'infinity'::timestamptz
                                                         ELSE :before::timestamptz END
                                ORDER BY d.queued_at
                                LIMIT :limit
                                FOR UPDATE SKIP LOCKED) AS old
                            LIMIT :limit))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }
}
