package dev.tenon.jdbi.webhooks;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.webhooks.spi.DeliveryStore.Bounds;
import dev.tenon.ports.webhooks.spi.DeliveryStore.ClaimedDelivery;
import dev.tenon.ports.webhooks.spi.WebhookStore.SealedSecrets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** Gives deliveries to workers: each to one, few of each webhook and of each organization, whoever is told least first. */
final class DeliveryClaims {

    private static final RowMapper<ClaimedDelivery> CLAIMED = (row, context) -> new ClaimedDelivery(
            JdbiDeliveryStore.DELIVERY.map(row, context),
            JdbiWebhookStore.WEBHOOK.map(row, context),
            new SealedSecrets(
                    Columns.text(row, "secret"),
                    row.getString("previous_secret"),
                    Columns.instantOrNull(row, "previous_secret_until")));

    /** Whoever claims at the same time would not see what is under way here. */
    private static final String ALONE =
            "SELECT pg_try_advisory_xact_lock(hashtext('tenon'), hashtext('webhook_claims'))";

    /** What is open, due, and under no lease. */
    private static final String DUE = """
            d.status IN ('pending', 'failed') AND d.next_attempt_at <= :now
            AND (d.lease_until IS NULL OR d.lease_until <= :now)
            """;

    /**
     * What is under way; the webhooks for which something waits, one step along the index each; of those that have room, and whose
     * organization has, the longest due; of these what they may take now, in turn. Only what was chosen is locked.
     */
    private static final String CLAIM =
            """
            WITH RECURSIVE busy AS MATERIALIZED (
                SELECT d.endpoint_id, count(*) AS calls
                FROM webhook_deliveries d
                WHERE d.lease_until IS NOT NULL AND d.lease_until > :now AND d.status IN ('pending', 'failed')
                GROUP BY d.endpoint_id),
            busy_organizations AS MATERIALIZED (
                SELECT e.organization_id, sum(b.calls) AS calls
                FROM busy b
                JOIN webhook_endpoints e ON e.id = b.endpoint_id
                WHERE e.organization_id IS NOT NULL
                GROUP BY e.organization_id),
            waiting (endpoint_id) AS (
                (SELECT d.endpoint_id FROM webhook_deliveries d
                 WHERE d.status IN ('pending', 'failed') ORDER BY d.endpoint_id LIMIT 1)
                UNION ALL
                SELECT (SELECT d.endpoint_id FROM webhook_deliveries d
                        WHERE d.status IN ('pending', 'failed') AND d.endpoint_id > w.endpoint_id
                        ORDER BY d.endpoint_id LIMIT 1)
                FROM waiting w
                WHERE w.endpoint_id IS NOT NULL),
            willing AS (
                SELECT e.id, e.organization_id,
                       CASE WHEN e.failures > 0 THEN 1 ELSE :ofOne END - coalesce(b.calls, 0) AS room,
                       :ofOrganization - coalesce(o.calls, 0) AS room_of_organization
                FROM waiting w
                JOIN webhook_endpoints e ON e.id = w.endpoint_id
                LEFT JOIN busy b ON b.endpoint_id = e.id
                LEFT JOIN busy_organizations o ON o.organization_id = e.organization_id
                WHERE e.disabled_reason IS NULL AND (e.held_back_until IS NULL OR e.held_back_until <= :now)),
            ready AS MATERIALIZED (
                SELECT w.id, w.organization_id, w.room, w.room_of_organization
                FROM willing w
                CROSS JOIN LATERAL (
                    SELECT d.next_attempt_at
                    FROM webhook_deliveries d
                    WHERE d.endpoint_id = w.id AND <DUE>
                    ORDER BY d.next_attempt_at, d.event_id
                    LIMIT 1) AS oldest
                WHERE w.room > 0 AND w.room_of_organization > 0
                ORDER BY oldest.next_attempt_at, w.id
                LIMIT 4 * :claimed),
            candidates AS (
                SELECT r.id AS endpoint_id, r.organization_id, r.room_of_organization, due.event_id, due.next_attempt_at,
                       row_number() OVER (PARTITION BY r.id ORDER BY due.next_attempt_at, due.event_id) AS turn
                FROM ready r
                CROSS JOIN LATERAL (
                    SELECT d.event_id, d.next_attempt_at
                    FROM webhook_deliveries d
                    WHERE d.endpoint_id = r.id AND <DUE>
                    ORDER BY d.next_attempt_at, d.event_id
                    LIMIT r.room) AS due),
            placed AS (
                SELECT c.*, CASE WHEN c.organization_id IS NULL THEN 0 ELSE row_number() OVER (
                       PARTITION BY c.organization_id ORDER BY c.turn, c.next_attempt_at, c.event_id) END AS place
                FROM candidates c),
            chosen AS MATERIALIZED (
                SELECT p.endpoint_id, p.event_id, p.turn
                FROM placed p
                WHERE p.place <= p.room_of_organization
                ORDER BY p.turn, p.next_attempt_at, p.event_id
                LIMIT :claimed),
            locked AS MATERIALIZED (
                SELECT d.endpoint_id, d.event_id, c.turn
                FROM chosen c
                JOIN webhook_deliveries d ON d.endpoint_id = c.endpoint_id AND d.event_id = c.event_id
                WHERE <DUE>
                FOR UPDATE OF d SKIP LOCKED),
            claimed AS (
                UPDATE webhook_deliveries d
                SET attempts = d.attempts + 1, locked_by = :worker, lease_until = :leaseUntil
                FROM locked l
                WHERE d.endpoint_id = l.endpoint_id AND d.event_id = l.event_id
                RETURNING d.*, l.turn)
            SELECT e.secret, e.previous_secret, <COLUMNS>
            FROM claimed d
            JOIN webhook_endpoints e ON e.id = d.endpoint_id
            ORDER BY d.turn, d.next_attempt_at, d.event_id
            """.replace("<DUE>", DUE).replace("<COLUMNS>", JdbiDeliveryStore.COLUMNS + ", " + JdbiWebhookStore.COLUMNS);

    private final Handles handles;

    DeliveryClaims(Handles handles) {
        this.handles = handles;
    }

    List<ClaimedDelivery> claim(UUID worker, Instant now, Instant leaseUntil, Bounds bounds) {
        return handles.write(handle -> {
            if (!handle.createQuery(ALONE).mapTo(Boolean.class).one()) {
                return List.of();
            }
            return handle.createQuery(CLAIM)
                    .bind("worker", worker.toString())
                    .bind("now", now)
                    .bind("leaseUntil", leaseUntil)
                    .bind("claimed", bounds.claimed())
                    .bind("ofOne", bounds.ofOne())
                    .bind("ofOrganization", bounds.ofOrganization())
                    .map(CLAIMED)
                    .list();
        });
    }
}
