package dev.tenon.jdbi.webhooks;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.Webhook.Disabled;
import dev.tenon.ports.webhooks.spi.WebhookStore;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code webhook_endpoints}. */
final class JdbiWebhookStore implements WebhookStore {

    static final String COLUMNS = """
            e.id, e.organization_id, e.created_by, e.url, e.description, e.event_types, e.disabled_reason, e.disabled_at,
            e.failing_since, e.failures, e.previous_secret_until, e.created_at, e.revision""";

    static final RowMapper<Webhook> WEBHOOK = (row, context) -> new Webhook(
            new WebhookId(Columns.uuid(row, "id")),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            Columns.idOrNull(row, "created_by", UserId::new),
            URI.create(Columns.text(row, "url")),
            row.getString("description"),
            Set.copyOf(Columns.texts(row, "event_types")),
            row.getString("disabled_reason") == null ? null : Columns.constant(row, "disabled_reason", Disabled.class),
            Columns.instantOrNull(row, "disabled_at"),
            Columns.instantOrNull(row, "failing_since"),
            row.getInt("failures"),
            Columns.instantOrNull(row, "previous_secret_until"),
            Columns.instant(row, "created_at"),
            row.getLong("revision"));

    private static final String SELECT = "SELECT " + COLUMNS + "\nFROM webhook_endpoints e\n";

    private final Handles handles;

    JdbiWebhookStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void insert(Webhook webhook, String sealedSecret) {
        handles.write(handle -> handle.createUpdate("""
                        INSERT INTO webhook_endpoints
                            (id, organization_id, created_by, url, description, event_types, secret, created_at, updated_at)
                        VALUES (:id, :organization, :createdBy, :url, :description, :eventTypes, :secret, :createdAt, :createdAt)
                        """)
                .bind("id", webhook.id().value())
                .bind("organization", value(webhook.organizationId()))
                .bind(
                        "createdBy",
                        webhook.createdBy() == null ? null : webhook.createdBy().value())
                .bind("url", webhook.url().toString())
                .bind("description", webhook.description())
                .bindArray("eventTypes", String.class, webhook.eventTypes())
                .bind("secret", sealedSecret)
                .bind("createdAt", webhook.createdAt())
                .execute());
    }

    @Override
    public int count(@Nullable OrganizationId organization) {
        if (organization == null) {
            // The installation has no row of its own to lock.
            handles.write(handle -> handle.createQuery(
                            "SELECT 1 FROM pg_advisory_xact_lock(hashtext('tenon'), hashtext('webhook_endpoints'))")
                    .mapTo(Integer.class)
                    .findOne());
            return handles.read(
                    handle -> handle.createQuery("SELECT count(*) FROM webhook_endpoints WHERE organization_id IS NULL")
                            .mapTo(Integer.class)
                            .one());
        }
        handles.write(handle -> handle.createQuery("SELECT 1 FROM organizations WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", organization.value())
                .mapTo(Integer.class)
                .findOne());
        return handles.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM webhook_endpoints WHERE organization_id = :organization")
                .bind("organization", organization.value())
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public Optional<Webhook> find(WebhookId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE e.id = :id")
                .bind("id", id.value())
                .map(WEBHOOK)
                .findOne());
    }

    @Override
    public Optional<Webhook> lock(WebhookId id) {
        return handles.write(handle -> handle.createQuery(SELECT + "WHERE e.id = :id FOR NO KEY UPDATE")
                .bind("id", id.value())
                .map(WEBHOOK)
                .findOne());
    }

    @Override
    public Page<Webhook> list(@Nullable OrganizationId organization, PageRequest page) {
        Listing listing = Listing.of(SELECT, page);
        if (organization == null) {
            listing.where("e.organization_id IS NULL", Map.of());
        } else {
            listing.where("e.organization_id = :organization", Map.of("organization", organization.value()));
        }
        return handles.read(handle -> listing.newestFirst(handle, "e.created_at", "e.id", WEBHOOK, Webhook::position));
    }

