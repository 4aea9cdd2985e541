package dev.tenon.testkit;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.apikeys.ApiKey;
import dev.tenon.ports.apikeys.ApiKeyFilter;
import dev.tenon.ports.apikeys.ApiKeyFilter.Status;
import dev.tenon.ports.apikeys.spi.ApiKeyStore;
import dev.tenon.ports.kernel.ApiKeyId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.AccountRow;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class InMemoryApiKeyStore implements ApiKeyStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryApiKeyStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Set<String> unknownPermissions(Set<String> names) {
        return names.stream()
                .filter(name -> tables.permissions.find(name).isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public void insert(ApiKey key, String digest) {
        unitOfWork.required();
        UserId owner = key.userId();
        if (owner != null) {
            tables.requireAccount(owner);
        }
        if (!tables.apiKeysByDigest.insert(digest, key.id())) {
            throw new IllegalStateException("A key with this digest is there already; make a new key");
        }
        tables.apiKeys.put(key.id(), key);
    }

    @Override
    public boolean insertInPlaceOf(ApiKey key, String digest) {
        ApiKeyId old = key.rotatedFrom();
        if (old == null || !tables.apiKeySuccessors.insert(old, key.id())) {
            return false;
        }
        insert(key, digest);
        return true;
    }

    @Override
    public Optional<LiveKey> findByDigest(String digest, Instant now) {
        return unitOfWork.reading(() -> tables.apiKeysByDigest
                .find(digest)
                .flatMap(tables.apiKeys::find)
                .filter(key -> key.isLiveAt(now))
                .map(this::live));
    }

    private LiveKey live(ApiKey key) {
        UserId owner = key.userId();
        if (owner == null) {
            return new LiveKey(key, null, Set.of());
        }
        Account account = tables.accounts.find(owner).map(AccountRow::account).orElse(null);
        return new LiveKey(key, account, tables.permissionsOf(owner));
    }

    @Override
    public Optional<ApiKey> find(ApiKeyId id) {
        return tables.apiKeys.find(id);
    }

    @Override
    public Optional<ApiKey> lock(ApiKeyId id) {
        return tables.apiKeys.lock(id);
    }

    @Override
    public Page<ApiKey> list(ApiKeyFilter filter, Instant now, PageRequest page) {
        UserId person = filter.userId();
        OrganizationId organization = filter.organizationId();
        List<ApiKey> found = tables.apiKeys.rows(key -> (person == null || person.equals(key.userId()))
                && (organization == null || organization.equals(key.organizationId()))
                && (filter.status() == null || filter.status() == statusOf(key, now)));
        return Pages.newestFirst(found, ApiKey::position, page);
    }

    private static Status statusOf(ApiKey key, Instant now) {
        if (key.isRevoked()) {
            return Status.REVOKED;
        }
        return key.hasExpiredAt(now) ? Status.EXPIRED : Status.LIVE;
    }

    @Override
    public int countLive(UserId userId, Instant now) {
        return countLive(key -> userId.equals(key.userId()), now);
    }

    @Override
    public int countLive(OrganizationId organizationId, Instant now) {
        unitOfWork.required();
        tables.organizations.lock(organizationId);
        return countLive(key -> organizationId.equals(key.organizationId()), now);
    }

    private int countLive(Predicate<ApiKey> owned, Instant now) {
        return tables.apiKeys.rows(key -> owned.test(key) && key.isLiveAt(now)).size();
    }

    @Override
    public void rename(ApiKeyId id, @Nullable String name, Instant now) {
        change(
                id,
                key -> changed(
                        key,
                        name,
                        key.lastUsedAt(),
                        key.requestCount(),
                        key.expiresAt(),
                        key.revokedAt(),
                        key.revokedReason(),
                        1));
    }

    @Override
    public void expire(ApiKeyId id, Instant expiresAt, Instant now) {
        change(
                id,
                key -> changed(
                        key,
                        key.name(),
                        key.lastUsedAt(),
                        key.requestCount(),
                        expiresAt,
                        key.revokedAt(),
                        key.revokedReason(),
                        1));
    }

    @Override
    public boolean revoke(ApiKeyId id, @Nullable String reason, Instant now) {
        unitOfWork.required();
        Optional<ApiKey> live = tables.apiKeys.lock(id).filter(key -> !key.isRevoked());
        live.ifPresent(key -> tables.apiKeys.put(
                id, changed(key, key.name(), key.lastUsedAt(), key.requestCount(), key.expiresAt(), now, reason, 1)));
        return live.isPresent();
    }

    @Override
    public int revokeAll(UserId userId, String reason, Instant now) {
        return revoke(key -> userId.equals(key.userId()), reason, now);
    }

    @Override
    public int revokeAll(OrganizationId organizationId, String reason, Instant now) {
        return revoke(key -> organizationId.equals(key.organizationId()), reason, now);
    }

    @Override
    public int revokeMadeFor(UserId maker, Instant since, String reason, Instant now) {
        return revoke(
                key -> maker.equals(key.createdBy())
                        && key.organizationId() != null
                        && !key.createdAt().isBefore(since),
                reason,
                now);
    }

    private int revoke(Predicate<ApiKey> which, String reason, Instant now) {
        unitOfWork.required();
        return (int) tables.apiKeys.rows(key -> which.test(key) && key.isLiveAt(now)).stream()
                .filter(key -> revoke(key.id(), reason, now))
                .count();
    }

    @Override
    public void count(Collection<Tally> tallies) {
        List<Tally> inOrder = tallies.stream()
                .sorted(Comparator.comparing(tally -> tally.id().value()))
                .toList();
        unitOfWork.joinOrRun(() -> inOrder.forEach(tally -> change(tally.id(), key -> {
            Instant before = key.lastUsedAt();
            Instant last = before != null && before.isAfter(tally.lastUsedAt()) ? before : tally.lastUsedAt();
            return changed(
                    key,
                    key.name(),
                    last,
                    key.requestCount() + tally.requests(),
                    key.expiresAt(),
                    key.revokedAt(),
                    key.revokedReason(),
                    0);
        })));
    }

    private void change(ApiKeyId id, UnaryOperator<ApiKey> change) {
        unitOfWork.required();
        tables.apiKeys.lock(id).ifPresent(key -> tables.apiKeys.put(id, change.apply(key)));
    }

    private static ApiKey changed(
            ApiKey key,
            @Nullable String name,
            @Nullable Instant lastUsedAt,
            long requestCount,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable String revokedReason,
            int revisions) {
        return new ApiKey(
                key.id(),
                key.userId(),
                key.organizationId(),
                key.createdBy(),
                name,
                key.scopes(),
                key.start(),
                key.lastFour(),
                key.rotatedFrom(),
                lastUsedAt,
                requestCount,
                key.createdAt(),
                expiresAt,
                revokedAt,
                revokedReason,
                key.revision() + revisions);
    }
}
