package dev.tenon.testkit;

import dev.tenon.ports.audit.AuditRow;
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
import dev.tenon.testkit.Tables.DeliveryKey;
import dev.tenon.testkit.Tables.DeliveryRow;
import dev.tenon.testkit.Tables.WebhookRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryDeliveryStore implements DeliveryStore {

    private static final Comparator<Delivery> LONGEST_DUE_FIRST = Comparator.comparing(Delivery::nextAttemptAt)
            .thenComparing(each -> each.eventId().value());

    /** A delivery and whose turn it is: each webhook gets its first before any gets its second. */
    private record Candidate(Delivery delivery, @Nullable OrganizationId organization, int turn) {}

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryDeliveryStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void enqueue(List<Event> events, Instant now) {
        unitOfWork.required();
        for (Event event : events) {
            tables.webhooks.rows(row -> hears(row.webhook(), event.organization(), event.type())).stream()
                    .filter(row -> row.webhook().isEnabled())
                    .forEach(row -> enqueueFor(row.webhook().id(), event.id(), event.type(), now));
        }
    }

    private static boolean hears(Webhook webhook, @Nullable OrganizationId organization, String type) {
        OrganizationId own = webhook.organizationId();
        return (own == null || own.equals(organization)) && webhook.asksFor(type);
    }

    @Override
    public void enqueueFor(WebhookId webhook, EventId event, String type, Instant now) {
        unitOfWork.required();
        Delivery delivery = waiting(webhook, event, type, now, now);
        if (!tables.deliveries.insert(key(delivery), new DeliveryRow(delivery, null, null))) {
            throw new IllegalStateException("The event " + event + " is queued for " + webhook + " already");
        }
    }

    private static Delivery waiting(
            WebhookId webhook, EventId event, String type, Instant occurredAt, Instant queuedAt) {
        return new Delivery(
                webhook,
                event,
                type,
                DeliveryStatus.PENDING,
                occurredAt,
                queuedAt,
                0,
                queuedAt,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public int replay(Webhook webhook, Instant from, Instant to, int limit, Instant now) {
        unitOfWork.required();
        List<AuditRow> rows = tables
                .auditRows
                .rows(row -> !row.createdAt().isBefore(from)
                        && row.createdAt().isBefore(to)
                        && hears(
                                webhook,
                                row.entry().organizationId(),
                                row.entry().action()))
                .stream()
                .sorted(Comparator.comparing(AuditRow::createdAt)
                        .thenComparing(row -> row.id().value()))
                .limit(limit)
                .toList();
        rows.forEach(row -> replay(webhook, row, now));
        return rows.size();
    }

    private void replay(Webhook webhook, AuditRow row, Instant now) {
        Delivery again =
                waiting(webhook.id(), new EventId(row.id().value()), row.entry().action(), row.createdAt(), now);
        boolean isFree = tables.deliveries
                .lock(key(again))
                .map(each -> isFree(each, now))
                .orElse(true);
        if (isFree) {
            tables.deliveries.put(key(again), new DeliveryRow(again, null, null));
        }
    }

    @Override
    public List<ClaimedDelivery> claim(UUID worker, Instant now, Instant leaseUntil, Bounds bounds) {
        unitOfWork.required();
        if (!tables.installation.tryLock("webhook_claims")) {
            return List.of();
        }
        List<Candidate> candidates = tables.webhooks.rows(row -> isReady(row, now)).stream()
                .flatMap(row -> candidates(row.webhook(), now, bounds.ofOne()))
                .sorted(Comparator.comparingInt(Candidate::turn).thenComparing(Candidate::delivery, LONGEST_DUE_FIRST))
                .toList();
        Map<OrganizationId, Integer> busy = busyOrganizations(now);
        List<ClaimedDelivery> claimed = new ArrayList<>();
        for (Candidate candidate : candidates) {
            OrganizationId organization = candidate.organization();
            boolean hasRoom = organization == null || busy.getOrDefault(organization, 0) < bounds.ofOrganization();
            DeliveryKey key = key(candidate.delivery());
            if (hasRoom && claimed.size() < bounds.claimed() && tables.deliveries.tryLock(key)) {
                tables.deliveries
                        .find(key)
                        .filter(row -> isDue(row, now))
                        .flatMap(row -> claimed(row, worker, leaseUntil))
                        .ifPresent(claimed::add);
                if (organization != null) {
                    busy.merge(organization, 1, Integer::sum);
                }
            }
        }
        return claimed;
    }

    /** How many calls of the webhooks of an organization are under way. */
    private Map<OrganizationId, Integer> busyOrganizations(Instant now) {
        Map<OrganizationId, Integer> busy = new HashMap<>();
        tables.deliveries
                .rows(row -> row.delivery().status().isOpen() && !isFree(row, now))
                .forEach(row -> tables.webhooks
                        .find(row.delivery().webhookId())
                        .map(found -> found.webhook().organizationId())
                        .ifPresent(organization -> busy.merge(organization, 1, Integer::sum)));
        return busy;
    }

    private static boolean isReady(WebhookRow row, Instant now) {
        Instant until = row.heldBackUntil();
        return row.webhook().isEnabled() && (until == null || !until.isAfter(now));
    }

    private Stream<Candidate> candidates(Webhook webhook, Instant now, int mostOfOne) {
        List<DeliveryRow> open =
                tables.deliveries.rows(row -> row.delivery().webhookId().equals(webhook.id())
                        && row.delivery().status().isOpen());
        long underWay = open.stream().filter(row -> !isFree(row, now)).count();
        long room = Math.max(0, (webhook.failures() > 0 ? 1 : mostOfOne) - underWay);
        List<Delivery> due = open.stream()
                .filter(row -> isDue(row, now))
                .map(DeliveryRow::delivery)
                .sorted(LONGEST_DUE_FIRST)
                .limit(room)
                .toList();
        return due.stream().map(each -> new Candidate(each, webhook.organizationId(), due.indexOf(each)));
    }

    private Optional<ClaimedDelivery> claimed(DeliveryRow row, UUID worker, Instant leaseUntil) {
        Delivery before = row.delivery();
        Delivery after = new Delivery(
                before.webhookId(),
                before.eventId(),
                before.eventType(),
                before.status(),
                before.occurredAt(),
                before.queuedAt(),
                before.attempts() + 1,
                before.nextAttemptAt(),
                before.responseStatus(),
                before.duration(),
                before.lastError(),
                before.lastAttemptAt(),
                before.deliveredAt());
        tables.deliveries.put(key(after), new DeliveryRow(after, worker, leaseUntil));
        return tables.webhooks
                .find(after.webhookId())
                .map(found -> new ClaimedDelivery(after, found.webhook(), found.secrets()));
    }

    private static boolean isFree(DeliveryRow row, Instant now) {
        Instant until = row.leaseUntil();
        return until == null || !until.isAfter(now);
    }

    private static boolean isDue(DeliveryRow row, Instant now) {
        return row.delivery().status().isOpen()
                && !row.delivery().nextAttemptAt().isAfter(now)
                && isFree(row, now);
    }

    @Override
    public boolean markDelivered(Delivery delivery, UUID worker, Tried tried) {
        return mark(delivery, worker, DeliveryStatus.DELIVERED, delivery.nextAttemptAt(), tried);
    }

    @Override
    public boolean markFailed(Delivery delivery, UUID worker, @Nullable Instant nextAttemptAt, Tried tried) {
        return nextAttemptAt == null
                ? mark(delivery, worker, DeliveryStatus.DEAD, delivery.nextAttemptAt(), tried)
                : mark(delivery, worker, DeliveryStatus.FAILED, nextAttemptAt, tried);
    }

    private boolean mark(Delivery delivery, UUID worker, DeliveryStatus status, Instant nextAttemptAt, Tried tried) {
        Optional<DeliveryRow> mine = tables.deliveries
                .lock(key(delivery))
                .filter(row -> worker.equals(row.lockedBy()) && row.delivery().attempts() == delivery.attempts());
        mine.ifPresent(row -> {
            Delivery before = row.delivery();
            Delivery after = new Delivery(
                    before.webhookId(),
                    before.eventId(),
                    before.eventType(),
                    status,
                    before.occurredAt(),
                    before.queuedAt(),
                    before.attempts(),
                    nextAttemptAt,
                    tried.responseStatus(),
                    Duration.ofMillis(tried.duration().toMillis()),
                    tried.error(),
                    tried.at(),
                    status == DeliveryStatus.DELIVERED ? tried.at() : null);
            tables.deliveries.put(key(after), new DeliveryRow(after, null, null));
        });
        return mine.isPresent();
    }

    @Override
    public Optional<Delivery> find(WebhookId webhook, EventId event) {
        return tables.deliveries.find(new DeliveryKey(webhook, event)).map(DeliveryRow::delivery);
    }

    @Override
    public boolean retry(WebhookId webhook, EventId event, Instant now) {
        unitOfWork.required();
        Optional<DeliveryRow> free =
                tables.deliveries.lock(new DeliveryKey(webhook, event)).filter(row -> isFree(row, now));
        free.ifPresent(row -> {
            Delivery before = row.delivery();
            Delivery after = new Delivery(
                    before.webhookId(),
                    before.eventId(),
                    before.eventType(),
                    DeliveryStatus.PENDING,
                    before.occurredAt(),
                    before.queuedAt(),
                    0,
                    now,
                    before.responseStatus(),
                    before.duration(),
                    before.lastError(),
                    before.lastAttemptAt(),
                    null);
            tables.deliveries.put(key(after), new DeliveryRow(after, null, null));
        });
        return free.isPresent();
    }

    @Override
    public Page<Delivery> list(WebhookId webhook, @Nullable DeliveryStatus status, PageRequest page) {
        List<Delivery> found = tables
                .deliveries
                .rows(row -> row.delivery().webhookId().equals(webhook)
                        && (status == null || row.delivery().status() == status))
                .stream()
                .map(DeliveryRow::delivery)
                .toList();
        return Pages.newestFirst(found, Delivery::position, page);
    }

    @Override
    public DeliveryBacklog backlog(Instant now) {
        List<Instant> due = tables
                .deliveries
                .rows(row -> row.delivery().status().isOpen()
                        && !row.delivery().nextAttemptAt().isAfter(now)
                        && tables.webhooks
                                .find(row.delivery().webhookId())
                                .filter(found -> found.webhook().isEnabled())
                                .isPresent())
                .stream()
                .map(row -> row.delivery().nextAttemptAt())
                .sorted()
                .toList();
        int dead = tables.deliveries
                .rows(row -> row.delivery().status() == DeliveryStatus.DEAD)
                .size();
        return new DeliveryBacklog(due.size(), dead, due.isEmpty() ? null : due.get(0));
    }

    @Override
    public int deleteQueuedBefore(Instant before, int limit) {
        unitOfWork.required();
        List<DeliveryRow> gone = tables
                .deliveries
                .rows(row -> row.delivery().queuedAt().isBefore(before)
                        || tables.webhooks.find(row.delivery().webhookId()).isEmpty())
                .stream()
                .limit(limit)
                .toList();
        gone.forEach(row -> tables.deliveries.remove(key(row.delivery())));
        return gone.size();
    }

    private static DeliveryKey key(Delivery delivery) {
        return new DeliveryKey(delivery.webhookId(), delivery.eventId());
    }
}