    @Override
    public void update(Webhook webhook, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE webhook_endpoints
                        SET url = :url, description = :description, event_types = :eventTypes,
                            disabled_reason = :reason, disabled_at = :disabledAt, failing_since = :failingSince,
                            failures = :failures, held_back_until = NULL, updated_at = :now, revision = revision + 1
                        WHERE id = :id
                        """)
                .bind("id", webhook.id().value())
                .bind("url", webhook.url().toString())
                .bind("description", webhook.description())
                .bindArray("eventTypes", String.class, webhook.eventTypes())
                .bind("reason", webhook.disabledReason() == null ? null : Columns.word(webhook.disabledReason()))
                .bind("disabledAt", webhook.disabledAt())
                .bind("failingSince", webhook.failingSince())
                .bind("failures", webhook.failures())
                .bind("now", now)
                .execute());
    }

    @Override
    public void rotate(WebhookId id, String sealedSecret, Instant previousUntil, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE webhook_endpoints
                        SET previous_secret = secret, previous_secret_until = :until, secret = :secret,
                            updated_at = :now, revision = revision + 1
                        WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("secret", sealedSecret)
                .bind("until", previousUntil)
                .bind("now", now)
                .execute());
    }

    @Override
    public void delete(WebhookId id) {
        handles.write(handle -> handle.createUpdate("DELETE FROM webhook_endpoints WHERE id = :id")
                .bind("id", id.value())
                .execute());
    }

    @Override
    public int deleteOf(OrganizationId organization) {
        return handles.write(
                handle -> handle.createUpdate("DELETE FROM webhook_endpoints WHERE organization_id = :organization")
                        .bind("organization", organization.value())
                        .execute());
    }

    @Override
    public void arrived(WebhookId id) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE webhook_endpoints
                        SET failing_since = NULL, failures = 0, held_back_until = NULL
                        WHERE id = :id AND failures > 0
                        """).bind("id", id.value()).execute());
    }

    @Override
    public Optional<Webhook> failed(WebhookId id, Instant now, Instant heldBackUntil) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE webhook_endpoints e
                        SET failing_since = coalesce(e.failing_since, :now), failures = e.failures + 1,
                            held_back_until = GREATEST(e.held_back_until, :until)
                        WHERE e.id = :id
                        RETURNING\s""" + COLUMNS)
                .bind("id", id.value())
                .bind("now", now)
                .bind("until", heldBackUntil)
                .map(WEBHOOK)
                .findOne());
    }

    @Override
    public void release(WebhookId id) {
        handles.write(
                handle -> handle.createUpdate("UPDATE webhook_endpoints SET held_back_until = NULL WHERE id = :id")
                        .bind("id", id.value())
                        .execute());
    }

    @Override
    public boolean disable(WebhookId id, Disabled reason, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE webhook_endpoints
                        SET disabled_reason = :reason, disabled_at = :now, updated_at = :now, revision = revision + 1
                        WHERE id = :id AND disabled_reason IS NULL
                        """)
                        .bind("id", id.value())
                        .bind("reason", Columns.word(reason))
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public List<Webhook> disableTouchedBy(UserId person, Instant since, Disabled reason, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE webhook_endpoints e
                        SET disabled_reason = :reason, disabled_at = :now, updated_at = :now, revision = e.revision + 1
                        WHERE e.disabled_reason IS NULL
                          AND ((e.created_by = :person AND e.created_at >= :since)
                               OR e.id IN (
                                    SELECT a.record_id::uuid
                                    FROM audit_logs a
                                    WHERE a.user_id = :person AND a.created_at >= :since
                                      AND a.table_name = 'webhook_endpoints'
                                      AND (a.action = 'webhook.rotated'
                                           OR (a.action = 'webhook.updated' AND jsonb_exists(a.changes, 'url')))))
                        RETURNING\s""" + COLUMNS)
                .bind("person", person.value())
                .bind("since", since)
                .bind("reason", Columns.word(reason))
                .bind("now", now)
                .map(WEBHOOK)
                .list());
    }

    @Override
    public int forgetPreviousSecrets(Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE webhook_endpoints
                        SET previous_secret = NULL, previous_secret_until = NULL
                        WHERE previous_secret_until <= :now
                        """).bind("now", now).execute());
    }

    static @Nullable UUID value(@Nullable OrganizationId organization) {
        return organization == null ? null : organization.value();
    }
}
