package dev.tenon.testkit;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.Webhook.Disabled;
import dev.tenon.ports.webhooks.spi.WebhookStore;
import dev.tenon.testkit.Tables.WebhookRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class InMemoryWebhookStore implements WebhookStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryWebhookStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public void insert(Webhook webhook, String sealedSecret) {
        unitOfWork.required();
        if (webhook.createdBy() != null) {
            tables.requireAccount(webhook.createdBy());
        }
        tables.webhooks.put(webhook.id(), new WebhookRow(webhook, new SealedSecrets(sealedSecret, null, null), null));
    }

    @Override
    public int count(@Nullable OrganizationId organization) {
        unitOfWork.required();
        if (organization == null) {
            tables.installation.lock("webhook_endpoints");
        } else {
            tables.organizations.lock(organization);
        }
        return of(organization).size();
    }

    private List<Webhook> of(@Nullable OrganizationId organization) {
        return tables
                .webhooks
                .rows(row -> Objects.equals(organization, row.webhook().organizationId()))
                .stream()
                .map(WebhookRow::webhook)
                .toList();
    }

    @Override
    public Optional<Webhook> find(WebhookId id) {
        return tables.webhooks.find(id).map(WebhookRow::webhook);
    }

    @Override
    public Optional<Webhook> lock(WebhookId id) {
        return tables.webhooks.lock(id).map(WebhookRow::webhook);
    }

    @Override
    public Page<Webhook> list(@Nullable OrganizationId organization, PageRequest page) {
        return Pages.newestFirst(of(organization), Webhook::position, page);
    }

    @Override
    public void update(Webhook webhook, Instant now) {
        change(webhook.id(), row -> new WebhookRow(counted(webhook), row.secrets(), null));
    }

    @Override
    public void rotate(WebhookId id, String sealedSecret, Instant previousUntil, Instant now) {
        change(id, row -> {
            Webhook before = row.webhook();
            Webhook after = new Webhook(
                    before.id(),
                    before.organizationId(),
                    before.createdBy(),
                    before.url(),
                    before.description(),
                    before.eventTypes(),
                    before.disabledReason(),
                    before.disabledAt(),
                    before.failingSince(),
                    before.failures(),
                    previousUntil,
                    before.createdAt(),
                    before.revision() + 1);
            SealedSecrets secrets =
                    new SealedSecrets(sealedSecret, row.secrets().current(), previousUntil);
            return new WebhookRow(after, secrets, row.heldBackUntil());
        });
    }

    @Override
    public void delete(WebhookId id) {
        unitOfWork.required();
        tables.webhooks.remove(id);
    }

    @Override
    public int deleteOf(OrganizationId organization) {
        unitOfWork.required();
        List<Webhook> gone = of(organization);
        gone.forEach(webhook -> tables.webhooks.remove(webhook.id()));
        return gone.size();
    }

    @Override
    public void arrived(WebhookId id) {
        change(
                id,
                row -> row.webhook().failures() > 0,
                row -> new WebhookRow(tried(row.webhook(), null, 0), row.secrets(), null));
    }

    @Override
    public Optional<Webhook> failed(WebhookId id, Instant now, Instant heldBackUntil) {
        change(id, row -> {
            Webhook webhook = row.webhook();
            Instant since = webhook.failingSince();
            Instant until = row.heldBackUntil();
            return new WebhookRow(
                    tried(webhook, since == null ? now : since, webhook.failures() + 1),
                    row.secrets(),
                    until != null && until.isAfter(heldBackUntil) ? until : heldBackUntil);
        });
        return find(id);
    }

    @Override
    public void release(WebhookId id) {
        change(id, row -> new WebhookRow(row.webhook(), row.secrets(), null));
    }

    @Override
    public boolean disable(WebhookId id, Disabled reason, Instant now) {
        return change(
                id,
                row -> row.webhook().isEnabled(),
                row -> new WebhookRow(
                        counted(disabled(row.webhook(), reason, now)), row.secrets(), row.heldBackUntil()));
    }

    @Override
    public List<Webhook> disableTouchedBy(UserId person, Instant since, Disabled reason, Instant now) {
        unitOfWork.required();
        Set<String> turned = tables
                .auditRows
                .rows(row -> person.equals(row.userId()) && !row.createdAt().isBefore(since) && turns(row.entry()))
                .stream()
                .map(row -> row.entry().recordId())
                .collect(Collectors.toSet());
        List<WebhookRow> touched = tables.webhooks.rows(row -> {
            Webhook webhook = row.webhook();
            boolean made =
                    person.equals(webhook.createdBy()) && !webhook.createdAt().isBefore(since);
            return made || turned.contains(webhook.id().toString());
        });
        return touched.stream()
                .map(row -> row.webhook().id())
                .filter(id -> disable(id, reason, now))
                .flatMap(id -> find(id).stream())
                .toList();
    }

    private static boolean turns(AuditEntry entry) {
        return entry.table().equals("webhook_endpoints")
                && (entry.action().equals("webhook.rotated")
                        || (entry.action().equals("webhook.updated")
                                && entry.changes().containsKey("url")));
    }

    @Override
    public int forgetPreviousSecrets(Instant now) {
        unitOfWork.required();
        List<WebhookRow> over = tables.webhooks.rows(row -> {
            Instant until = row.secrets().previousUntil();
            return until != null && !until.isAfter(now);
        });
        over.forEach(row -> tables.webhooks.put(
                row.webhook().id(),
                new WebhookRow(
                        withoutPrevious(row.webhook()),
                        new SealedSecrets(row.secrets().current(), null, null),
                        row.heldBackUntil())));
        return over.size();
    }

    private void change(WebhookId id, UnaryOperator<WebhookRow> change) {
        change(id, any -> true, change);
    }

    private boolean change(WebhookId id, Predicate<WebhookRow> condition, UnaryOperator<WebhookRow> change) {
        unitOfWork.required();
        Optional<WebhookRow> found = tables.webhooks.lock(id).filter(condition);
        found.ifPresent(row -> tables.webhooks.put(id, change.apply(row)));
        return found.isPresent();
    }

    private static Webhook counted(Webhook webhook) {
        return of(
                webhook,
                webhook.disabledReason(),
                webhook.disabledAt(),
                webhook.failingSince(),
                webhook.failures(),
                webhook.previousSecretUntil(),
                webhook.revision() + 1);
    }

    private static Webhook disabled(Webhook webhook, Disabled reason, Instant at) {
        return of(
                webhook,
                reason,
                at,
                webhook.failingSince(),
                webhook.failures(),
                webhook.previousSecretUntil(),
                webhook.revision());
    }

    private static Webhook tried(Webhook webhook, @Nullable Instant failingSince, int failures) {
        return of(
                webhook,
                webhook.disabledReason(),
                webhook.disabledAt(),
                failingSince,
                failures,
                webhook.previousSecretUntil(),
                webhook.revision());
    }

    private static Webhook withoutPrevious(Webhook webhook) {
        return of(
                webhook,
                webhook.disabledReason(),
                webhook.disabledAt(),
                webhook.failingSince(),
                webhook.failures(),
                null,
                webhook.revision());
    }

    private static Webhook of(
            Webhook webhook,
            @Nullable Disabled reason,
            @Nullable Instant disabledAt,
            @Nullable Instant failingSince,
            int failures,
            @Nullable Instant previousUntil,
            long revision) {
        return new Webhook(
                webhook.id(),
                webhook.organizationId(),
                webhook.createdBy(),
                webhook.url(),
                webhook.description(),
                webhook.eventTypes(),
                reason,
                disabledAt,
                failingSince,
                failures,
                previousUntil,
                webhook.createdAt(),
                revision);
    }
}
